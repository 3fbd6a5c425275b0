import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type FileSystem, nodeFileSystem } from '../files/file-system.ts';
import { lockFolder } from '../files/folder-lock.ts';
import { isSystemError, readFailure } from '../files/system-error.ts';
import type { Progress } from '../progress/progress.ts';
import { type FileFacts, findFault, readFacts } from './check-file.ts';
import { type FreeBytes, freeBytesAt, requireRoom } from './disk-room.ts';
import type { HttpClient } from './http-client.ts';
import { BusyServerError, type NetworkFailure, networkFailure } from './network-failure.ts';
import { PartFile } from './part-file.ts';
import type { RemoteFile } from './remote-file.ts';
import { transfer } from './transfer.ts';

/** Attempts in a row that bring nothing new, before it is given up. */
const MOST_ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;
/** A server that asks for more patience than this is told of instead of waited for. */
const LONGEST_WAIT_MS = 60_000;
const DEFAULT_STALL_MS = 60_000;

/** What happened on the way that a person may want to know. */
export type DownloadEvent =
  | { readonly kind: 'resumed'; readonly fromBytes: number }
  | { readonly kind: 'restarted'; readonly lostBytes: number }
  | { readonly kind: 'waiting'; readonly waitMs: number; readonly attempt: number; readonly attempts: number };

export interface DownloadOptions {
  readonly http: HttpClient;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Who works in the folder, for others that find it locked: `leukoscope data get`. */
  readonly command: string;
  /** Refuses to fetch; a file that is there already is still checked. */
  readonly offline?: boolean;
  readonly onEvent?: (event: DownloadEvent) => void;
  /** Without a byte for so long, a connection counts as broken. */
  readonly stallMs?: number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly system?: FileSystem;
  readonly freeBytes?: FreeBytes;
}

export interface Downloaded extends FileFacts {
  readonly status: 'fetched' | 'was-there';
}

/**
 * Brings one file to its place. It appears there only whole and checked; what was received of it stays in `<target>.part`
 * whenever the way breaks off, and the next call goes on from there. A file that is at its place already is checked and
 * left alone.
 *
 * @param target its folder must exist
 * @throws LeukoscopeError download.* (network 5, wrong content 3), machine.cannot-write, usage.folder-in-use,
 * usage.not-a-file; the signal's reason if it aborts
 */
export async function download(file: RemoteFile, target: string, options: DownloadOptions): Promise<Downloaded> {
  const there = await checkedIfThere(file, target, options);
  if (there !== null) return there;
  if (options.offline === true) {
    throw new LeukoscopeError('download.offline', { url: file.url, bytes: file.bytes, path: target });
  }
  await using _lock = await lockFolder(dirname(target), { command: options.command });
  // Another process may have brought it meanwhile.
  const brought = await checkedIfThere(file, target, options);
  if (brought !== null) return brought;
  const part = new PartFile(target, options.system ?? nodeFileSystem);
  const totalBytes = await fetchAll(file, { part, target, options });
  const facts = await readFacts(part.path, await part.size(), options);
  const fault = findFault(facts, { bytes: totalBytes, checksums: file.checksums });
  if (fault !== null) {
    await part.discard();
    const { what, got, expected } = fault;
    throw what === 'length'
      ? new LeukoscopeError('download.wrong-length', {
          url: file.url,
          got: Number(got),
          expected: Number(expected),
          atLeast: false,
        })
      : new LeukoscopeError('download.wrong-checksum', { url: file.url, algorithm: what, got, expected });
  }
  await part.become(target);
  return { ...facts, status: 'fetched' };
}

async function checkedIfThere(file: RemoteFile, path: string, options: DownloadOptions): Promise<Downloaded | null> {
  const size = await sizeIfThere(path, options.system ?? nodeFileSystem);
  if (size === null) return null;
  const facts = await readFacts(path, size, options);
  const fault = findFault(facts, file);
  if (fault !== null) throw new LeukoscopeError('download.other-file', { path, ...fault });
  return { ...facts, status: 'was-there' };
}

