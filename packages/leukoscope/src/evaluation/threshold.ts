import { confusionAt } from './confusion.ts';
import type { Confusion } from './confusion-values.ts';
import { float32NotAbove } from './promises/unit-losses.ts';
import { type RankedCells, rankCells } from './ranked-cells.ts';
import { clopperPearson, type Rate } from './rate.ts';
import type { ScoredCell } from './scored-cell.ts';

/** Used where validation holds too few atypical cells to choose by. */
const DEFAULT_THRESHOLD = 0.5;

export interface ThresholdTarget {
  /** The least share of atypical validation cells that must be called atypical, in (0, 1]. */
  readonly minSensitivity: number;
  /** With fewer atypical validation cells than this the default threshold is used. */
  readonly minPositives: number;
}

export interface ChosenThreshold {
  /** In [0, 1], and exactly a float32: cells at or above it are called atypical. */
  readonly threshold: number;
  readonly rule: 'highest-with-sensitivity' | 'default';
  /** Why this rule was used. */
  readonly reason: 'sensitivity-reached' | 'too-few-positives';
  readonly target: ThresholdTarget;
  /** What the threshold gives on the validation cells it was chosen on: flattering, not a test result. */
  readonly reached: { readonly sensitivity: Rate; readonly specificity: Rate };
}

const PAPER_TARGET: ThresholdTarget = { minSensitivity: 0.95, minPositives: 30 };

/**
 * The highest threshold whose sensitivity on the validation cells is at least `minSensitivity`: the probability of the
 * last atypical cell that is needed. It is rounded down to a float32, so that this cell is still called atypical after
 * either number has passed through a float32 (a tensor, a model file): rounding keeps order, and the threshold is
 * unchanged by it.
 *
 * @throws RangeError for a probability outside [0, 1] or a target outside its range.
 */
export function chooseThreshold(
  scoredValidation: readonly ScoredCell[],
  target: ThresholdTarget = PAPER_TARGET,
): ChosenThreshold {
  const { minSensitivity, minPositives } = target;
  if (!(minSensitivity > 0 && minSensitivity <= 1)) {
    throw new RangeError(`chooseThreshold() minSensitivity=${minSensitivity} must lie in (0, 1]`);
  }
  if (!(Number.isInteger(minPositives) && minPositives >= 1)) {
    throw new RangeError(`chooseThreshold() minPositives=${minPositives} must be a whole number, at least 1`);
  }
  const ranked = rankCells(scoredValidation);
  const enough = ranked.positives >= minPositives;
  const threshold = enough
    ? probabilityOfPositive(ranked, countReaching(minSensitivity, ranked.positives))
    : DEFAULT_THRESHOLD;
  return {
    threshold,
    rule: enough ? 'highest-with-sensitivity' : 'default',
    reason: enough ? 'sensitivity-reached' : 'too-few-positives',
    target: { minSensitivity, minPositives },
    reached: reachedBy(confusionAt(scoredValidation, threshold)),
  };
}

/** The smallest count with `count / total >= share`, judged by the very division that a reader of the rate would do. */
function countReaching(share: number, total: number): number {
  let count = Math.max(1, Math.floor(share * total) - 1);
  while (count / total < share) count += 1;
  return count;
}

/** The probability of the `count`-th atypical cell from the top, as the nearest float32 that is not above it. */
function probabilityOfPositive(ranked: RankedCells, count: number): number {
  let seen = 0;
  const rank = ranked.positive.findIndex((positive) => {
    seen += positive;
    return seen === count;
  });
  return float32NotAbove(ranked.probability[rank]!);
}

/** What a threshold gives on the cells that chose it. */
export function reachedBy({ tp, fn, fp, tn }: Confusion): ChosenThreshold['reached'] {
  return { sensitivity: clopperPearson(tp, tp + fn), specificity: clopperPearson(tn, tn + fp) };
}
