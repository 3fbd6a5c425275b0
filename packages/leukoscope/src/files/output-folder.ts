import { mkdir, readdir, stat } from 'node:fs/promises';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isLockFile } from './folder-lock.ts';
import { isSystemError, writeFailure } from './system-error.ts';

/**
 * Makes a folder for results, with the folders above it; one that exists must be empty (a lock does not count).
 *
 * @param option that named it, for errors.
 * @throws LeukoscopeError usage.output-not-empty, usage.output-not-a-folder, machine.cannot-write
 */
export async function createOutputFolder(path: string, option = '--out'): Promise<void> {
  let names: string[];
  try {
    await mkdir(path, { recursive: true });
    names = await readdir(path);
  } catch (error) {
    const isFile = isSystemError(error) && (error.code === 'EEXIST' || error.code === 'ENOTDIR');
    throw isFile
      ? new LeukoscopeError('usage.output-not-a-folder', { path, option }, { cause: error })
      : writeFailure(error, path);
  }
  if (names.some((name) => !isLockFile(name))) throw new LeukoscopeError('usage.output-not-empty', { path, option });
}

/**
 * Refuses to write results over a file that is there already: it may be the model, the manifest or an image. What is no
 * regular file (a pipe, `/dev/null`) may be written to.
 *
 * @param option that named it, for errors.
 * @throws LeukoscopeError usage.output-exists, machine.cannot-write
 */
export async function requireNewFile(path: string, option = '--out'): Promise<void> {
  try {
    if (!(await stat(path)).isFile()) return;
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return;
    throw writeFailure(error, path);
  }
  throw new LeukoscopeError('usage.output-exists', { path, option });
}
