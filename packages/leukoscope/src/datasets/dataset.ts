import { readdir, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Cell } from '../cells/cell.ts';
import type { UnknownLabels } from '../cells/resolve-label.ts';
import type { Scheme } from '../cells/scheme.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSyntheticArgument } from '../synthetic/dataset-argument.ts';
import type { ColumnFilter } from './column-filter.ts';
import { hashOfCells } from './data-hash.ts';
import { openFailure } from './missing-file.ts';
import type { DatasetSource } from './readers/reader.ts';
import { DATASET_READERS, type DatasetKind } from './readers/readers.ts';
import { type DatasetSummary, summarise } from './summary.ts';
import type { UnpackOptions } from './unpacked/unpack-options.ts';

/** Labelled cell images, read but not decoded. */
export interface Dataset {
  /** The folder's own name, or the file's without `.npz`. */
  readonly name: string;
  readonly kind: DatasetKind;
  /** Absolute; what was opened, so that it can be opened again. */
  readonly path: string;
  /** Absolute. */
  readonly folder: string;
  readonly scheme: Scheme;
  /** Whether the data set says the groups itself, so that the scheme decides none. */
  readonly statesGroups: boolean;
  /** All cells, the excluded ones with `group` null. */
  readonly cells: readonly Cell[];
  /** Whether all, some or none of the cells are generated: their column `synthetic` holds 1. */
  readonly synthetic: 'all' | 'some' | 'none';
  /** See `hashOfCells`. */
  readonly dataHash: string;
  readonly summary: DatasetSummary;
}

export interface OpenOptions {
  readonly scheme: Scheme;
  /** Cells that any of these matches are excluded. */
  readonly exclude?: readonly ColumnFilter[];
  /** An error unless they are to be kept. */
  readonly unknownLabels?: UnknownLabels;
  /** Where and how an `.npz` file is unpacked; among the system's temporary files unless given. */
  readonly unpack?: UnpackOptions;
}

/**
 * Opens a folder of class folders, a folder with `manifest.csv`, or that file, or draws `synthetic:<seed>`, and checks
 * everything but the images' content: that each file is there and lies inside the folder, that each label is known to the scheme.
 *
 * @throws LeukoscopeError `dataset.*`, `manifest.*`, `csv.*` (bad input) or `machine.cannot-read`.
 */
export async function openDataset(path: string, options: OpenOptions): Promise<Dataset> {
  const { scheme, exclude = [], unknownLabels = 'refuse', unpack = { folder: null } } = options;
  const source = await locate(path);
  const reader = await readerOf(source);
  const read = await reader.read(source, { scheme, exclude, unknownLabels, unpack });
  const { folder, cells, ignored, statesGroups = false } = read;
  return {
    name: read.name ?? basename(folder),
    kind: reader.kind,
    path: source.path,
    folder,
    scheme,
    statesGroups,
    cells,
    synthetic: syntheticShare(cells),
    dataHash: hashOfCells(cells),
    summary: summarise(cells, ignored),
  };
}

function syntheticShare(cells: readonly Cell[]): Dataset['synthetic'] {
  const generated = cells.filter(({ extra }) => extra.synthetic === '1').length;
  if (generated === 0) return 'none';
  return generated === cells.length ? 'all' : 'some';
}

async function readerOf(source: DatasetSource): Promise<(typeof DATASET_READERS)[number]> {
  for (const reader of DATASET_READERS) if (await reader.recognises(source)) return reader;
  throw new LeukoscopeError('dataset.not-a-dataset', { path: source.given });
}

async function locate(path: string): Promise<DatasetSource> {
  const absolute = resolve(path);
  if (isSyntheticArgument(basename(absolute))) {
    return { given: path, path: absolute, isFolder: false, entries: new Set() };
  }
  try {
    const isFolder = (await stat(absolute)).isDirectory();
    return { given: path, path: absolute, isFolder, entries: new Set(isFolder ? await readdir(absolute) : []) };
  } catch (error) {
    throw openFailure(error, path);
  }
}
