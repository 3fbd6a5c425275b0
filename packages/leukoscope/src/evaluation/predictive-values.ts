import type { Confusion } from './confusion-values.ts';
import { negativeLikelihoodRatioEstimate, positiveLikelihoodRatioEstimate } from './likelihood-ratios.ts';
import { DEFAULT_LEVEL, type Estimate } from './rate.ts';

/** What a call means where another share of the cells is atypical than among those tested. */
export interface PredictiveValues {
  /** Of atypical cells, in (0, 1); taken as known. */
  readonly prevalence: number;
  /** Of the cells called atypical, the share that is. */
  readonly ppv: Estimate;
  /** Of the cells called typical, the share that is. */
  readonly npv: Estimate;
}

/**
 * Predictive values at a stated prevalence, by Bayes' rule from sensitivity and specificity, which are taken to hold
 * there. A likelihood ratio multiplies the odds, so the ends of its interval become those of the predictive value;
 * `null` where nothing is called so.
 *
 * @throws RangeError unless 0 < prevalence < 1.
 */
export function predictiveValuesAt(
  confusion: Confusion,
  prevalence: number,
  level: number = DEFAULT_LEVEL,
): PredictiveValues {
  const values = predictiveValuesOf(confusion, prevalence);
  const odds = prevalence / (1 - prevalence);
  const raised = positiveLikelihoodRatioEstimate(confusion, level);
  const lowered = negativeLikelihoodRatioEstimate(confusion, level);
  const ofPpv = (ratio: number) => (ratio * odds) / (1 + ratio * odds);
  const ofNpv = (ratio: number) => 1 / (1 + ratio * odds);
  const unknown = { low: null, high: null };
  return {
    prevalence,
    ppv: {
      ...raised,
      value: values.ppv,
      ...(values.ppv === null
        ? unknown
        : { low: ofPpv(raised.low!), high: raised.high === null ? 1 : ofPpv(raised.high) }),
    },
    npv: {
      ...lowered,
      value: values.npv,
      ...(values.npv === null
        ? unknown
        : { low: lowered.high === null ? 0 : ofNpv(lowered.high), high: ofNpv(lowered.low!) }),
    },
  };
}

/**
 * The values alone, fast enough for thousands of bootstrap draws.
 *
 * @throws RangeError unless 0 < prevalence < 1.
 */
export function predictiveValuesOf(
  { tp, fn, fp, tn }: Confusion,
  prevalence: number,
): { ppv: number | null; npv: number | null } {
  if (!(prevalence > 0 && prevalence < 1)) throw new RangeError(`prevalence=${prevalence} must lie between 0 and 1`);
  const [atypical, typical] = [tp + fn, fp + tn];
  if (atypical === 0 || typical === 0) return { ppv: null, npv: null };
  const share = (right: number, wrong: number) => (right + wrong === 0 ? null : right / (right + wrong));
  return {
    ppv: share((tp / atypical) * prevalence, (fp / typical) * (1 - prevalence)),
    npv: share((tn / typical) * (1 - prevalence), (fn / atypical) * prevalence),
  };
}
