import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readFailure } from '../../files/system-error.ts';
import { byCodeUnits } from '../cell-order.ts';
import { isImageName } from '../image-files.ts';

/** What lies in a data set's folder beside the images. */
export interface FolderLeftovers {
  /** Files that systems leave behind, many with small pictures or names of the folder's files; relative paths. */
  readonly systemFiles: readonly string[];
  /** How many other files there are of each ending, `''` for none; the manifest and what the layouts need left out. */
  readonly otherFiles: Readonly<Record<string, number>>;
  /** Images that are none of the data set's cells; relative paths. */
  readonly imagesLeftOut: readonly string[];
  /** Names of all folders, each once. */
  readonly folders: readonly string[];
}

/** Left behind by Windows, macOS, network drives and picture viewers. */
const SYSTEM_FILE =
  /^(?:thumbs\.db(?:[:.].*)?|ehthumbs(?:_vista)?\.db|desktop\.ini|\.ds_store|\._.*|\.picasa\.ini|picasa\.ini|zbthumbnail\.info|\.directory|icon\r|\.localized|\.apdisk)$/iu;
const SYSTEM_FOLDER =
  /^(?:__macosx|@eadir|\$recycle\.bin|system volume information|\.spotlight-v100|\.trashes|\.trash-\d+|\.thumbnails|\.picasaoriginals|\.fseventsd|\.appledouble)$/iu;
/** What belongs to a layout, and what a data set under version control has. */
const OF_THE_DATA =
  /^(?:\.git|manifest\.csv|annotations\.dat|abbreviations\.txt|readme(?:\.\w+)?|licen[cs]e(?:\.\w+)?)$/iu;

/**
 * Looks through the folder and all below it, hidden ones too; links are not followed.
 *
 * @param cellIds paths of the cells relative to the folder
 * @throws LeukoscopeError machine.cannot-read; the signal's reason if it aborts
 */
export async function findFolderLeftovers(
  folder: string,
  { cellIds, signal }: { readonly cellIds: ReadonlySet<string>; readonly signal: AbortSignal },
): Promise<FolderLeftovers> {
  const found = { system: [] as string[], image: [] as string[], other: [] as string[] };
  const folders = new Set<string>();
  const open: string[] = [''];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    signal.throwIfAborted();
    for (const entry of await listed(join(folder, at))) {
      const id = at === '' ? entry.name : `${at}/${entry.name}`;
      const kind = kindOf(entry);
      if (kind === 'folder') {
        open.push(id);
        folders.add(entry.name);
      } else if (kind !== 'ours' && !cellIds.has(id)) found[kind].push(id);
    }
  }
  const endings = Map.groupBy(found.other, (id) => extname(id).toLowerCase());
  return {
    systemFiles: found.system.sort(byCodeUnits),
    imagesLeftOut: found.image.sort(byCodeUnits),
    folders: [...folders].sort(byCodeUnits),
    otherFiles: Object.fromEntries(
      [...endings].map(([ending, ids]) => [ending, ids.length] as const).sort(([a], [b]) => byCodeUnits(a, b)),
    ),
  };
}

function kindOf(entry: Dirent): 'folder' | 'system' | 'image' | 'ours' | 'other' {
  const { name } = entry;
  if (entry.isDirectory()) return SYSTEM_FOLDER.test(name) ? 'system' : OF_THE_DATA.test(name) ? 'ours' : 'folder';
  if (SYSTEM_FILE.test(name)) return 'system';
  if (isImageName(name)) return 'image';
  return OF_THE_DATA.test(name) ? 'ours' : 'other';
}

async function listed(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw readFailure(error, folder);
  }
}
