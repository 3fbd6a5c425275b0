import { type RankStep, rankCells, rankSteps } from '../ranked-cells.ts';
import type { ScoredCell } from '../scored-cell.ts';
import { chooseThreshold } from '../threshold.ts';
import { float32NotAbove } from './unit-losses.ts';

/**
 * What a threshold is to be best at, over all cells together: found at least this share of the atypical cells; the lowest
 * sum of `missCost` for each missed atypical cell and 1 for each false alarm; the highest sensitivity + specificity − 1
 * (Youden, Cancer 3, 1950). A target is reached on the cells at hand and promises nothing of others.
 */
export type ThresholdGoal =
  | { readonly kind: 'sensitivity'; readonly least: number }
  | { readonly kind: 'cost'; readonly missCost: number }
  | { readonly kind: 'youden' };

/**
 * The threshold that reaches the goal, a float32 in [0, 1]; of several equally good ones the one that misses least. For
 * `sensitivity` the highest that does. `null` without cells of both groups.
 *
 * @throws RangeError for a probability outside [0, 1], a share outside (0, 1] or a cost that is not positive.
 */
export function thresholdForGoal(scored: readonly ScoredCell[], goal: ThresholdGoal): number | null {
  const ranked = rankCells(scored);
  const { positives, negatives } = ranked;
  if (positives === 0 || negatives === 0) return null;
  if (goal.kind === 'sensitivity') {
    return chooseThreshold(scored, { minSensitivity: goal.least, minPositives: 1 }).threshold;
  }
  if (goal.kind === 'cost' && !(goal.missCost > 0 && Number.isFinite(goal.missCost))) {
    throw new RangeError(`thresholdForGoal() missCost=${goal.missCost} must be positive and finite`);
  }
  const [missCost, alarmCost] = goal.kind === 'cost' ? [goal.missCost, 1] : [negatives, positives];
  const cost = ({ tp, fp }: RankStep) => missCost * (positives - tp) + alarmCost * fp;
  let best: RankStep = { tp: 0, fp: 0, threshold: 1 };
  // With equal costs a later step has the lower threshold.
  for (const step of rankSteps(ranked)) if (cost(step) <= cost(best)) best = step;
  return float32NotAbove(best.threshold);
}
