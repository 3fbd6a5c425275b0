import type { RankedCells } from './ranked-cells.ts';

/** What the order of the cells by probability says, at no threshold in particular; `null` where a group has no cells. */
export interface RankStatistics {
  readonly rocAuc: number | null;
  /** As `sensitivityAtSpecificity(scored, 0.9)`. */
  readonly sensitivityAtSpecificity90: number | null;
  readonly averagePrecision: number | null;
}

/**
 * One walk down the ranks, each cell counting as often as its unit was drawn: fast enough for thousands of draws.
 *
 * @param unitAtRank the unit that the cell at each rank belongs to.
 * @param weights how often each unit counts.
 */
export function rankStatistics(
  { positive, endsTie }: RankedCells,
  unitAtRank: Uint32Array,
  weights: Uint32Array,
): RankStatistics {
  const n = positive.length;
  let negatives = 0;
  for (let rank = 0; rank < n; rank++) negatives += positive[rank] === 1 ? 0 : weights[unitAtRank[rank]!]!;
  let tp = 0;
  let fp = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  let pairsInOrder = 0;
  let precisions = 0;
  let reached = 0;
  for (let rank = 0; rank < n; rank++) {
    const weight = weights[unitAtRank[rank]!]!;
    if (positive[rank] === 1) tiedPositives += weight;
    else tiedNegatives += weight;
    if (endsTie[rank] === 0) continue;
    pairsInOrder += tiedNegatives * (tp + tiedPositives / 2);
    tp += tiedPositives;
    fp += tiedNegatives;
    if (tiedPositives > 0) precisions += tiedPositives * (tp / (tp + fp));
    if ((negatives - fp) / negatives >= 0.9) reached = tp;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  if (tp === 0 || negatives === 0) return { rocAuc: null, sensitivityAtSpecificity90: null, averagePrecision: null };
  return {
    rocAuc: pairsInOrder / (tp * negatives),
    sensitivityAtSpecificity90: reached / tp,
    averagePrecision: precisions / tp,
  };
}
