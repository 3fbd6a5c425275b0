import { basename, join } from 'node:path';
import { type FoundImage, readClassFolders } from './class-folders.ts';
import { entriesIn } from './folder-walk.ts';
import type { DatasetReader, DatasetSource } from './reader.ts';

const PUBLISHED_NAME = /^PBC_dataset_normal_DIB/i;
/** The class folders that no other set names so. */
const TELLING_FOLDERS = ['ig', 'neutrophil', 'platelet'];
const PREFIX = /^([A-Za-z]+)_/;
/** The archive holds a folder that holds one of the same name. */
const MOST_NESTED = 2;

/**
 * PBC as it is downloaded (Acevedo et al. 2020, doi 10.17632/snkd93bnjr.1): 8 class folders, of which `ig` and
 * `neutrophil` join types that the names of their files tell apart, as `MMY_163829.jpg` or `BNE_4711.jpg`. There are no
 * donors. The column `prefix` holds that part of the name.
 */
export const pbcReader: DatasetReader<'pbc'> = {
  kind: 'pbc',
  recognises: ({ isFolder, path, entries }) =>
    isFolder &&
    (PUBLISHED_NAME.test(basename(path)) ||
      [...entries].some((name) => PUBLISHED_NAME.test(name)) ||
      TELLING_FOLDERS.every((name) => entries.has(name))),
  read: async (source, options) => {
    const layout = { root: await classFoldersOf(source), given: source.given, finerLabel: prefixOf };
    return readClassFolders({ ...layout, columns: ['prefix'], extra: prefixColumn() }, options);
  },
};

async function classFoldersOf({ path }: DatasetSource): Promise<string> {
  let root = path;
  for (let depth = 0; depth < MOST_NESTED; depth++) {
    const inner = (await entriesIn(root, '')).find(({ name, kind }) => kind === 'folder' && PUBLISHED_NAME.test(name));
    if (inner === undefined) break;
    root = join(root, inner.name);
  }
  return root;
}

function prefixOf({ fileName }: FoundImage): string | null {
  return PREFIX.exec(fileName)?.[1] ?? null;
}

/** Cells with one prefix share one object. */
function prefixColumn(): (image: FoundImage) => Readonly<Record<string, string>> {
  const made = new Map<string, Readonly<Record<string, string>>>();
  return (image) => {
    const prefix = prefixOf(image) ?? '';
    const extra = made.get(prefix) ?? Object.freeze({ prefix });
    made.set(prefix, extra);
    return extra;
  };
}
