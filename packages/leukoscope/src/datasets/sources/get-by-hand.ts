import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type UnpackOptions, unpackZip } from '../../downloads/unpack-zip.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { isSystemError, readFailure } from '../../files/system-error.ts';
import type { ByHand } from './data-source.ts';
import { findSet } from './find-set.ts';

/** How far a person has come with a data set that they must bring themselves. */
export type ByHandState =
  | { readonly status: 'missing' }
  | { readonly status: 'was-there'; readonly path: string }
  | { readonly status: 'unpacked'; readonly path: string; readonly files: number; readonly leftOut: number };

/**
 * Looks whether the data set lies in the folder, and unpacks its archive if that lies there instead.
 *
 * @throws LeukoscopeError download.bad-archive, download.no-room, usage.output-exists, usage.folder-in-use,
 * machine.cannot-read, machine.cannot-write
 */
export async function getByHand(
  obtain: ByHand,
  place: string,
  options: UnpackOptions & { readonly command: string },
): Promise<ByHandState> {
  const there = await findSet(place, obtain);
  if (there !== null) return { status: 'was-there', path: there };
  const archive = obtain.archive === null ? null : join(place, obtain.archive);
  if (archive === null || !(await isThere(archive))) return { status: 'missing' };
  await using _lock = await lockFolder(place, { command: options.command });
  const { files, leftOut } = await unpackZip(archive, place, options);
  return { status: 'unpacked', path: (await findSet(place, obtain)) ?? place, files, leftOut };
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false;
    throw readFailure(error, path);
  }
}
