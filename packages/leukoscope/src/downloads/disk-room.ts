import { statfs } from 'node:fs/promises';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readFailure } from '../files/system-error.ts';

/** Tells how many bytes may still be written at a folder; passed in, so that a full disk can be played. */
export type FreeBytes = (folder: string) => Promise<number>;

/** @throws LeukoscopeError usage.no-such-file, machine.cannot-read */
export async function freeBytesAt(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    throw readFailure(error, folder);
  }
}

/** @throws LeukoscopeError download.no-room */
export async function requireRoom(folder: string, neededBytes: number, freeBytes: FreeBytes): Promise<void> {
  const free = await freeBytes(folder);
  if (free < neededBytes) throw new LeukoscopeError('download.no-room', { path: folder, neededBytes, freeBytes: free });
}
