import { type Runtime, randomStream, shuffled } from '@leukoscope/engine';
import { openPredictor, type Predictor } from '../classify/predictor.ts';
import { pictureLook } from '../evaluation/promises/cell-look.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { Distances } from '../models/distances.ts';
import { type KnownCells, type PlaceScales, packPlaces, placesOf } from '../models/known-cells.ts';
import type { Progress } from '../progress/progress.ts';

/** Training cells that stand for all: of five hundred no fewer pictures are told from cells than of three thousand. */
const MOST_CELLS = 500;
const NEIGHBOURS = 3;
/**
 * Share of the validation cells beyond the limit: a quarter of the 2% that may be refused, since cells of other patients lie
 * farther from those of the training.
 */
const BEYOND = 0.005;
/** Of fewer validation cells not even one would lie beyond. */
const FEWEST_CELLS = 1 / BEYOND;

const BATCH = 128;

export interface KnownCellsTask {
  /** Places of the training cells, and of the validation cells, in `images`. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly images: Pick<PreparedImages, 'read'>;
  readonly seed: number;
  readonly runtime: Runtime;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * What a finished model knows of cells: some that it was trained on, as it sees them, and a limit chosen by the validation
 * cells. docs/decisions/0022 has the measurement.
 *
 * @param bytes of its file. @returns `null` under 200 validation cells.
 * @throws the signal's reason if it is aborted.
 */
export async function fitKnownCells(bytes: Uint8Array, task: KnownCellsTask): Promise<KnownCells | null> {
  const { train, validation, seed, runtime } = task;
  if (validation.length < FEWEST_CELLS || train.length === 0) return null;
  const order = shuffled(train.length, randomStream(seed, 'known cells'));
  const chosen = Array.from(order.subarray(0, MOST_CELLS), (at) => train[at]!);
  const predictor = await openPredictor(bytes, { path: 'model.onnx', runtime, features: true });
  try {
    const seen = await lookAt([...chosen, ...validation], predictor, task);
    const [bank, rest] = [seen.slice(0, chosen.length), seen.slice(chosen.length)];
    const scales = scalesOf(bank, predictor.featureColumns);
    const places = placesOfCells(bank, scales);
    const distances = await distancesOf(placesOfCells(rest, scales), places, { rows: bank.length, runtime });
    const sorted = distances.toSorted((a, b) => a - b);
    const limit = sorted[sorted.length - 1 - Math.floor(BEYOND * sorted.length)]!;
    const beyond = { cells: distances.filter((distance) => distance > limit).length, of: distances.length };
    return { ...scales, neighbours: NEIGHBOURS, places: packPlaces(places), limit, beyond };
  } finally {
    await predictor.close();
  }
}

function placesOfCells(cells: readonly SeenCell[], scales: PlaceScales): Float32Array {
  const width = cells[0]!.features.length;
  const features = new Float32Array(cells.length * width);
  cells.forEach((cell, at) => void features.set(cell.features, at * width));
  const looks = cells.map((cell) => cell.look);
  return placesOf(features, looks, scales);
}

async function distancesOf(
  points: Float32Array,
  places: Float32Array,
  { rows, runtime }: { readonly rows: number; readonly runtime: Runtime },
): Promise<readonly number[]> {
  const width = places.length / rows;
  const distances = await Distances.open(places, { width, neighbours: NEIGHBOURS, runtime });
  try {
    return [...(await distances.of(points))];
  } finally {
    await distances.close();
  }
}

interface SeenCell {
  readonly features: Float32Array;
  readonly look: Float64Array;
}

async function lookAt(
  images: readonly number[],
  { card, predict }: Predictor,
  { images: prepared, progress, signal }: KnownCellsTask,
): Promise<SeenCell[]> {
  const { sizePx } = card.preprocessing;
  const bytesEach = sizePx * sizePx * 3;
  const seen: SeenCell[] = [];
  const report = () =>
    progress.report({ stage: 'known-cells', unit: 'images', done: seen.length, total: images.length });
  report();
  for (let first = 0; first < images.length; first += BATCH) {
    signal.throwIfAborted();
    const some = images.slice(first, first + BATCH);
    const pixels = new Uint8Array(some.length * bytesEach);
    some.forEach((image, at) => void prepared.read(image, pixels, at * bytesEach));
    const features = (await predict(pixels)).features!;
    const width = features.length / some.length;
    some.forEach((_, item) => {
      const own = features.slice(item * width, (item + 1) * width);
      seen.push({ features: own, look: pictureLook({ pixels, sizePx, item }) });
    });
    report();
  }
  return seen;
}

/** By how much cells vary: a measure or a network in which they do not is left as it is. */
function scalesOf(cells: readonly SeenCell[], columns: readonly number[]): PlaceScales {
  const [first] = cells as readonly [SeenCell];
  const starts = columns.map((_, part) => columns.slice(0, part).reduce((sum, width) => sum + width, 0));
  const featureScales = columns.map((width, part) => {
    const rows = cells.map(({ features }) => atUnitLength(features.subarray(starts[part]!, starts[part]! + width)));
    const variances = Array.from({ length: width }, (_, column) => variance(rows.map((row) => row[column]!)));
    return Math.sqrt(variances.reduce((sum, one) => sum + one, 0)) || 1;
  });
  const lookScales = Array.from(first.look, (_, at) => Math.sqrt(variance(cells.map(({ look }) => look[at]!))) || 1);
  return { columns: [...columns], featureScales, lookScales };
}

function atUnitLength(features: Float32Array): Float32Array {
  const length = Math.hypot(...features) || 1;
  return features.map((value) => value / length);
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
