import type { RankedCells } from './ranked-cells.ts';

/**
 * The ROC AUC with what its variance is made of. `atypical[i]` is the share of typical cells ranked below atypical cell
 * i, `typical[j]` the share of atypical cells ranked above typical cell j, ties counting one half (DeLong's structural
 * components V10 and V01). Two models on the same cells are compared by the covariance of these.
 */
export interface AucPlacements {
  readonly auc: number;
  readonly atypical: Float64Array;
  readonly typical: Float64Array;
  /** Of `auc`; `null` with fewer than two cells of a group. */
  readonly variance: number | null;
}

/**
 * DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988) in n log n, by Sun and Xu's mid-ranks (IEEE Signal Processing
 * Letters 21, 2014): over cells already sorted, a cell's placement is a count of the other group plus half its ties.
 *
 * @throws RangeError if a group has no cells.
 */
export function aucPlacements(ranked: RankedCells): AucPlacements {
  const { positives, negatives } = ranked;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(`aucPlacements() needs cells of both groups, got ${positives} atypical, ${negatives} typical`);
  }
  const atypical = new Float64Array(positives);
  const typical = new Float64Array(negatives);
  let atypicalAbove = 0;
  let typicalAbove = 0;
  let start = 0;
  for (let rank = 0; rank < ranked.index.length; rank++) {
    if (ranked.endsTie[rank] !== 1) continue;
    const tied = rank + 1 - start;
    let tiedAtypical = 0;
    for (let at = start; at <= rank; at++) tiedAtypical += ranked.positive[at]!;
    const tiedTypical = tied - tiedAtypical;
    const typicalBelow = negatives - typicalAbove - tiedTypical / 2;
    atypical.fill(typicalBelow / negatives, atypicalAbove, atypicalAbove + tiedAtypical);
    typical.fill((atypicalAbove + tiedAtypical / 2) / positives, typicalAbove, typicalAbove + tiedTypical);
    atypicalAbove += tiedAtypical;
    typicalAbove += tiedTypical;
    start = rank + 1;
  }
  return {
    auc: mean(atypical),
    atypical,
    typical,
    variance:
      positives < 2 || negatives < 2
        ? null
        : sampleVariance(atypical) / positives + sampleVariance(typical) / negatives,
  };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function sampleVariance(values: Float64Array): number {
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return sum / (values.length - 1);
}
