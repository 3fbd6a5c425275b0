import type { Cell } from '../cells/cell.ts';
import type { Predictor } from '../classify/predictor.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import { seenImages } from '../models/seen-images.ts';
import type { Progress } from '../progress/progress.ts';

const BATCH = 128;

/** A cell that the model learnt from, near a picture in what its network makes of both. */
export interface NearCell {
  readonly cell: Cell;
  /** Cosine of the angle between the features, 1 for the same direction. */
  readonly similarity: number;
}

interface SeenCell {
  readonly cell: Cell;
  readonly imageHash: string;
  /** At unit length. */
  readonly features: Float32Array;
}

/** The cells that a model learnt from, as it sees them. */
export class TrainingCells {
  readonly #seen: readonly SeenCell[];

  constructor(seen: readonly SeenCell[]) {
    this.#seen = seen;
  }

  get count(): number {
    return this.#seen.length;
  }

  /**
   * The nearest cells, the same image left out; of cells equally near the earlier one first.
   *
   * @param features as the model's predictor gives them.
   */
  nearest({ features, imageHash }: Pick<SeenCell, 'features' | 'imageHash'>, most: number): readonly NearCell[] {
    const direction = atUnitLength(features);
    const near = this.#seen
      .filter((seen) => seen.imageHash !== imageHash)
      .map((seen) => ({ cell: seen.cell, similarity: cosine(seen.features, direction) }));
    return near.toSorted((a, b) => b.similarity - a.similarity).slice(0, most);
  }
}

/**
 * Looks at the cells of a data set that a model was trained on; it knows them by their images' content.
 *
 * @param predictor opened with features.
 * @throws the signal's reason if it is aborted.
 */
export async function readTrainingCells(
  cells: readonly Cell[],
  world: {
    readonly predictor: Predictor;
    readonly store: ImageStore;
    readonly progress: Progress;
    readonly signal: AbortSignal;
  },
): Promise<TrainingCells> {
  const { predictor, store, progress, signal } = world;
  const wasSeen = seenImages(predictor.card.training.seenImages);
  const seen: SeenCell[] = [];
  const report = (done: number) => progress.report({ stage: 'known-cells', unit: 'images', done, total: cells.length });
  report(0);
  const paths = cells.map(({ path }) => path);
  for await (const batch of store.stream(paths, { batch: BATCH, signal })) {
    const wanted = batch.imageHashes.flatMap((hash, at) => (wasSeen(hash) ? [at] : []));
    const bytesEach = batch.pixels.length / Math.max(1, batch.accepted.length);
    const pixels = new Uint8Array(wanted.length * bytesEach);
    wanted.forEach((at, to) => {
      pixels.set(batch.pixels.subarray(at * bytesEach, (at + 1) * bytesEach), to * bytesEach);
    });
    const features = (await predictor.predict(pixels)).features!;
    const width = features.length / Math.max(1, wanted.length);
    wanted.forEach((at, from) => {
      const own = features.subarray(from * width, (from + 1) * width);
      const cell = cells[batch.accepted[at]!]!;
      seen.push({ cell, imageHash: batch.imageHashes[at]!, features: atUnitLength(own) });
    });
    report(batch.first + batch.count);
  }
  return new TrainingCells(seen);
}

function atUnitLength(features: Float32Array): Float32Array {
  const length = Math.hypot(...features) || 1;
  return features.map((value) => value / length);
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}
