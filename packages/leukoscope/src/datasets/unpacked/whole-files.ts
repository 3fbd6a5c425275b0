import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, readFailure } from '../../files/system-error.ts';

/** Files asked for their size at once. */
const CONCURRENT = 64;

/**
 * Whether all these files are there in their full length.
 *
 * @param paths relative to the folder.
 * @throws LeukoscopeError `machine.cannot-read`.
 */
export async function areWhole(
  folder: string,
  { paths, bytes }: { paths: readonly string[]; bytes: number },
): Promise<boolean> {
  const remaining = paths.values();
  let whole = true;
  const work = async (): Promise<void> => {
    for (const name of remaining) {
      if (!whole) return;
      const path = join(folder, name);
      const found = await orMissing(stat(path), path);
      if (found === null || !found.isFile() || found.size !== bytes) whole = false;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return whole;
}

/**
 * What is read, or `null` if there is nothing at its path.
 *
 * @throws LeukoscopeError `machine.cannot-read`.
 */
export async function orMissing<Value>(reading: Promise<Value>, path: string): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw readFailure(error, path);
  }
}
