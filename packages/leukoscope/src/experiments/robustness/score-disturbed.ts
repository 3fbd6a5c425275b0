import type { Cell } from '../../cells/cell.ts';
import type { Group } from '../../cells/scheme.ts';
import type { Predictor } from '../../classify/predictor.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import { decodeFiles } from '../../images/decode-files.node.ts';
import type { RejectedImage } from '../../images/image-batch.ts';
import { ImageFileReader } from '../../images/image-file.node.ts';
import { createPreprocessor, type Preprocessing } from '../../images/preprocessing.ts';
import type { Raster } from '../../images/raster.ts';
import type { Progress } from '../../progress/progress.ts';
import { type Disturbed, disturbed } from './disturbances.ts';

type CellOfGroup = Cell & { readonly group: Group };

export interface DisturbedScores {
  /** Of the pictures as they are, and then for each disturbance; the same cells in the same order. */
  readonly scored: readonly (readonly ScoredCell[])[];
  readonly rejected: readonly RejectedImage[];
}

/** Pictures in memory at once. */
const BATCH = 32;

/**
 * What a model says of cells as they are and with each disturbance, done to the picture of the file before it is cropped and
 * resized as the model wants.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function scoreDisturbed(
  cells: readonly CellOfGroup[],
  {
    predictor,
    preprocessing,
    disturbances,
    progress,
    signal,
  }: {
    readonly predictor: Predictor;
    readonly preprocessing: Preprocessing;
    readonly disturbances: readonly Disturbed[];
    readonly progress: Progress;
    readonly signal: AbortSignal;
  },
): Promise<DisturbedScores> {
  const reader = new ImageFileReader();
  const prepare = createPreprocessor(preprocessing);
  const scored: ScoredCell[][] = [null, ...disturbances].map(() => []);
  const rejected: RejectedImage[] = [];
  const total = cells.length * scored.length;
  const report = (done: number) => progress.report({ stage: 'evaluate', unit: 'images', done, total });
  report(0);
  for (let first = 0; first < cells.length; first += BATCH) {
    signal.throwIfAborted();
    const batch = cells.slice(first, first + BATCH);
    const pictures = await decodeFiles(
      batch.map(({ path }) => path),
      reader,
    );
    const usable: { readonly cell: CellOfGroup; readonly raster: Raster }[] = [];
    for (const [at, raster] of pictures.entries()) {
      const cell = batch[at]!;
      if (raster instanceof LeukoscopeError) rejected.push({ index: first + at, path: cell.path, reason: raster });
      else usable.push({ cell, raster });
    }
    for (const [at, disturbance] of [null, ...disturbances].entries()) {
      signal.throwIfAborted();
      const pixels = await prepared(
        usable.map(({ raster }) => raster),
        disturbance,
      );
      const { atypical } = await predictor.predict(pixels);
      for (const [item, { cell }] of usable.entries()) scored[at]!.push(scoredCell(cell, atypical[item]!));
      report(first * scored.length + (at + 1) * batch.length);
    }
  }
  return { scored, rejected };

  async function prepared(rasters: readonly Raster[], disturbance: Disturbed | null): Promise<Uint8Array> {
    const bytes = preprocessing.sizePx ** 2 * 3;
    const pixels = new Uint8Array(rasters.length * bytes);
    for (const [item, raster] of rasters.entries()) {
      const picture = disturbance === null ? raster : await disturbed(raster, disturbance);
      prepare(picture, pixels.subarray(item * bytes, (item + 1) * bytes));
    }
    return pixels;
  }
}

function scoredCell({ id, patient, cellCode, label, group }: CellOfGroup, probability: number): ScoredCell {
  return { id, patient, cellCode, label, group, probability };
}
