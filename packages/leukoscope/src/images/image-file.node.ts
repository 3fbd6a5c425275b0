import { hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { KEY_BYTES } from './key-table.ts';
import { release } from './release.ts';

/** An image file as it stands, without having read it. */
export interface ImageFile {
  readonly path: string;
  readonly bytes: number;
  /**
   * Whether it was changed so short a time ago that another change could leave its times as they are; then its path key
   * proves nothing later on. Git calls such files racily clean.
   */
  readonly isFresh: boolean;
}

/** Image files with, for each, a key that stands for the file in this state. */
export interface ImageFiles {
  /** For each path the file, or the reason why it cannot be read. */
  readonly files: readonly (ImageFile | LeukoscopeError)[];
  /**
   * `[files, 16]`, each the start of the sha256 of the file's absolute path, size, times of change and number in its
   * file system.
   */
  readonly pathKeys: Uint8Array;
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

  /** @param nowMs a time before the call, in milliseconds since 1970 */
  async lookAt(paths: readonly string[], nowMs: number): Promise<ImageFiles> {
    const pathKeys = Buffer.alloc(paths.length * KEY_BYTES);
    const places = paths.map((path, index) => ({ path, pathKeys, at: index * KEY_BYTES, nowMs }));
    const files = await this.#each(places, {
      atOnce: (place) => this.#describe(statSync(place.path), place),
      later: async (place) => this.#describe(await stat(place.path), place),
    });
    return { files, pathKeys };
  }

  /**
   * Reads files and passes on for each its content or the reason why it cannot be read; the contents are gone when
   * `use` is done.
   */
  async read<Result>(
    files: readonly ImageFile[],
    use: (contents: (Uint8Array | LeukoscopeError)[]) => Promise<Result>,
  ): Promise<Result> {
    const buffer = Buffer.allocUnsafeSlow(files.reduce((sum, { bytes }) => sum + bytes + 1, 0));
    let end = 0;
    const contents = await this.#each(files, {
      atOnce: ({ path, bytes }) => {
        const target = buffer.subarray(end, end + bytes + 1);
        end += target.length;
        return readWhole(path, target);
      },
      later: ({ path }) => readFile(path),
    });
    try {
      return await use(contents);
    } finally {
      release(buffer);
    }
  }

  #describe(found: Stats, { path, pathKeys, at, nowMs }: Place): ImageFile | LeukoscopeError {
    if (!found.isFile()) return new LeukoscopeError('image.not-a-file', { path });
    const absolute = isAbsolute(path) ? path : resolve(path);
    const state = `${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.ino} ${absolute}`;
    pathKeys.write(hash('sha256', state, 'binary'), at, KEY_BYTES, 'binary');
    return { path, bytes: found.size, isFresh: Math.max(found.mtimeMs, found.ctimeMs) > nowMs - FRESH_MS };
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

/** Where the key of a file goes. */
interface Place {
  readonly path: string;
  readonly pathKeys: Buffer;
  readonly at: number;
  readonly nowMs: number;
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

/** @throws the error itself, unless it comes from the file system */
function cannotRead(path: string, error: unknown): LeukoscopeError {
  const systemCode = (error as NodeJS.ErrnoException).code;
  if (systemCode === undefined) throw error;
  return systemCode === 'ENOENT' || systemCode === 'ENOTDIR'
    ? new LeukoscopeError('image.missing', { path }, { cause: error })
    : new LeukoscopeError('machine.cannot-read', { path, systemCode }, { cause: error });
}
