import { join } from 'node:path';
import { KNOWN_LABELS, labelMeaning } from '../../cells/aliases.ts';
import type { Cell, SplitPart } from '../../cells/cell.ts';
import { nearest } from '../../cells/nearest.ts';
import { type LabelResolver, labelResolver, type ResolvedLabel } from '../../cells/resolve-label.ts';
import { namesIn } from '../../cells/scheme.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { byCodeUnits } from '../cell-order.ts';
import { requireColumns } from '../column-filter.ts';
import { IgnoredFileCount, isImageName } from '../image-files.ts';
import { entriesIn } from './folder-walk.ts';
import type { ReadCells, ReadOptions } from './reader.ts';

/** An image of a folder that is walked. */
export interface FoundImage {
  /** Relative to the folder walked, `/` between its parts. */
  readonly id: string;
  /** The names of the folders it lies in, outermost first. */
  readonly folders: readonly string[];
  readonly fileName: string;
}

/** What a published layout says beyond the names of its class folders. */
export interface Layout {
  /** Absolute; the cells' ids are relative to it. */
  readonly root: string;
  /** As the user wrote it, for messages. */
  readonly given: string;
  /** Columns that every cell's `extra` has, which can filter. */
  readonly columns?: readonly string[];
  readonly extra?: (image: FoundImage) => Readonly<Record<string, string>>;
  readonly patient?: (image: FoundImage) => string | null;
  /** Whether an image has a label at all; those that have none are counted as left out. All have one unless given. */
  readonly isLabelled?: (image: FoundImage) => boolean;
  /** A label of the image itself, finer than its folder's; `null` where it has none. */
  readonly finerLabel?: (image: FoundImage) => string | null;
}

const NO_EXTRA: Readonly<Record<string, string>> = Object.freeze({});
const SPLIT_FOLDERS: ReadonlyMap<string, SplitPart> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

interface ClassImage extends FoundImage {
  /** The name of its class folder. */
  readonly label: string;
}

/**
 * Reads images that lie in folders named by their class. An image's class is the innermost of its folders whose name is a
 * known label, so that classes may lie in folders of sites, slides or patients, and hold folders of their own. Where none
 * is known it is the outermost, or the innermost if others in that outermost folder have a known one. A folder above the
 * class called train, val or test is the data set's own split. Cells are sorted by id.
 *
 * @throws LeukoscopeError `dataset.no-images`, `dataset.unknown-class`, `dataset.link-outside`, `machine.cannot-read`.
 */
export async function readClassFolders(layout: Layout, options: ReadOptions): Promise<ReadCells> {
  const { root, given } = layout;
  requireColumns(options.exclude, ['label', ...(layout.patient ? ['patient'] : []), ...(layout.columns ?? [])]);
  const ignored = new IgnoredFileCount();
  const found = await imagesUnder(root, [], ignored);
  const labelled = found.filter((image) => {
    const isIn = image.folders.length > 0 && (layout.isLabelled?.(image) ?? true);
    if (!isIn) ignored.add(image.id, 'image-left-out');
    return isIn;
  });
  const images = withClasses(labelled, knownLabels(options));
  if (images.length === 0) throw new LeukoscopeError('dataset.no-images', { path: given, ignored: ignored.counted });
  const resolver = labelResolver(options.scheme, options.unknownLabels);
  const unknown = new Map<string, number>();
  const cells: Cell[] = [];
  for (const image of images) {
    const cell = cellOf(image, { layout, options, resolver });
    if (cell === null) unknown.set(image.label, (unknown.get(image.label) ?? 0) + 1);
    else cells.push(cell);
  }
  if (unknown.size > 0) throw unknownClass(unknown, { given, options });
  cells.sort((a, b) => byCodeUnits(a.id, b.id));
  return { folder: root, cells, ignored: ignored.counted };
}

/** All images below a folder; other files and links to folders are counted. */
export async function imagesUnder(
  root: string,
  folders: readonly string[],
  ignored: IgnoredFileCount,
): Promise<FoundImage[]> {
  const images: FoundImage[] = [];
  for (const { name, id, kind } of await entriesIn(root, folders.join('/'))) {
    if (kind === 'folder') {
      for (const image of await imagesUnder(root, [...folders, name], ignored)) images.push(image);
    } else if (kind === 'file' && isImageName(name)) {
      images.push({ id, folders, fileName: name });
    } else {
      ignored.add(id, 'not-image');
    }
  }
  return images;
}

/** Whether a folder's name can be that of a class, whatever the scheme makes of it. */
function knownLabels({ scheme, exclude }: ReadOptions): (name: string) => boolean {
  const { label } = labelResolver(scheme, 'refuse');
  const isExcluded = (name: string): boolean =>
    exclude.some(({ column, value }) => column === 'label' && value === name);
  return (name) => label(name) !== null || labelMeaning(name) !== null || isExcluded(name);
}

function withClasses(found: readonly FoundImage[], isKnown: (name: string) => boolean): ClassImage[] {
  const known = found.map(({ folders }) => folders.findLast(isKnown) ?? null);
  const nested = new Set(found.filter((_, at) => known[at] !== null).map(({ folders }) => folders[0]!));
  return found.map((image, at) => {
    const [outermost] = image.folders;
    const unknown = nested.has(outermost!) ? image.folders.at(-1)! : outermost!;
    return { ...image, label: known[at] ?? unknown };
  });
}

function unknownClass(
  unknown: ReadonlyMap<string, number>,
  { given, options: { scheme } }: { given: string; options: ReadOptions },
): LeukoscopeError {
  const [label, images] = unknown.entries().next().value!;
  return new LeukoscopeError('dataset.unknown-class', {
    ...{ path: given, label, images, otherFolders: unknown.size - 1 },
    ...{ scheme: scheme.id, types: Object.keys(scheme.groups).length },
    suggestion: nearest(label, [...namesIn(scheme), ...KNOWN_LABELS]),
  });
}

interface Reading {
  readonly layout: Layout;
  readonly options: ReadOptions;
  readonly resolver: LabelResolver;
}

/** @returns `null` for a class that is not known */
function cellOf(image: ClassImage, { layout, options, resolver }: Reading): Cell | null {
  const { id, label } = image;
  const patient = layout.patient?.(image) ?? null;
  const extra = layout.extra?.(image) ?? NO_EXTRA;
  const values: Readonly<Record<string, string>> = { ...extra, label, patient: patient ?? '' };
  const filtered = options.exclude.some(({ column, value }) => values[column] === value);
  const known = meaningOf(label, layout.finerLabel?.(image) ?? null, resolver);
  const meaning: ResolvedLabel | null = filtered
    ? { cellCode: known?.cellCode ?? resolver.codeOfLabel(label), group: null, excluded: 'filter' }
    : known;
  if (meaning === null) return null;
  return { id, path: join(layout.root, id), label, ...meaning, patient, presetSplit: splitOf(image), extra };
}

/** What the scheme itself says of either label comes first, then the finer one. */
function meaningOf(label: string, finer: string | null, resolver: LabelResolver): ResolvedLabel | null {
  if (finer === null) return resolver.label(label);
  const own = resolver.ownLabel(finer) ?? resolver.ownLabel(label);
  if (own !== null) return own;
  const ofFiner = resolver.label(finer);
  return ofFiner === null || ofFiner.excluded === 'unknown' ? resolver.label(label) : ofFiner;
}

function splitOf({ folders, label }: ClassImage): SplitPart | null {
  const above = folders.slice(0, folders.lastIndexOf(label));
  return above.map((name) => SPLIT_FOLDERS.get(name.toLowerCase())).find((part) => part !== undefined) ?? null;
}
