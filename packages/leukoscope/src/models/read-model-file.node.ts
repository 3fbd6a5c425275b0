import { readFile } from 'node:fs/promises';
import { readFailure } from '../files/system-error.ts';

/** @throws LeukoscopeError `usage.no-such-file`, `usage.not-a-file`, `machine.cannot-read`. */
export async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw readFailure(error, path);
  }
}
