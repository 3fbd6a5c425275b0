import { assertProbabilities, type ScoredCell } from './scored-cell.ts';

/**
 * Cells from the most to the least atypical by the model's probability, as parallel columns of one length: sorted once,
 * walked thousands of times by the bootstrap.
 */
export interface RankedCells {
  /** Where the cell at this rank stands in the input. */
  readonly index: Uint32Array;
  /** 1 where the cell at this rank is atypical, else 0. */
  readonly positive: Uint8Array;
  /** Never rising. */
  readonly probability: Float64Array;
  /** 1 where the next cell's probability is lower, and at the last cell: a threshold can only cut here. */
  readonly endsTie: Uint8Array;
  readonly positives: number;
  readonly negatives: number;
}

/** @throws RangeError for a probability outside [0, 1]. */
export function rankCells(scored: readonly ScoredCell[]): RankedCells {
  assertProbabilities(scored);
  const n = scored.length;
  const index = Uint32Array.from({ length: n }, (_, i) => i);
  index.sort((a, b) => scored[b]!.probability - scored[a]!.probability);
  const positive = new Uint8Array(n);
  const probability = new Float64Array(n);
  const endsTie = new Uint8Array(n);
  let positives = 0;
  for (let rank = 0; rank < n; rank++) {
    const cell = scored[index[rank]!]!;
    probability[rank] = cell.probability;
    if (rank > 0 && probability[rank - 1] !== cell.probability) endsTie[rank - 1] = 1;
    if (cell.group === 'atypical') {
      positive[rank] = 1;
      positives += 1;
    }
  }
  if (n > 0) endsTie[n - 1] = 1;
  return { index, positive, probability, endsTie, positives, negatives: n - positives };
}

/** Where a walk down the ranks stands after a whole tie: the counts (or weights) called atypical by a cut there. */
export interface RankStep {
  readonly tp: number;
  readonly fp: number;
  /** The lowest probability called atypical. */
  readonly threshold: number;
}

/** Every cut that a threshold can make, from the highest threshold to the lowest. */
export function* rankSteps(ranked: RankedCells): Generator<RankStep> {
  let tp = 0;
  let fp = 0;
  for (let rank = 0; rank < ranked.index.length; rank++) {
    if (ranked.positive[rank] === 1) tp += 1;
    else fp += 1;
    if (ranked.endsTie[rank] === 1) yield { tp, fp, threshold: ranked.probability[rank]! };
  }
}
