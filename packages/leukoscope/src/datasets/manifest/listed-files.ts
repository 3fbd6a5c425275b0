import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { FaultLog } from '../fault-log.ts';
import { readFailure, systemCodeOf } from '../file-failure.ts';
import { IgnoredFileCount, type IgnoredFiles, isImageName } from '../image-files.ts';
import { isInside } from '../inside.ts';

export interface ListedFile {
  readonly id: string;
  /** Where the manifest names it. */
  readonly line: number;
}

/**
 * Checks that every file of a manifest is there and lies inside the folder, links followed. Folders are listed once each,
 * which for 200,000 files is far less work than asking for every file.
 *
 * @returns the images in those folders that the manifest does not name.
 * @throws LeukoscopeError `manifest.missing-file`, `manifest.bad-path`, `machine.cannot-read`.
 */
export async function checkListedFiles(
  listed: readonly ListedFile[],
  { file, folder }: { readonly file: string; readonly folder: string },
): Promise<IgnoredFiles> {
  const root = await realpath(folder);
  const faults = new FaultLog();
  const ignored = new IgnoredFileCount();
  for (const [directory, inDirectory] of groupByDirectory(listed)) {
    const entries = await entriesOf(join(folder, directory), root);
    const named = new Set<string>();
    for (const { id, line } of inDirectory) {
      named.add(basename(id));
      const state =
        entries === 'outside' ? 'outside' : await stateOf(entries.get(basename(id)), join(folder, id), root);
      if (state === 'outside') {
        const details = { file, line, path: id, fault: 'link-outside' as const };
        faults.note('outside', (rows) => new LeukoscopeError('manifest.bad-path', { ...details, rows }));
      } else if (state === 'missing') {
        faults.note('missing', (rows) => new LeukoscopeError('manifest.missing-file', { file, line, path: id, rows }));
      }
    }
    if (entries === 'outside') continue;
    for (const [name, entry] of entries) {
      if (!named.has(name) && isImageName(name) && !entry.isDirectory()) {
        ignored.add(posix.join(directory, name), 'image-left-out');
      }
    }
  }
  faults.throwFirst();
  return ignored.counted;
}

function groupByDirectory(listed: readonly ListedFile[]): Map<string, ListedFile[]> {
  return Map.groupBy(listed, ({ id }) => posix.dirname(id));
}

/** A folder that is not there has no entries: each file in it is missing. */
async function entriesOf(directory: string, root: string): Promise<ReadonlyMap<string, Dirent> | 'outside'> {
  try {
    if (!isInside(await realpath(directory), root)) return 'outside';
    const entries = await readdir(directory, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, entry]));
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return new Map();
    throw readFailure(error, directory);
  }
}

async function stateOf(
  entry: Dirent | undefined,
  path: string,
  root: string,
): Promise<'there' | 'missing' | 'outside'> {
  if (entry?.isFile()) return 'there';
  try {
    // A link, or a file system that does not keep names apart by case or by how accents are composed.
    if (!(await stat(path)).isFile()) return 'missing';
    return isInside(await realpath(path), root) ? 'there' : 'outside';
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return 'missing';
    throw readFailure(error, path);
  }
}
