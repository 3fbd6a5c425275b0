import { hash } from 'node:crypto';
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

/**
 * @param nowMs the time before the file is looked at, in milliseconds since 1970
 * @returns the file, or the reason why it cannot be read
 */
export async function lookAtFile(path: string, nowMs: number): Promise<ImageFile | LeukoscopeError> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return new LeukoscopeError('image.not-a-file', { path });
    const state = [resolve(path), found.size, found.mtimeNs, found.ctimeNs, found.ino].join('\n');
    const pathKey = hash('sha256', state, 'buffer').subarray(0, KEY_BYTES);
    const changedMs = Math.max(Number(found.mtimeMs), Number(found.ctimeMs));
    return { path, bytes: Number(found.size), pathKey, isFresh: changedMs > nowMs - FRESH_MS };
  } catch (error) {
    return cannotRead(path, error);
  }
}

/** @returns the file's content, or the reason why it cannot be read */
export async function readImageFile(path: string): Promise<Uint8Array | LeukoscopeError> {
  try {
    return await readFile(path);
  } catch (error) {
    return cannotRead(path, error);
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