async function sizeIfThere(path: string, system: FileSystem): Promise<number | null> {
  try {
    return (await system.stat(path)).size;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
    throw readFailure(error, path);
  }
}

interface Fetching {
  readonly part: PartFile;
  readonly target: string;
  readonly options: DownloadOptions;
}

/** Attempt after attempt until all is there. @returns the length of the whole file, `null` where nobody knows it */
async function fetchAll(file: RemoteFile, { part, target, options }: Fetching): Promise<number | null> {
  const { signal, onEvent = () => undefined, wait = (ms) => sleep(ms, undefined, { signal }) } = options;
  const roomFor = (bytes: number) => requireRoom(dirname(target), bytes, options.freeBytes ?? freeBytesAt);
  const world = {
    ...options,
    stallMs: options.stallMs ?? DEFAULT_STALL_MS,
    requireRoom: roomFor,
    onRestart: (lostBytes: number) => onEvent({ kind: 'restarted', lostBytes }),
  };
  const before = await part.size();
  if (file.bytes !== null && before < file.bytes) await roomFor(file.bytes - before);
  if (before > 0) onEvent({ kind: 'resumed', fromBytes: before });
  let most = before;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transfer(file, part, world);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof LeukoscopeError && error.code === 'download.wrong-length') await part.discard();
      const receivedBytes = await part.size();
      if (receivedBytes > most) attempt = 1;
      const waitMs = waitBefore(error, { attempt, hadBytes: receivedBytes > 0 });
      if (waitMs === null) throw told(error, { file, attempts: attempt, receivedBytes, http: options.http });
      most = Math.max(most, receivedBytes);
      onEvent({ kind: 'waiting', waitMs, attempt, attempts: MOST_ATTEMPTS });
      await wait(waitMs, signal);
    }
  }
}

/** @returns `null` if another attempt has no sense */
function waitBefore(error: unknown, { attempt, hadBytes }: { attempt: number; hadBytes: boolean }): number | null {
  if (attempt >= MOST_ATTEMPTS) return null;
  const backoff = FIRST_WAIT_MS * 2 ** (attempt - 1);
  if (error instanceof BusyServerError) {
    const waitMs = error.retryAfterMs ?? backoff;
    return waitMs > LONGEST_WAIT_MS ? null : waitMs;
  }
  const failure = networkFailure(error);
  if (failure?.kind !== 'connection') return null;
  // A server that was never there will hardly come; one that was there a moment ago will.
  return failure.trouble === 'broken' || failure.trouble === 'silent' || hadBytes ? backoff : null;
}

/** The error as a person is told of it. */
function told(
  error: unknown,
  given: { file: RemoteFile; attempts: number; receivedBytes: number; http: HttpClient },
): unknown {
  const { url, page } = given.file;
  if (error instanceof BusyServerError) {
    return new LeukoscopeError('download.status', { url, status: error.status, page }, { cause: error });
  }
  const failure = networkFailure(error);
  return failure === null ? error : toldOfNetwork(failure, { ...given, cause: error });
}

function toldOfNetwork(
  failure: NetworkFailure,
  given: { file: RemoteFile; attempts: number; receivedBytes: number; http: HttpClient; cause: unknown },
): LeukoscopeError {
  const { attempts, receivedBytes, cause } = given;
  const { url } = given.file;
  const proxy = given.http.proxyFor(url);
  switch (failure.kind) {
    case 'tls':
      return new LeukoscopeError('download.untrusted-server', { url, systemCode: failure.systemCode }, { cause });
    case 'proxy': {
      const reason = cause instanceof Error ? cause.message : failure.systemCode;
      return new LeukoscopeError('download.proxy-refused', { url, proxy, reason }, { cause });
    }
    case 'connection': {
      const { trouble, systemCode } = failure;
      const details = { url, trouble, systemCode, attempts, receivedBytes, proxy };
      return new LeukoscopeError('download.no-connection', details, { cause });
    }
  }
}
