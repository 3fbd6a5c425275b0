import { hash } from 'node:crypto';
import { type BigIntStats, closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { KEY_BYTES } from './key-table.ts';

/** An image file as it stands, without having read it. */
export interface ImageFile {
  readonly path: string;
  readonly bytes: number;
  /** Stands for the file in this state: its absolute path, size, times of change and number in the file system. */
  readonly pathKey: Uint8Array;
  /**
   * Whether it was changed so short a time ago that another change could leave its times as they are; then `pathKey`
   * proves nothing later on. Git calls such files racily clean.
   */
  readonly isFresh: boolean;
}

/** The coarsest time stamps still met (FAT) count in two seconds. */
const FRESH_MS = 2_000;

/** A call that takes longer than this had to wait for the drive or the network. */
const SLOW_MS = 0.5;
const SLOW_CALLS = 8;

/**
 * Looks at and reads image files. A file on a local drive answers within some ten microseconds, and an asynchronous
 * call costs four times as much; on a slow drive or over a network, only asynchronous calls can wait side by side and
 * leave the program responsive. So it starts with the former and changes over once calls are seen to be slow.
 */
export class ImageFileReader {
  readonly #timerMs: () => number;
  #slowCalls = 0;

  /** @param timerMs a clock to measure durations with, in milliseconds */
  constructor(timerMs: () => number = () => performance.now()) {
    this.#timerMs = timerMs;
  }

  /**
   * @param nowMs a time before the call, in milliseconds since 1970
   * @returns for each path the file, or the reason why it cannot be read
   */
  lookAt(paths: readonly string[], nowMs: number): Promise<(ImageFile | LeukoscopeError)[]> {
    const files = paths.map((path) => ({ path }));
    return this.#each(files, {
      atOnce: ({ path }) => describe(path, statSync(path, { bigint: true }), nowMs),
      later: async ({ path }) => describe(path, await stat(path, { bigint: true }), nowMs),
    });
  }

  /** @returns for each file its content, or the reason why it cannot be read */
  read(files: readonly ImageFile[]): Promise<(Uint8Array | LeukoscopeError)[]> {
    // One buffer for all: thousands of small ones would keep the garbage collector busy.
    const buffer = Buffer.allocUnsafeSlow(files.reduce((sum, { bytes }) => sum + bytes + 1, 0));
    let end = 0;
    return this.#each(files, {
      atOnce: ({ path, bytes }) => {
        const target = buffer.subarray(end, end + bytes + 1);
        end += target.length;
        return readWhole(path, target);
      },
      later: ({ path }) => readFile(path),
    });
  }

  #each<File extends { readonly path: string }, Result>(
    files: readonly File[],
    { atOnce, later }: { atOnce: (file: File) => Result; later: (file: File) => Promise<Result> },
  ): Promise<(Result | LeukoscopeError)[]> {
    return Promise.all(
      files.map((file) => {
        if (this.#slowCalls >= SLOW_CALLS) return later(file).catch((error) => cannotRead(file.path, error));
        const startMs = this.#timerMs();
        try {
          return atOnce(file);
        } catch (error) {
          return cannotRead(file.path, error);
        } finally {
          const isSlow = this.#timerMs() - startMs > SLOW_MS;
          this.#slowCalls = isSlow ? this.#slowCalls + 1 : Math.max(0, this.#slowCalls - 1);
        }
      }),
    );
  }
}

/** @param target one byte longer than the file was; if it no longer is, the file has changed and is read anew */
function readWhole(path: string, target: Buffer): Uint8Array {
  const fd = openSync(path, 'r');
  try {
    const read = readSync(fd, target, 0, target.length, 0);
    return read === target.length - 1 ? target.subarray(0, read) : readFileSync(path);
  } finally {
    closeSync(fd);
  }
}

function describe(path: string, found: BigIntStats, nowMs: number): ImageFile | LeukoscopeError {
  if (!found.isFile()) return new LeukoscopeError('image.not-a-file', { path });
  const state = [resolve(path), found.size, found.mtimeNs, found.ctimeNs, found.ino].join('\n');
  const changedMs = Math.max(Number(found.mtimeMs), Number(found.ctimeMs));
  return {
    path,
    bytes: Number(found.size),
    pathKey: hash('sha256', state, 'buffer').subarray(0, KEY_BYTES),
    isFresh: changedMs > nowMs - FRESH_MS,
  };
}

/** @throws the error itself, unless it comes from the file system */
function cannotRead(path: string, error: unknown): LeukoscopeError {
  const systemCode = (error as NodeJS.ErrnoException).code;
  if (systemCode === undefined) throw error;
  return systemCode === 'ENOENT' || systemCode === 'ENOTDIR'
    ? new LeukoscopeError('image.missing', { path }, { cause: error })
    : new LeukoscopeError('machine.cannot-read', { path, systemCode }, { cause: error });
}
