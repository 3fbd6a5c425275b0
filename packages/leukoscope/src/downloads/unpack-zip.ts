import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { ZipFault } from '../errors/download-errors.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, readFailure, writeFailure } from '../files/system-error.ts';
import type { Progress } from '../progress/progress.ts';
import { type FreeBytes, freeBytesAt, requireRoom } from './disk-room.ts';

const MOST_FILES = 500_000;
const MOST_BYTES = 64e9;
/** Pictures hardly shrink; what grows a hundredfold holds none. Small files may, as lists do. */
const MOST_GROWTH = 100;
const SMALL_BYTES = 16e6;
/** What unfinished unpacking leaves behind, and the next removes. */
const UNFINISHED = '.unpacking';
/** What macOS adds to archives: shadows of the files, no content. */
const LEFT_OUT = /(^|\/)(__MACOSX\/|\.DS_Store$)/;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

export interface UnpackOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly freeBytes?: FreeBytes;
}

export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
  /** Names of what now lies in the folder. */
  readonly names: readonly string[];
  /** Files that macOS had added, not unpacked. */
  readonly leftOut: number;
}

/**
 * Unpacks a ZIP archive into a folder, wholly or not at all. No name leads out of the folder, no link is made, nothing
 * that is there is written over, and the sizes are judged before the first byte is written and again while writing.
 *
 * @param folder taken by the caller (`lockFolder`); must exist
 * @throws LeukoscopeError download.bad-archive, download.no-room, usage.output-exists, usage.no-such-file,
 * machine.cannot-read, machine.cannot-write; the signal's reason if it aborts
 */
export async function unpackZip(path: string, folder: string, options: UnpackOptions): Promise<Unpacked> {
  const zip = await openZip(path);
  const unfinished = join(folder, UNFINISHED);
  try {
    const all = await entriesOf(zip, path);
    const entries = all.filter(({ fileName }) => !LEFT_OUT.test(fileName));
    const bytes = checkEntries(entries, path);
    await requireRoom(folder, bytes, options.freeBytes ?? freeBytesAt);
    const names = [...new Set(entries.map(({ fileName }) => fileName.split('/')[0]!))];
    await refuseExisting(names, folder);
    await orRefused(unfinished, () => rm(unfinished, { recursive: true, force: true }));
    const files = entries.filter(({ fileName }) => !fileName.endsWith('/'));
    await unpackFiles(files, { zip, path, into: unfinished, options });
    await orRefused(folder, async () => {
      for (const name of names) await rename(join(unfinished, name), join(folder, name));
    });
    return { files: files.length, bytes, names, leftOut: all.length - entries.length };
  } finally {
    zip.close();
    await orRefused(unfinished, () => rm(unfinished, { recursive: true, force: true }));
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false });
  } catch (error) {
    throw zipFailure(error, 'structure', { path, member: null });
  }
}

async function entriesOf(zip: ZipFile, path: string): Promise<Entry[]> {
  if (zip.entryCount > MOST_FILES) throw badArchive('too-many', { path, member: null });
  try {
    return await Array.fromAsync(zip.eachEntry());
  } catch (error) {
    // yauzl refuses names that are absolute or hold `..` itself, and says so in words only.
    const unsafe = error instanceof Error && /(relative|absolute) path|invalid characters/.test(error.message);
    throw zipFailure(error, unsafe ? 'unsafe-name' : 'structure', { path, member: null });
  }
}

/** @returns how many bytes the entries have once unpacked */
function checkEntries(entries: readonly Entry[], path: string): number {
  let bytes = 0;
  const seen = new Set<string>();
  for (const entry of entries) {
    const member = entry.fileName;
    const fail = (fault: ZipFault) => badArchive(fault, { path, member });
    if (/\p{Cc}/u.test(member) || member.startsWith('/') || member.split('/').includes('..')) throw fail('unsafe-name');
    if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK) throw fail('link');
    if (entry.isEncrypted()) throw fail('encrypted');
    // Windows and macOS take names for the same that differ in case only.
    const key = member.toLowerCase();
    if (seen.has(key)) throw fail('duplicate');
    seen.add(key);
    bytes += entry.uncompressedSize;
    const most = Math.max(SMALL_BYTES, entry.compressedSize * MOST_GROWTH);
    if (entry.uncompressedSize > most || bytes > MOST_BYTES) throw fail('too-large');
  }
  return bytes;
}

async function refuseExisting(names: readonly string[], folder: string): Promise<void> {
  const there = new Set(await readdir(folder));
  const taken = names.find((name) => there.has(name));
  if (taken !== undefined) throw new LeukoscopeError('usage.output-exists', { path: join(folder, taken) });
}

interface Unpacking {
  readonly zip: ZipFile;
  readonly path: string;
  readonly into: string;
  readonly options: UnpackOptions;
}

async function unpackFiles(files: readonly Entry[], { zip, path, into, options }: Unpacking): Promise<void> {
  const { progress, signal } = options;
  const report = (done: number) => progress.report({ stage: 'write', unit: 'files', done, total: files.length });
  report(0);
  for (const [at, entry] of files.entries()) {
    signal.throwIfAborted();
    const member = entry.fileName;
    const place = join(into, member);
    if (!place.startsWith(into + sep)) throw badArchive('unsafe-name', { path, member });
    try {
      await orRefused(place, () => mkdir(dirname(place), { recursive: true }));
      await writeEntry(entry, place, { zip, path });
    } catch (error) {
      throw isNameClash(error) ? badArchive('duplicate', { path, member }) : error;
    }
    report(at + 1);
  }
}

async function writeEntry(entry: Entry, place: string, { zip, path }: { zip: ZipFile; path: string }): Promise<void> {
  const where = { path, member: entry.fileName };
  const handle = await orRefused(place, () => open(place, 'wx'));
  try {
    const pieces = checked(zip, entry, where);
    for await (const piece of pieces) await orRefused(place, () => handle.writeFile(piece));
  } finally {
    await handle.close();
  }
}

/** The entry's bytes; too many, too few or other ones are an error. */
async function* checked(zip: ZipFile, entry: Entry, where: Where): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    throw zipFailure(error, 'damaged', where);
  }
  if (sum !== entry.crc32) throw badArchive('damaged', where);
}

interface Where {
  readonly path: string;
  readonly member: string | null;
}

function badArchive(fault: ZipFault, where: Where, cause?: unknown): LeukoscopeError {
  return new LeukoscopeError('download.bad-archive', { ...where, fault }, { cause });
}

/** What yauzl and zlib throw is always about the archive: neither has another cause to fail. */
function zipFailure(error: unknown, fault: ZipFault, where: Where): unknown {
  return isSystemError(error) ? readFailure(error, where.path) : badArchive(fault, where, error);
}

/** One name is a file's and also a folder's. */
function isNameClash(error: unknown): boolean {
  return (
    error instanceof LeukoscopeError &&
    error.code === 'machine.cannot-write' &&
    isSystemError(error.cause) &&
    ['EEXIST', 'ENOTDIR', 'EISDIR'].includes(error.cause.code)
  );
}

async function orRefused<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw writeFailure(error, path);
  }
}
