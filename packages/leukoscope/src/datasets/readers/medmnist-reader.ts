import { extname, join } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import { labelResolver, type ResolvedLabel } from '../../cells/resolve-label.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { byCodeUnits } from '../cell-order.ts';
import { requireColumns } from '../column-filter.ts';
import { NOTHING_IGNORED } from '../image-files.ts';
import { BLOODMNIST_CLASSES, MEDMNIST_PARTS } from '../medmnist/bloodmnist.ts';
import { unpackBloodMnist } from '../medmnist/unpack.ts';
import { imagesOf } from '../medmnist/unpacked-folder.ts';
import type { DatasetReader, DatasetSource, ReadCells, ReadOptions } from './reader.ts';

const NO_EXTRA: Readonly<Record<string, string>> = Object.freeze({});

const BLOODMNIST_FILE = /^bloodmnist.*\.npz$/i;

/**
 * BloodMNIST's `.npz` file, or the folder that holds it, unpacked into files once; its own split is each cell's preset, and there are no patients.
 * Cells are called `train/00012-basophil` wherever the files lie.
 */
export const medMnistReader: DatasetReader<'medmnist'> = {
  kind: 'medmnist',
  recognises: (source) =>
    source.isFolder ? filesIn(source).length > 0 : extname(source.path).toLowerCase() === '.npz',
  read: readMedMnistFile,
};

async function readMedMnistFile(source: DatasetSource, options: ReadOptions): Promise<ReadCells> {
  requireColumns(options.exclude, ['label']);
  const path = source.isFolder ? onlyFileIn(source) : source.path;
  const meanings = classMeanings(source, options);
  const { name, folder, index } = await unpackBloodMnist(path, options.unpack);
  const cells = imagesOf(index).map(
    (image): Cell => ({
      id: image.id,
      path: join(folder, image.folder, image.fileName),
      label: image.label,
      ...meanings.get(image.label)!,
      patient: null,
      presetSplit: MEDMNIST_PARTS[image.part],
      extra: NO_EXTRA,
    }),
  );
  return { name, folder, cells, ignored: NOTHING_IGNORED };
}

function filesIn({ entries }: DatasetSource): string[] {
  return [...entries].filter((name) => BLOODMNIST_FILE.test(name)).toSorted(byCodeUnits);
}

/** The set comes in several sizes, which must not be mixed. */
function onlyFileIn(source: DatasetSource): string {
  const [first, ...others] = filesIn(source);
  if (others.length > 0) throw new LeukoscopeError('npz.several-files', { path: source.given, files: filesIn(source) });
  return join(source.path, first!);
}

/** Judged before anything is unpacked: a scheme that does not know one of the classes is told at once. */
function classMeanings(
  { given }: DatasetSource,
  { scheme, exclude, unknownLabels }: ReadOptions,
): ReadonlyMap<string, ResolvedLabel> {
  const resolver = labelResolver(scheme, unknownLabels);
  const meanings = new Map<string, ResolvedLabel>();
  for (const label of BLOODMNIST_CLASSES) {
    const filtered = exclude.some(({ value }) => value === label);
    const meaning: ResolvedLabel | null = filtered
      ? { cellCode: resolver.codeOfLabel(label), group: null, excluded: 'filter' }
      : resolver.label(label);
    if (meaning === null) {
      throw new LeukoscopeError('npz.class-not-in-scheme', { path: given, label, scheme: scheme.id });
    }
    meanings.set(label, meaning);
  }
  return meanings;
}
