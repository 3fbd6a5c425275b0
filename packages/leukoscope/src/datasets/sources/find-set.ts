import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError, readFailure } from '../../files/system-error.ts';
import type { ByHand } from './data-source.ts';

/** Archives hold a folder or two around what matters; looking further would look through other people's disks. */
const DEEPEST = 3;
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * A data set that lies in a folder already, by the folders it consists of, whatever folders are around them.
 *
 * @returns the folder to read it from: that of the class folders, or the one above if what belongs to it lies there;
 * `null` if it is not there
 * @throws LeukoscopeError machine.cannot-read for the place itself; a folder below it that may not be read holds no set
 */
export async function findSet(place: string, { folders, companions }: ByHand): Promise<string | null> {
  let level = [place];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const below: string[] = [];
    for (const folder of level) {
      const entries = await entriesOf(folder, place);
      const names = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
      if (folders.every((name) => names.has(name))) return await withCompanions(folder, { place, companions });
      below.push(...[...names].toSorted().map((name) => join(folder, name)));
    }
    level = below;
  }
  return null;
}

async function withCompanions(
  folder: string,
  { place, companions }: { place: string; companions: readonly string[] },
): Promise<string> {
  if (companions.length === 0 || folder === place) return folder;
  const above = dirname(folder);
  const names = new Set((await entriesOf(above, place)).map(({ name }) => name));
  return companions.every((name) => names.has(name)) ? above : folder;
}

async function entriesOf(folder: string, place: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isSystemError(error) && (folder !== place || NOT_THERE.has(error.code))) return [];
    throw readFailure(error, folder);
  }
}
