import { betaQuantile } from './beta-distribution.ts';
import { normalDeviate } from './normal-distribution.ts';

/** The confidence level used unless another is asked for. */
export const DEFAULT_LEVEL = 0.95;

export type RateMethod = 'clopper-pearson' | 'wilson';

/**
 * A proportion of independent things counted. `value`, `low` and `high` lie in [0, 1] and are `null` where nothing was
 * counted (denominator 0). The interval knows nothing of patients: for several cells per patient it is too narrow, and
 * a bootstrap over patients stands beside it.
 */
export interface Rate {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence level of the two-sided interval, for example 0.95. */
  readonly level: number;
  readonly method: RateMethod;
}

/** How the interval of an `Estimate` was made; each is described where it is computed. */
export const ESTIMATE_METHODS = [
  'clopper-pearson',
  'mover-wilson',
  'mover-ratio-wilson',
  'logit-positives',
  'delta-fisher-z',
  'delta-kappa',
  'delta-multinomial',
  'delong-logit',
  'delong-difference',
  'bonett-price',
  'disjoint-pairs',
  'rogan-gladen-monte-carlo',
  'student-mean',
  'bootstrap-patients-expanded-percentile',
  'bootstrap-cells-expanded-percentile',
  'bootstrap-patients-deviation',
  'bootstrap-cells-deviation',
] as const;
export type EstimateMethod = (typeof ESTIMATE_METHODS)[number];

/** A figure that is not a plain proportion. `null` where it, or its interval, is undefined. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence level of the two-sided interval, for example 0.95. */
  readonly level: number;
  readonly method: EstimateMethod;
  /** How many units the interval rests on: cells, or patients where patients were resampled. */
  readonly n: number;
}

/**
 * The exact interval of Clopper and Pearson (Biometrika 26, 1934): at least `level` coverage whatever the true rate.
 * Checked against R's `binom.test`.
 *
 * @throws RangeError unless the counts are whole numbers with 0 <= numerator <= denominator and 0 < level < 1.
 */
export function clopperPearson(numerator: number, denominator: number, level: number = DEFAULT_LEVEL): Rate {
  assertCounts(numerator, denominator, level);
  const method = 'clopper-pearson';
  if (denominator === 0) return { value: null, numerator, denominator, low: null, high: null, level, method };
  const tail = (1 - level) / 2;
  const misses = denominator - numerator;
  return {
    value: numerator / denominator,
    numerator,
    denominator,
    low: numerator === 0 ? 0 : betaQuantile(tail, numerator, misses + 1),
    high: misses === 0 ? 1 : 1 - betaQuantile(tail, misses, numerator + 1),
    level,
    method,
  };
}

/**
 * The score interval of Wilson (JASA 22, 1927), without continuity correction: coverage near `level` on average, at
 * times below it. Checked against R's `prop.test(correct = FALSE)`.
 *
 * @throws RangeError unless the counts are whole numbers with 0 <= numerator <= denominator and 0 < level < 1.
 */
export function wilson(numerator: number, denominator: number, level: number = DEFAULT_LEVEL): Rate {
  assertCounts(numerator, denominator, level);
  const method = 'wilson';
  if (denominator === 0) return { value: null, numerator, denominator, low: null, high: null, level, method };
  const value = numerator / denominator;
  const z = normalDeviate(level);
  const spread = (z * z) / denominator;
  const centre = value + spread / 2;
  const half = z * Math.sqrt((value * (1 - value) + spread / 4) / denominator);
  return {
    value,
    numerator,
    denominator,
    // At the ends the interval touches 0 or 1 exactly; rounding must not leave it a hair beside.
    low: numerator === 0 ? 0 : (centre - half) / (1 + spread),
    high: numerator === denominator ? 1 : (centre + half) / (1 + spread),
    level,
    method,
  };
}

/** @throws RangeError unless 0 < level < 1. */
export function assertLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level=${level} must lie between 0 and 1, as 0.95`);
}

function assertCounts(numerator: number, denominator: number, level: number): void {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (!whole || numerator < 0 || numerator > denominator) {
    throw new RangeError(
      `a rate needs whole numbers with 0 <= numerator <= denominator, got numerator=${numerator}, denominator=${denominator}`,
    );
  }
  assertLevel(level);
}
