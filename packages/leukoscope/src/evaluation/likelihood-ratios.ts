import { type Confusion, confusionValues } from './confusion-values.ts';
import { type Estimate, type Rate, wilson } from './rate.ts';

/**
 * sensitivity / (1 - specificity), in [0, ∞). With no false positive it is infinite or, without true ones, unknown: the
 * value and the upper end are `null`, the lower end still says how large it is at least.
 */
export function positiveLikelihoodRatioEstimate(confusion: Confusion, level: number): Estimate {
  const { tp, fn, fp, tn } = confusion;
  const value = confusionValues(confusion).positiveLikelihoodRatio;
  return ratioEstimate(value, [wilson(tp, tp + fn, level), wilson(fp, fp + tn, level)]);
}

/** (1 - sensitivity) / specificity, in [0, ∞); as `positiveLikelihoodRatioEstimate` where no typical cell is called so. */
export function negativeLikelihoodRatioEstimate(confusion: Confusion, level: number): Estimate {
  const { tp, fn, fp, tn } = confusion;
  const value = confusionValues(confusion).negativeLikelihoodRatio;
  return ratioEstimate(value, [wilson(fn, tp + fn, level), wilson(tn, fp + tn, level)]);
}

/**
 * The ratio of two proportions of different cells with an interval by MOVER-R (Donner and Zou, Statistical Methods in
 * Medical Research 21, 2012) from their Wilson intervals: in closed form, and with an end where a count is 0, of which
 * the logarithmic interval has nothing to say. The two roots of the published quadratic are written so that neither
 * cancels. Checked against R, and its coverage by enumeration.
 */
function ratioEstimate(value: number | null, [top, bottom]: readonly [Rate, Rate]): Estimate {
  const { level } = top;
  const rest = { level, method: 'mover-ratio-wilson', n: top.denominator + bottom.denominator } as const;
  if (top.value === null || bottom.value === null || (top.value === 0 && bottom.value === 0)) {
    return { value, low: null, high: null, ...rest };
  }
  const product = top.value * bottom.value;
  const root = (topEnd: number, bottomEnd: number): number =>
    Math.sqrt(Math.max(0, product ** 2 - reach(top.value!, topEnd) * reach(bottom.value!, bottomEnd)));
  const low = top.value === 0 ? 0 : reach(top.value, top.low!) / (product + root(top.low!, bottom.high!));
  const high = bottom.value === 0 ? null : (product + root(top.high!, bottom.low!)) / reach(bottom.value, bottom.low!);
  return { value, low, high, ...rest };
}

function reach(value: number, end: number): number {
  return end * (2 * value - end);
}
