import { mkdir } from 'node:fs/promises';
import { writeFailure } from './system-error.ts';

/**
 * Makes a folder, with the folders above it, unless it is there.
 *
 * @throws LeukoscopeError machine.cannot-write
 */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
}
