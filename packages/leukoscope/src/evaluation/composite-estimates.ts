import { type Confusion, confusionValues } from './confusion-values.ts';
import { normalDeviate } from './normal-distribution.ts';
import { assertLevel, clopperPearson, type Estimate, type Rate, wilson } from './rate.ts';

/** The mean of sensitivity and specificity; see `meanRateEstimate`. */
export function balancedAccuracyEstimate({ tp, fn, fp, tn }: Confusion, level: number): Estimate {
  return meanRateEstimate([wilson(tp, tp + fn, level), wilson(tn, tn + fp, level)], level);
}

/**
 * The mean of proportions of different cells, each counting the same; `null` where one of them is, or there are none. Interval: their Wilson
 * intervals combined by MOVER (Zou and Donner, Statistics in Medicine 27, 2008), which stays within [0, 1] and does not
 * collapse when a rate is 1. `n` is the sum of the denominators.
 *
 * @param rates by `wilson`.
 */
export function meanRateEstimate(rates: readonly Rate[], level: number): Estimate {
  const n = rates.reduce((sum, { denominator }) => sum + denominator, 0);
  const rest = { level, method: 'mover-wilson', n } as const;
  if (rates.length === 0 || rates.some(({ value }) => value === null))
    return { value: null, low: null, high: null, ...rest };
  const value = rates.reduce((sum, rate) => sum + rate.value!, 0) / rates.length;
  const distance = (end: 'low' | 'high'): number =>
    Math.hypot(...rates.map((rate) => rate.value! - rate[end]!)) / rates.length;
  return { value, low: value - distance('low'), high: value + distance('high'), ...rest };
}

/**
 * F1 = 2 TP / (2 TP + FP + FN). Among the TP + FP + FN cells, TP is binomial with a rate J, and F1 = 2 J / (1 + J)
 * rises with J: the ends of J's Clopper–Pearson interval, so transformed, are an exact interval for F1. `n` is
 * TP + FP + FN, since true negatives say nothing about F1.
 */
export function f1Estimate(confusion: Confusion, level: number): Estimate {
  const { tp, fn, fp } = confusion;
  const jaccard = clopperPearson(tp, tp + fp + fn, level);
  const toF1 = (j: number | null): number | null => (j === null ? null : (2 * j) / (1 + j));
  return {
    value: confusionValues(confusion).f1,
    low: toF1(jaccard.low),
    high: toF1(jaccard.high),
    level,
    method: 'clopper-pearson',
    n: jaccard.denominator,
  };
}

/**
 * Matthews' correlation coefficient, in [-1, 1]; `null` where a row or a column of the matrix is empty. Interval: the
 * delta method on Fisher's z scale (variance of phi: Bishop, Fienberg and Holland, "Discrete Multivariate Analysis",
 * 1975, 11.3.4). At ±1 the delta method has nothing to say and the interval is `null`.
 */
export function mccEstimate(confusion: Confusion, level: number): Estimate {
  assertLevel(level);
  const { tp, fn, fp, tn } = confusion;
  const n = tp + fn + fp + tn;
  const value = confusionValues(confusion).mcc;
  const ends = { low: null, high: null };
  if (value === null || Math.abs(value) >= 1 - 1e-12) return { value, ...ends, level, method: 'delta-fisher-z', n };
  const half = (normalDeviate(level) * Math.sqrt(phiVariance(confusion, value))) / (1 - value * value);
  const centre = Math.atanh(value);
  return { value, low: Math.tanh(centre - half), high: Math.tanh(centre + half), level, method: 'delta-fisher-z', n };
}

function phiVariance({ tp, fn, fp, tn }: Confusion, phi: number): number {
  const n = tp + fn + fp + tn;
  const atypical = (tp + fn) / n;
  const called = (tp + fp) / n;
  const truthSpread = atypical * (1 - atypical);
  const callSpread = called * (1 - called);
  const truthSkew = 2 * atypical - 1;
  const callSkew = 2 * called - 1;
  const mixed = (phi * (1 + (phi * phi) / 2) * truthSkew * callSkew) / Math.sqrt(truthSpread * callSpread);
  const skews = (truthSkew * truthSkew) / truthSpread + (callSkew * callSkew) / callSpread;
  return Math.max(0, 1 - phi * phi + mixed - 0.75 * phi * phi * skews) / n;
}
