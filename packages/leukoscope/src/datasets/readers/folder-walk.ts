import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure } from '../../files/system-error.ts';
import { byCodeUnits } from '../cell-order.ts';
import { isInside } from '../inside.ts';
import { isMissing } from '../missing-file.ts';

/** What archives and systems leave behind. */
const SYSTEM_FOLDERS: ReadonlySet<string> = new Set(['__MACOSX', '$RECYCLE.BIN', 'System Volume Information']);

export interface WalkedEntry {
  readonly name: string;
  /** Relative to the folder walked, `/` between its parts. */
  readonly id: string;
  /** `other`: nothing to look into, such as a system's own folder or a link to a folder, which could lead in a circle. */
  readonly kind: 'file' | 'folder' | 'other';
}

/**
 * What a folder holds directly, in the order of the names.
 *
 * @param root the data set's folder, absolute; `folder` is relative to it, empty for the root itself.
 * @throws LeukoscopeError `dataset.link-outside` for a link that leads out of the root, `machine.cannot-read`.
 */
export async function entriesIn(root: string, folder: string): Promise<WalkedEntry[]> {
  const entries = await listed(join(root, folder));
  const walked = entries.map(async (entry): Promise<WalkedEntry> => {
    const id = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return { name: entry.name, id, kind: await kindOf(entry, root, id) };
  });
  return Promise.all(walked);
}

async function listed(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => byCodeUnits(a.name, b.name));
  } catch (error) {
    throw readFailure(error, folder);
  }
}

async function kindOf(entry: Dirent, root: string, id: string): Promise<WalkedEntry['kind']> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return entry.name.startsWith('.') || SYSTEM_FOLDERS.has(entry.name) ? 'other' : 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  const path = join(root, id);
  try {
    if (!isInside(await realpath(path), await realpath(root))) {
      throw new LeukoscopeError('dataset.link-outside', { path: id, folder: root });
    }
    return (await stat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    // A link that leads nowhere is a file that cannot be read: told with the other unreadable images, not here.
    if (isMissing(error)) return 'file';
    throw readFailure(error, path);
  }
}
