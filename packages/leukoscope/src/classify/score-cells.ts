import type { Cell } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { cellLook, type LookTally, pictureLook } from '../evaluation/promises/cell-look.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { RejectedImage } from '../images/image-batch.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import { seenImages } from '../models/seen-images.ts';
import type { Progress } from '../progress/progress.ts';
import { calledType } from './called-type.ts';
import type { Predictor } from './predictor.ts';

/** The model was trained on a cell it is to be judged by. */
export class TrainedOnError extends Error {
  override readonly name = 'TrainedOnError';
  readonly cell: Cell;

  constructor(cell: Cell) {
    super('the model was trained on a cell it is to be judged by');
    this.cell = cell;
  }
}

const BATCH = 128;

export interface ScoredCells {
  readonly scored: readonly ScoredCell[];
  readonly rejected: readonly RejectedImage[];
}

/**
 * What a model says of cells whose group is known, read in a stream.
 *
 * @throws the signal's reason if it is aborted; TrainedOnError at the first image the model was trained on.
 */
export async function scoreCells(
  cells: readonly (Cell & { readonly group: Group })[],
  world: {
    readonly predictor: Predictor;
    readonly store: ImageStore;
    readonly progress: Progress;
    readonly signal: AbortSignal;
    readonly allowTrainingCells: boolean;
    /** Filled with what the cells look like, where it is asked for. */
    readonly looks?: LookTally;
  },
): Promise<ScoredCells> {
  const { predictor, store, progress, signal } = world;
  const wasSeen = seenImages(predictor.card.training.seenImages);
  const scored: ScoredCell[] = [];
  const rejected: RejectedImage[] = [];
  const paths = cells.map(({ path }) => path);
  progress.report({ stage: 'evaluate', unit: 'cells', done: 0, total: cells.length });
  for await (const batch of store.stream(paths, { batch: BATCH, signal })) {
    const seen = world.allowTrainingCells ? -1 : batch.imageHashes.findIndex(wasSeen);
    if (seen >= 0) throw new TrainedOnError(cells[batch.accepted[seen]!]!);
    const predicted = await predictor.predict(batch.pixels);
    batch.accepted.forEach((index, at) => {
      const { id, patient, cellCode, label, group } = cells[index]!;
      const type = calledType(predicted, at, predictor.card.types);
      const probability = predicted.atypical[at]!;
      const picture = { pixels: batch.pixels, sizePx: predictor.card.preprocessing.sizePx, item: at };
      world.looks?.add(patient, cellLook(pictureLook(picture), probability));
      scored.push({ id, patient, cellCode, label, group, probability, ...(type && { calledType: type.code }) });
    });
    rejected.push(...batch.rejected);
    progress.report({ stage: 'evaluate', unit: 'cells', done: batch.first + batch.count, total: cells.length });
  }
  return { scored, rejected };
}
