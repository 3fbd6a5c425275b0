import { bootstrapPatients, type ResampledUnit } from './bootstrap.ts';
import { resamplingUnits } from './evaluation-bootstrap.ts';
import { type RankedCells, rankCells } from './ranked-cells.ts';
import { clopperPearson } from './rate.ts';
import type { ScoredCell } from './scored-cell.ts';

/** The interval of a curve's height at one place; 95 of 100 such intervals hold the truth, not all at once. */
export interface BandPoint {
  /** 1 - specificity of the ROC curve, recall of the precision–recall curve. */
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface CurveBands {
  /** What was resampled: patients, or cells where none has a patient. */
  readonly unit: ResampledUnit;
  /** Of the sensitivity. */
  readonly roc: readonly BandPoint[];
  /** Of the precision. */
  readonly precisionRecall: readonly BandPoint[];
}

export interface CurveBandOptions {
  readonly draws: number;
  readonly level: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Steps of the axis across, which the band is found at; from 0, where the ROC curve has a height, and 1 / STEPS. */
const STEPS = 40;

/**
 * Pointwise bands around both curves by resampling patients, or cells where none has one; drawn out at each end to the
 * Clopper–Pearson interval of the share at that place, since a bootstrap of a curve without errors has no width. Empty
 * where a group has no cells, or fewer than two patients.
 *
 * @throws RangeError for a probability outside [0, 1] or options outside their range.
 */
export function curveBands(scored: readonly ScoredCell[], { draws, level, random }: CurveBandOptions): CurveBands {
  const units = resamplingUnits(scored);
  const unit: ResampledUnit = units.patients > 0 ? 'patients' : 'cells';
  const ranked = rankCells(scored);
  const { positives, negatives } = ranked;
  if (positives === 0 || negatives === 0) return { unit, roc: [], precisionRecall: [] };
  const unitAtRank = ranked.index.map((index) => units.ofCell[index]!);
  const names = NAMES.roc.concat(NAMES.precisionRecall);
  const statistics = (weights: Uint32Array): Record<string, number | null> => {
    const heights = curveHeights(ranked, unitAtRank, weights);
    return Object.fromEntries(names.map((name, at) => [name, heights === null ? null : heights[at]!]));
  };
  const bearing = Object.fromEntries(names.map((name) => [name, unit === 'patients' ? units.patients : units.count]));
  const estimates = bootstrapPatients(units.count, statistics, { bearing, unit, draws, level, random });
  const band = (own: readonly string[], first: number, counted: (value: number, x: number) => [number, number]) =>
    own.flatMap((name, at): BandPoint[] => {
      const { value, low, high } = estimates[name]!;
      if (value === null || low === null || high === null) return [];
      const x = (first + at) / STEPS;
      const exact = clopperPearson(...counted(value, x), level);
      return [{ x, low: Math.min(low, exact.low!), high: Math.max(high, exact.high!) }];
    });
  return {
    unit,
    roc: band(NAMES.roc, 0, (value) => [Math.round(value * positives), positives]),
    precisionRecall: band(NAMES.precisionRecall, 1, (value, x) => {
      const found = Math.ceil(x * positives);
      return [found, Math.max(found, Math.round(found / value))];
    }),
  };
}

const NAMES = {
  roc: Array.from({ length: STEPS + 1 }, (_, step) => `sensitivity-${step}`),
  precisionRecall: Array.from({ length: STEPS }, (_, step) => `precision-${step + 1}`),
};

/**
 * Sensitivities at each step of 1 - specificity, on the straight lines between the points as the curve is drawn, then
 * precisions at the first threshold that reaches each step of recall. `null` where a group has no weight.
 */
function curveHeights(ranked: RankedCells, unitAtRank: Uint32Array, weights: Uint32Array): Float64Array | null {
  const { positive, endsTie } = ranked;
  let [positives, negatives] = [0, 0];
  for (let rank = 0; rank < positive.length; rank++) {
    const weight = weights[unitAtRank[rank]!]!;
    if (positive[rank] === 1) positives += weight;
    else negatives += weight;
  }
  if (positives === 0 || negatives === 0) return null;
  const heights = new Float64Array(2 * STEPS + 1);
  let [tp, fp, beforeTp, beforeFp] = [0, 0, 0, 0];
  let [rocStep, recallStep] = [0, 1];
  for (let rank = 0; rank < positive.length; rank++) {
    const weight = weights[unitAtRank[rank]!]!;
    if (positive[rank] === 1) tp += weight;
    else fp += weight;
    if (endsTie[rank] === 0) continue;
    for (; rocStep < STEPS && fp * STEPS > rocStep * negatives; rocStep++) {
      const along = ((rocStep / STEPS) * negatives - beforeFp) / (fp - beforeFp);
      heights[rocStep] = (beforeTp + along * (tp - beforeTp)) / positives;
    }
    for (; recallStep <= STEPS && tp * STEPS >= recallStep * positives; recallStep++) {
      heights[STEPS + recallStep] = tp / (tp + fp);
    }
    [beforeTp, beforeFp] = [tp, fp];
  }
  heights.fill(1, rocStep, STEPS + 1);
  return heights;
}
