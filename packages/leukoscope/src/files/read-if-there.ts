import { readFile } from 'node:fs/promises';
import { isSystemError, readFailure } from './system-error.ts';

/**
 * A file's bytes; `null` if there is none.
 *
 * @throws LeukoscopeError machine.cannot-read
 */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw readFailure(error, path);
  }
}
