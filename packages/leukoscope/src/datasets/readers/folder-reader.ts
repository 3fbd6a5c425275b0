import { join } from 'node:path';
import { KNOWN_LABELS } from '../../cells/aliases.ts';
import type { Cell } from '../../cells/cell.ts';
import { nearest } from '../../cells/nearest.ts';
import { labelResolver, type ResolvedLabel } from '../../cells/resolve-label.ts';
import { namesIn } from '../../cells/scheme.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { byCodeUnits } from '../cell-order.ts';
import { requireColumns } from '../column-filter.ts';
import { IgnoredFileCount, isImageName } from '../image-files.ts';
import { entriesIn } from './folder-walk.ts';
import type { DatasetReader, DatasetSource, ReadCells, ReadOptions } from './reader.ts';

const NO_EXTRA: Readonly<Record<string, string>> = Object.freeze({});

interface ClassFolder {
  readonly label: string;
  /** Relative to the data set's folder, sorted. */
  readonly images: readonly string[];
}

/**
 * A folder of class folders: each folder directly inside is a class, its name the label, its images at any depth the
 * cells, sorted by id. Two folders may stand for one type. There are no patients.
 */
export const folderReader: DatasetReader<'folders'> = {
  kind: 'folders',
  recognises: ({ isFolder }) => isFolder,
  read: readClassFolders,
};

async function readClassFolders(source: DatasetSource, options: ReadOptions): Promise<ReadCells> {
  requireColumns(options.exclude, ['label']);
  const ignored = new IgnoredFileCount();
  const classes = await findClasses(source.path, ignored);
  if (classes.length === 0) {
    throw new LeukoscopeError('dataset.no-images', { path: source.given, ignored: ignored.counted });
  }
  const meanings = resolveClasses(classes, source, options);
  const cells = classes.flatMap(({ label, images }) =>
    images.map((id): Cell => {
      const meaning = meanings.get(label)!;
      return {
        ...{ id, path: join(source.path, id), label, ...meaning },
        ...{ patient: null, presetSplit: null, extra: NO_EXTRA },
      };
    }),
  );
  cells.sort((a, b) => byCodeUnits(a.id, b.id));
  return { folder: source.path, cells, ignored: ignored.counted };
}

function resolveClasses(
  classes: readonly ClassFolder[],
  { given }: DatasetSource,
  { scheme, exclude, unknownLabels }: ReadOptions,
): ReadonlyMap<string, ResolvedLabel> {
  const resolver = labelResolver(scheme, unknownLabels);
  const meanings = new Map<string, ResolvedLabel>();
  const unknown: ClassFolder[] = [];
  for (const folder of classes) {
    const { label } = folder;
    const filtered = exclude.some(({ value }) => value === label);
    const meaning: ResolvedLabel | null = filtered
      ? { cellCode: resolver.codeOfLabel(label), group: null, excluded: 'filter' }
      : resolver.label(label);
    if (meaning === null) unknown.push(folder);
    else meanings.set(label, meaning);
  }
  const first = unknown[0];
  if (first !== undefined) {
    throw new LeukoscopeError('dataset.unknown-class', {
      ...{ path: given, label: first.label, images: first.images.length, otherFolders: unknown.length - 1 },
      ...{ scheme: scheme.id, types: Object.keys(scheme.groups).length },
      suggestion: nearest(first.label, [...namesIn(scheme), ...KNOWN_LABELS]),
    });
  }
  return meanings;
}

/** The class folders that hold at least one image, in the order of their names. */
async function findClasses(root: string, ignored: IgnoredFileCount): Promise<ClassFolder[]> {
  const classes: ClassFolder[] = [];
  for (const { name, id, kind } of await entriesIn(root, '')) {
    if (kind === 'folder') {
      const images = await imagesUnder(root, id, ignored);
      if (images.length > 0) classes.push({ label: name, images });
    } else {
      ignored.add(id, kind === 'file' && isImageName(name) ? 'image-left-out' : 'not-image');
    }
  }
  return classes;
}

async function imagesUnder(root: string, folder: string, ignored: IgnoredFileCount): Promise<string[]> {
  const images: string[] = [];
  for (const { name, id, kind } of await entriesIn(root, folder)) {
    if (kind === 'folder') for (const image of await imagesUnder(root, id, ignored)) images.push(image);
    else if (kind === 'file' && isImageName(name)) images.push(id);
    else ignored.add(id, 'not-image');
  }
  return images;
}
