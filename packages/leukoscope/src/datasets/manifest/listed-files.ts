import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { FaultLog } from '../../errors/fault-log.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure } from '../../files/system-error.ts';
import { IgnoredFileCount, type IgnoredFiles, isImageName } from '../image-files.ts';
import { isInside } from '../inside.ts';
import { isMissing } from '../missing-file.ts';

/**
 * Checks that every file of a manifest is there and lies inside the folder, links followed. Folders are listed once each,
 * which for 200,000 files is far less work than asking for every file.
 *
 * @param lineOfId where the manifest names each cell.
 * @returns the images in those folders that the manifest does not name.
 * @throws LeukoscopeError `manifest.missing-file`, `manifest.bad-path`, `machine.cannot-read`.
 */
export async function checkListedFiles(
  lineOfId: ReadonlyMap<string, number>,
  { file, folder }: { readonly file: string; readonly folder: string },
): Promise<IgnoredFiles> {
  const root = await realpath(folder);
  const faults = new FaultLog();
  const ignored = new IgnoredFileCount();
  for (const [directory, ids] of Map.groupBy(lineOfId.keys(), (id) => posix.dirname(id))) {
    const entries = await entriesOf(join(folder, directory), root);
    for (const id of ids) {
      const entry = entries === 'outside' ? undefined : entries.get(posix.basename(id));
      if (entry?.isFile()) continue;
      const line = lineOfId.get(id)!;
      const state = entries === 'outside' ? 'outside' : await stateOf(join(folder, id), root);
      if (state === 'outside') {
        const details = { file, line, path: id, fault: 'link-outside' as const };
        faults.note('outside', line, (rows) => new LeukoscopeError('manifest.bad-path', { ...details, rows }));
      } else if (state === 'missing') {
        const details = { file, line, path: id };
        faults.note('missing', line, (rows) => new LeukoscopeError('manifest.missing-file', { ...details, rows }));
      }
    }
    if (entries !== 'outside') countUnlisted(entries, { directory, lineOfId, ignored });
  }
  faults.throwFirst();
  return ignored.counted;
}

function countUnlisted(
  entries: ReadonlyMap<string, Dirent>,
  known: { directory: string; lineOfId: ReadonlyMap<string, number>; ignored: IgnoredFileCount },
): void {
  for (const [name, entry] of entries) {
    if (entry.isDirectory() || !isImageName(name)) continue;
    const id = posix.join(known.directory, name);
    if (!known.lineOfId.has(id)) known.ignored.add(id, 'image-left-out');
  }
}

/** A folder that is not there has no entries: each file in it is missing. */
async function entriesOf(directory: string, root: string): Promise<ReadonlyMap<string, Dirent> | 'outside'> {
  try {
    if (!isInside(await realpath(directory), root)) return 'outside';
    const entries = await readdir(directory, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, entry]));
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw readFailure(error, directory);
  }
}

/**
 * For a name that the folder does not list as a file: a link, or a file system that does not tell names apart by case or
 * by how their accents are composed.
 */
async function stateOf(path: string, root: string): Promise<'there' | 'missing' | 'outside'> {
  try {
    if (!(await stat(path)).isFile()) return 'missing';
    return isInside(await realpath(path), root) ? 'there' : 'outside';
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw readFailure(error, path);
  }
}
