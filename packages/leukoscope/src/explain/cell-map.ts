import { randomStream } from '@leukoscope/engine';
import { UMAP } from 'umap-js';

export interface CellMapOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told how many of so many steps are done. */
  readonly onStep?: (done: number, total: number) => void;
}

/** Of a place in the map: near ones are near in what the model sees; distances between far ones say little. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
}

/** With fewer there is nothing to place. */
export const FEWEST_MAPPED = 3;
/** Cells that are taken for neighbours. */
const NEIGHBOURS = 15;
const MIN_DISTANCE = 0.1;
/** Steps between two looks at the signal. */
const STEPS = 10;

/**
 * Places cells in a plane so that those are neighbours which the model sees alike: UMAP (McInnes, Healy and Melville, 2018,
 * arXiv 1802.03426) on features at unit length, so that their angle counts. The same features and seed give the same map.
 *
 * @param features one row for each cell, of equal lengths.
 * @throws the signal's reason if it is aborted; RangeError for fewer than `FEWEST_MAPPED` cells.
 */
export async function placeCells(
  features: readonly Float32Array[],
  { seed, signal, onStep = () => undefined }: CellMapOptions,
): Promise<MapPlace[]> {
  if (features.length < FEWEST_MAPPED)
    throw new RangeError(`placeCells() features: got ${features.length} cells, expected at least ${FEWEST_MAPPED}`);
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(NEIGHBOURS, features.length - 1),
    minDist: MIN_DISTANCE,
    random: randomStream(seed, 'cell-map'),
  });
  const total = umap.initializeFit(features.map(atUnitLength));
  for (let step = 0; step < total; step++) {
    umap.step();
    if (step % STEPS > 0) continue;
    signal.throwIfAborted();
    onStep(step, total);
    // Lets an interruption in.
    await new Promise((resolve) => setImmediate(resolve));
  }
  onStep(total, total);
  return umap.getEmbedding().map(([x, y]) => ({ x: x!, y: y! }));
}

function atUnitLength(features: Float32Array): number[] {
  const length = Math.hypot(...features) || 1;
  return Array.from(features, (value) => value / length);
}
