import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { readFailure } from './system-error.ts';

/** Files read at once: enough to keep a disk busy, far from the limit of open files. */
const CONCURRENT = 8;

export interface HashOptions {
  readonly signal?: AbortSignal;
  /** Told the number of files read so far, after each. */
  readonly onFile?: (done: number) => void;
}

/**
 * sha256 of each file's bytes, in hexadecimal, in the order of the paths. Memory does not grow with the files' size.
 *
 * @throws LeukoscopeError usage.no-such-file, usage.not-a-file, machine.cannot-read; the signal's reason if it aborts.
 */
export async function hashFiles(paths: readonly string[], { signal, onFile }: HashOptions = {}): Promise<string[]> {
  const hashes: string[] = new Array(paths.length);
  const remaining = paths.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const [index, path] of remaining) {
      signal?.throwIfAborted();
      hashes[index] = await hashFile(path);
      done += 1;
      onFile?.(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, paths.length) }, work));
  return hashes;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw readFailure(error, path);
  }
  return hash.digest('hex');
}
