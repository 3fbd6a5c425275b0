import { expit, logit } from './logit.ts';
import { normalDeviate } from './normal-distribution.ts';
import { rankCells, rankSteps } from './ranked-cells.ts';
import { assertLevel, clopperPearson, DEFAULT_LEVEL, type Estimate } from './rate.ts';
import type { ScoredCell } from './scored-cell.ts';
import { thinCurve } from './thin-curve.ts';

/** One operating point: what calling cells atypical from `threshold` up gives. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly tp: number;
  readonly fp: number;
  /** Of the cells called atypical, the share that is, in [0, 1]: the PPV. */
  readonly precision: number;
  /** Of the atypical cells, the share called so, in [0, 1]: the sensitivity. */
  readonly recall: number;
}

/**
 * Every point of the precision–recall curve, from the highest threshold to the lowest: one for each distinct probability.
 * Empty where a group has no cells. Checked against scikit-learn's `precision_recall_curve`.
 *
 * @throws RangeError for a probability outside [0, 1].
 */
export function precisionRecallCurve(scored: readonly ScoredCell[]): PrecisionRecallPoint[] {
  const ranked = rankCells(scored);
  if (ranked.positives === 0 || ranked.negatives === 0) return [];
  return Array.from(rankSteps(ranked), ({ tp, fp, threshold }) => ({
    ...{ threshold, tp, fp },
    precision: tp / (tp + fp),
    recall: tp / ranked.positives,
  }));
}

/** At most `limit` of the points, for drawing; see `thinCurve`. */
export function thinPrecisionRecallCurve(
  points: readonly PrecisionRecallPoint[],
  limit: number,
): PrecisionRecallPoint[] {
  // From left to right recall rises, and precision goes up and down.
  return thinCurve(points, limit, ({ precision, recall }) => [recall, precision]);
}

/**
 * Area under the precision–recall curve as average precision: the precision at each threshold, weighted by the recall it
 * adds, without interpolation (a straight line between two points would flatter). Unlike the ROC AUC it depends on the
 * share of atypical cells, at which a model that guesses lies. `null` where a group has no cells. Checked against
 * scikit-learn's `average_precision_score`.
 *
 * The interval takes cells as independent: Boyd, Eng and Page's logit interval (ECML PKDD 2013), whose `n` is the number
 * of atypical cells. At an average precision of 1, where it has no width, the Clopper–Pearson interval of as many
 * successes stands in.
 *
 * @throws RangeError for a probability outside [0, 1], or a level outside (0, 1).
 */
export function averagePrecision(scored: readonly ScoredCell[], level: number = DEFAULT_LEVEL): Estimate {
  assertLevel(level);
  const points = precisionRecallCurve(scored);
  const n = points.at(-1)?.tp ?? scored.filter(({ group }) => group === 'atypical').length;
  const rest = { level, method: 'logit-positives', n } as const;
  if (points.length === 0) return { value: null, low: null, high: null, ...rest };
  let sum = 0;
  let before = 0;
  for (const { tp, precision } of points) {
    sum += (tp - before) * precision;
    before = tp;
  }
  const value = sum / n;
  if (value === 1) {
    const { low, high } = clopperPearson(n, n, level);
    return { value, low, high, ...rest, method: 'clopper-pearson' };
  }
  const centre = logit(value);
  const half = normalDeviate(level) / Math.sqrt(n * value * (1 - value));
  return { value, low: expit(centre - half), high: expit(centre + half), ...rest };
}
