import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import { CELL_TYPES } from '../../cells/cell-types.ts';
import { FaultLog } from '../../errors/fault-log.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure } from '../../files/system-error.ts';
import { requireColumns } from '../column-filter.ts';
import { IgnoredFileCount, isImageName } from '../image-files.ts';
import { type AnnotatedImage, parseAbbreviations, parseAnnotations, REANNOTATION_COLUMNS } from '../lmu/annotations.ts';
import { CodeMeanings } from '../lmu/code-meanings.ts';
import { FoundImages } from '../lmu/found-images.ts';
import { isMissing } from '../missing-file.ts';
import { type FoundImage, imagesUnder, readClassFolders } from './class-folders.ts';
import { entriesIn } from './folder-walk.ts';
import type { DatasetReader, DatasetSource, ReadCells, ReadOptions } from './reader.ts';

const ANNOTATIONS = 'annotations.dat';
const ABBREVIATIONS = 'abbreviations.txt';
/** The names under which the archive and its copies hold the images. */
const PUBLISHED_NAME = /^AML-Cytomorphology(_LMU)?$/i;
const CODES: ReadonlySet<string> = new Set(CELL_TYPES.map(({ code }) => code));
/** Folders between the one given and those named by a code. */
const MOST_NESTED = 2;

/**
 * AML-Cytomorphology_LMU as TCIA ships it (Matek et al. 2019, doi 10.7937/tcia.2019.36f5o9ld): folders named by the codes
 * of the types, and `annotations.dat` in the folder of the images or above it, whose first annotation is the label and
 * whose others are columns. Given may be that file, the folder it lies in, the one that holds AML-Cytomorphology, or that
 * one itself. Without the file the folders' names are the labels. There are no patients. Cells are in the file's order.
 */
export const lmuReader: DatasetReader<'lmu'> = {
  kind: 'lmu',
  recognises: ({ isFolder, path, entries }) =>
    isFolder
      ? entries.has(ANNOTATIONS) || [basename(path), ...entries].some((name) => PUBLISHED_NAME.test(name))
      : basename(path) === ANNOTATIONS,
  read: readLmu,
};

async function readLmu(source: DatasetSource, options: ReadOptions): Promise<ReadCells> {
  const folder = source.isFolder ? source.path : dirname(source.path);
  const root = await imagesFolder(folder);
  if (root === null) throw new LeukoscopeError('lmu.no-images', { path: source.given });
  const places = [...new Set([folder, root, dirname(root)])];
  const annotations = await firstText(places, ANNOTATIONS);
  if (annotations === null) return readClassFolders({ root, given: source.given }, options);
  requireColumns(options.exclude, ['label', ...Object.values(REANNOTATION_COLUMNS)]);
  const { file, text } = annotations;
  const abbreviations = parseAbbreviations((await firstText([dirname(file), ...places], ABBREVIATIONS))?.text ?? '');
  const images = parseAnnotations(text, { file, folderNames: (name) => PUBLISHED_NAME.test(name) });
  const ignored = new IgnoredFileCount();
  const found = new FoundImages(await imagesIn(root, ignored));
  const cells = cellsOf(images, { root, file, found, options, meanings: new CodeMeanings(options, abbreviations) });
  for (const { id } of found.unused()) ignored.add(id, 'image-left-out');
  return { folder: root, cells, ignored: ignored.counted };
}

/** The folder that holds those named by codes: the one given, or the first within it. */
async function imagesFolder(folder: string, depth = 0): Promise<string | null> {
  const folders = (await entriesIn(folder, '')).filter(({ kind }) => kind === 'folder');
  if (folders.some(({ name }) => CODES.has(name))) return folder;
  if (depth === MOST_NESTED) return null;
  for (const { name } of folders) {
    const inner = await imagesFolder(join(folder, name), depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** All images in folders; the set's own lists, which may lie beside them, are none of the files that are counted. */
async function imagesIn(root: string, ignored: IgnoredFileCount): Promise<FoundImage[]> {
  const images: FoundImage[] = [];
  for (const { name, id, kind } of await entriesIn(root, '')) {
    if (kind === 'folder') for (const image of await imagesUnder(root, [name], ignored)) images.push(image);
    else if (name !== ANNOTATIONS && name !== ABBREVIATIONS) {
      ignored.add(id, kind === 'file' && isImageName(name) ? 'image-left-out' : 'not-image');
    }
  }
  return images;
}

async function firstText(folders: readonly string[], name: string): Promise<{ file: string; text: string } | null> {
  for (const folder of folders) {
    const file = join(folder, name);
    try {
      return { file, text: await readFile(file, 'utf8') };
    } catch (error) {
      if (!isMissing(error)) throw readFailure(error, file);
    }
  }
  return null;
}

interface Reading {
  readonly root: string;
  readonly file: string;
  readonly found: FoundImages;
  readonly options: ReadOptions;
  readonly meanings: CodeMeanings;
}

function cellsOf(images: readonly AnnotatedImage[], { root, file, found, options, meanings }: Reading): Cell[] {
  const faults = new FaultLog();
  const extras = new Map<string, Readonly<Record<string, string>>>();
  const extraOf = ([, second, third]: AnnotatedImage['annotations']): Readonly<Record<string, string>> => {
    const key = `${second} ${third}`;
    const extra =
      extras.get(key) ?? Object.freeze({ [REANNOTATION_COLUMNS[2]]: second, [REANNOTATION_COLUMNS[3]]: third });
    extras.set(key, extra);
    return extra;
  };
  const cells: Cell[] = [];
  for (const { line, path, annotations } of images) {
    const image = found.take(path);
    if (image === null) {
      const details = { file, line, path, folder: root };
      faults.note('missing', line, (rows) => new LeukoscopeError('lmu.missing-image', { ...details, rows }));
      continue;
    }
    const extra = extraOf(annotations);
    const label = annotations[0] === '' ? null : annotations[0];
    const values: Readonly<Record<string, string>> = { ...extra, label: label ?? '' };
    const filtered = options.exclude.some(({ column, value }) => values[column] === value);
    const isUnknown = (code: string, at: number): boolean =>
      code !== '' && !(at === 0 ? meanings.knowsLabel(code) : meanings.knowsCode(code));
    const unknown = filtered ? -1 : annotations.findIndex(isUnknown);
    if (unknown >= 0) {
      const details = { file, line, annotation: unknown + 1, ...meanings.unknown(annotations[unknown]!) };
      faults.note('code', line, (rows) => new LeukoscopeError('lmu.unknown-code', { ...details, rows }));
      continue;
    }
    const base = { id: image.id, path: join(root, image.id), label };
    cells.push({ ...base, ...meanings.of(label, filtered), patient: null, presetSplit: null, extra });
  }
  faults.throwFirst();
  return cells;
}
