import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Progress } from '../progress/progress.ts';
import { getFollowing } from './follow-redirects.ts';
import { type AnswerHeaders, type HttpAnswer, type HttpClient, headerOf } from './http-client.ts';
import { BusyServerError } from './network-failure.ts';
import type { PartFile } from './part-file.ts';
import type { RemoteFile } from './remote-file.ts';
import { StallWatch } from './stall-watch.ts';

/** Statuses after which the same question may get another answer. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface TransferWorld {
  readonly http: HttpClient;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly stallMs: number;
  /** @throws LeukoscopeError download.no-room */
  readonly requireRoom: (bytes: number) => Promise<void>;
  /** The part could not be gone on with, and so many bytes are fetched again. */
  readonly onRestart: (lostBytes: number) => void;
}

/**
 * One attempt: asks for what the part lacks and writes it there as it comes. A server that sends the whole file instead,
 * because it knows no ranges or because the file has changed, is heeded, and the part begun anew.
 *
 * @returns the length of the whole file, `null` where nobody knows it
 * @throws LeukoscopeError download.status, download.bad-redirect, download.web-page, download.wrong-length,
 * download.no-room, machine.cannot-write; BusyServerError; the network's own error; the signal's reason if it aborts
 */
export async function transfer(file: RemoteFile, part: PartFile, world: TransferWorld): Promise<number | null> {
  const { offset, validator, totalBytes } = await startOf(file, part);
  if (totalBytes !== null && offset === totalBytes) return totalBytes;
  using watch = new StallWatch(world.stallMs, world.signal);
  try {
    const range = { range: `bytes=${offset}-`, ...(validator === null ? {} : { 'if-range': validator }) };
    const headers = { 'accept-encoding': 'identity', ...(offset > 0 ? range : {}) };
    const answer = await getFollowing(world.http, file.url, { headers, signal: watch.signal });
    try {
      return await take(answer, { file, part, offset, totalBytes, world, watch });
    } finally {
      answer.close();
    }
  } catch (error) {
    // What Node throws for an aborted request says less than what it was aborted for.
    watch.signal.throwIfAborted();
    throw error;
  }
}

interface Start {
  readonly offset: number;
  readonly validator: string | null;
  readonly totalBytes: number | null;
}

/** Where to go on: at the part's end if what is known of it allows that, else at the beginning. */
async function startOf(file: RemoteFile, part: PartFile): Promise<Start> {
  const anew = { offset: 0, validator: null, totalBytes: file.bytes };
  const [size, note] = [await part.size(), await part.note()];
  if (size === 0 || note?.url !== file.url) return anew;
  const totalBytes = file.bytes ?? note.bytes;
  if (totalBytes !== null && (size > totalBytes || (note.bytes ?? totalBytes) !== totalBytes)) return anew;
  // Without a validator two versions could be mixed; a checksum would show it, else nothing would.
  const safe = note.validator !== null || Object.keys(file.checksums).length > 0;
  return safe ? { offset: size, validator: note.validator, totalBytes } : anew;
}

interface Taking {
  readonly file: RemoteFile;
  readonly part: PartFile;
  readonly offset: number;
  readonly totalBytes: number | null;
  readonly world: TransferWorld;
  readonly watch: StallWatch;
}

async function take(answer: HttpAnswer, taking: Taking): Promise<number | null> {
  const { file, part, world } = taking;
  const { status, headers } = answer;
  if (PASSING.has(status)) throw new BusyServerError(status, retryAfterMs(headers));
  if (status === 416 && taking.offset > 0) {
    // The server's file ends before our part does: they do not belong together.
    world.onRestart(taking.offset);
    await part.discard();
    throw new BusyServerError(status, 0);
  }
  if (status !== 200 && status !== 206) {
    throw new LeukoscopeError('download.status', { url: file.url, status, page: file.page });
  }
  if (isWebPage(headers)) throw new LeukoscopeError('download.web-page', { url: file.url });
  const { from, announced } = extentOf(answer, taking);
  // A server that begins anew may have a new version; one that goes on may not.
  const expected = from === 0 ? file.bytes : taking.totalBytes;
  if (expected !== null && announced !== null && announced !== expected) throw wrongLength(file, announced, expected);
  const totalBytes = expected ?? announced;
  if (totalBytes !== null) await world.requireRoom(totalBytes - from);
  if (from === 0) {
    if (taking.offset > 0) world.onRestart(taking.offset);
    await part.begin({ url: file.url, bytes: totalBytes, validator: validatorOf(headers) });
  }
  await part.append(counted(answer.body, { ...taking, from, totalBytes }));
  return totalBytes;
}

/** Where the body begins in the file, and how long the server says the whole file is. */
function extentOf(
  { status, headers }: HttpAnswer,
  { file, offset }: Taking,
): { from: number; announced: number | null } {
  if (status === 200) return { from: 0, announced: wholeNumber(headerOf(headers, 'content-length')) };
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headerOf(headers, 'content-range') ?? '');
  const from = wholeNumber(range?.[1] ?? null);
  if (from !== offset) throw new LeukoscopeError('download.status', { url: file.url, status, page: file.page });
  return { from, announced: wholeNumber(range?.[2] ?? null) };
}

/** Lets the pieces through as long as they fit into the file. */
async function* counted(
  body: AsyncIterable<Uint8Array>,
  { file, from, totalBytes, world, watch }: Taking & { from: number; totalBytes: number | null },
): AsyncGenerator<Uint8Array> {
  let done = from;
  const report = (ended: boolean) =>
    world.progress.report({ stage: 'download', unit: 'bytes', done, total: totalBytes, ended });
  report(false);
  for await (const piece of body) {
    watch.heard();
    done += piece.length;
    if (totalBytes !== null && done > totalBytes) throw wrongLength(file, totalBytes, totalBytes, true);
    yield piece;
    report(false);
  }
  report(true);
}

function wrongLength(file: RemoteFile, got: number, expected: number, atLeast = false): LeukoscopeError {
  return new LeukoscopeError('download.wrong-length', { url: file.url, got, expected, atLeast });
}

function isWebPage(headers: AnswerHeaders): boolean {
  return /^(text\/html|application\/xhtml)/i.test(headerOf(headers, 'content-type') ?? '');
}

function validatorOf(headers: AnswerHeaders): string | null {
  const etag = headerOf(headers, 'etag');
  if (etag !== null && !etag.startsWith('W/')) return etag;
  return headerOf(headers, 'last-modified');
}

function retryAfterMs(headers: AnswerHeaders): number | null {
  const seconds = wholeNumber(headerOf(headers, 'retry-after'));
  return seconds === null ? null : seconds * 1000;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
