import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '../../files/csv.ts';
import { writeFailure } from '../../files/system-error.ts';
import { GENERATOR_VERSION } from '../../synthetic/draw-cell.ts';
import { type SyntheticDatasetOptions, syntheticDataset } from '../../synthetic/synthetic-dataset.ts';
import { rgbTiffHead } from '../unpacked/rgb-tiff.ts';
import type { UnpackOptions } from '../unpacked/unpack-options.ts';
import { draftFolder, temporaryUnpackFolder } from '../unpacked/unpack-place.ts';
import { areWhole, orMissing } from '../unpacked/whole-files.ts';
import { drawCells } from './draw-cells.node.ts';

export const MANIFEST_NAME = 'manifest.csv';
const PROGRESS_EVERY = 32;

/** One generated cell as it lies on disk. */
interface DrawnCell {
  /** Relative to the folder; says the patient, and nothing of the type. */
  readonly path: string;
  readonly code: string;
  readonly patient: string;
}

/**
 * Draws the cells of a synthetic data set into files, or finds them drawn already: uncompressed TIFF, so that neither size
 * nor format of a file can tell what it shows, and a `manifest.csv` beside them.
 *
 * @returns the folder, absolute
 * @throws LeukoscopeError `machine.*`; the signal's reason if it aborts.
 */
export async function materialise(request: SyntheticDatasetOptions, options: UnpackOptions): Promise<string> {
  const parent = options.folder ?? (await temporaryUnpackFolder());
  const { seed, patients, cells: count, sizePx } = request;
  const name = `synthetic-v${GENERATOR_VERSION}-${seed}-${patients}p-${count}c-${sizePx}px`;
  const folder = join(parent, name);
  const cells = listCells(request);
  const expected = { manifest: manifestOf(cells), paths: cells.map(({ path }) => path), bytes: bytesOf(sizePx) };
  if (await isWhole(folder, expected)) return folder;

  await using draft = await draftFolder(parent, name);
  await drawInto(draft.path, { ...options, request, cells, manifest: expected.manifest });
  await draft.finish((other) => isWhole(other, expected));
  return folder;
}

function listCells(request: SyntheticDatasetOptions): DrawnCell[] {
  const dataset = syntheticDataset(request);
  const digits = String(request.cells - 1).length;
  return Array.from({ length: dataset.length }, (_, index) => {
    const { patient, code } = dataset.labelOf(index);
    return { path: `${patient}/${String(index).padStart(digits, '0')}.tiff`, code, patient };
  });
}

function manifestOf(cells: readonly DrawnCell[]): string {
  const rows = cells.map(({ path, code, patient }) => csvLine([path, code, patient, code, 1]));
  return `${csvLine(['path', 'label', 'patient', 'cell_code', 'synthetic'])}${rows.join('')}`;
}

function bytesOf(sizePx: number): number {
  return rgbTiffHead({ widthPx: sizePx, heightPx: sizePx }).length + sizePx * sizePx * 3;
}

interface Drawing extends UnpackOptions {
  readonly request: SyntheticDatasetOptions;
  readonly cells: readonly DrawnCell[];
  readonly manifest: string;
}

async function drawInto(folder: string, { request, cells, manifest, onProgress, signal }: Drawing): Promise<void> {
  const head = rgbTiffHead({ widthPx: request.sizePx, heightPx: request.sizePx });
  const total = cells.length;
  try {
    for (const patient of new Set(cells.map((cell) => cell.patient))) await mkdir(join(folder, patient));
    onProgress?.({ stage: 'write', unit: 'images', done: 0, total });
    let done = 0;
    for await (const { index, data } of drawCells(request, { signal })) {
      await writeFile(join(folder, cells[index]!.path), Buffer.concat([head, data]));
      done += 1;
      if (done % PROGRESS_EVERY === 0 || done === total) onProgress?.({ stage: 'write', unit: 'images', done, total });
    }
    await writeFile(join(folder, MANIFEST_NAME), manifest);
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

interface Expected {
  readonly manifest: string;
  readonly paths: readonly string[];
  /** Of every image. */
  readonly bytes: number;
}

/** Whether everything is there in its full length; the manifest was written last. */
async function isWhole(folder: string, { manifest, paths, bytes }: Expected): Promise<boolean> {
  const path = join(folder, MANIFEST_NAME);
  if ((await orMissing(readFile(path, 'utf8'), path)) !== manifest) return false;
  return areWhole(folder, { paths, bytes });
}
