import { expit, logit } from '../logit.ts';
import { assertProbabilities, type ScoredCell } from '../scored-cell.ts';

/** How far a model's certainty must be stretched or shrunk, by validation cells. */
export interface FittedTemperature {
  /**
   * The logarithm of the odds is divided by it: above 1 the model was too sure of itself, below 1 not sure enough.
   * `null` where the cells cannot tell.
   */
  readonly value: number | null;
  readonly reason: TemperatureReason;
  /** That it was fitted on. */
  readonly cells: { readonly typical: number; readonly atypical: number };
}

/**
 * `too-few`: of a group fewer than 30 cells. `no-limit`: the best temperature lies outside [0.05, 20], as it does where
 * the model errs nowhere on these cells, or where it ranks them no better than chance.
 */
export const TEMPERATURE_REASONS = ['fitted', 'too-few', 'no-limit'] as const;
export type TemperatureReason = (typeof TEMPERATURE_REASONS)[number];

const FEWEST_OF_GROUP = 30;
const LEAST_TEMPERATURE = 0.05;
const MOST_TEMPERATURE = 20;
const MOST_STEPS = 200;
/** A float32 does not tell probabilities nearer to 0 or 1 from these, and their odds would be infinite. */
const NEAREST_TO_CERTAIN = 2 ** -24;

/**
 * Temperature scaling (Guo et al., ICML 2017) of the probability of atypical: the one temperature at which the cells are
 * most likely. One number keeps the order of the cells, so no call changes where the threshold is mapped alike. Fitted on
 * cells that the model has not learnt from and that do not test it. As a logistic regression on the logarithm of the odds
 * without an intercept, whose slope is 1 / temperature; checked against R's `glm`.
 *
 * @throws RangeError for a probability outside [0, 1].
 */
export function fitTemperature(scored: readonly ScoredCell[]): FittedTemperature {
  assertProbabilities(scored);
  const atypical = scored.filter(({ group }) => group === 'atypical').length;
  const cells = { typical: scored.length - atypical, atypical };
  if (Math.min(cells.typical, cells.atypical) < FEWEST_OF_GROUP) return { value: null, reason: 'too-few', cells };
  // The logarithm of the odds of the truth.
  const odds = scored.map(({ group, probability }) => (group === 'atypical' ? 1 : -1) * boundedLogit(probability));
  const slope = mostLikelySlope(odds);
  if (slope === null) return { value: null, reason: 'no-limit', cells };
  return { value: 1 / slope, reason: 'fitted', cells };
}

/**
 * The probability of atypical as a chance: of cells with 0.8, so many are atypical, if the share of atypical cells is as
 * among those that the temperature was fitted on.
 *
 * @param probability as the model gives it, in [0, 1].
 */
export function calibratedProbability(probability: number, temperature: number): number {
  return expit(boundedLogit(probability) / temperature);
}

function boundedLogit(probability: number): number {
  return logit(Math.min(1 - NEAREST_TO_CERTAIN, Math.max(NEAREST_TO_CERTAIN, probability)));
}

/** Newton's method on a convex loss, with bisection as its guard; `null` where the least lies beyond the limits. */
function mostLikelySlope(odds: readonly number[]): number | null {
  let [low, high] = [1 / MOST_TEMPERATURE, 1 / LEAST_TEMPERATURE];
  if (lossAt(odds, low).slope >= 0 || lossAt(odds, high).slope <= 0) return null;
  let at = 1;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { slope, curvature } = lossAt(odds, at);
    if (slope > 0) high = at;
    else low = at;
    const newton = at - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - at) <= 4 * Number.EPSILON * at) return next;
    at = next;
  }
  return at;
}

/** Derivatives of the sum of −log expit(at · odds). */
function lossAt(odds: readonly number[], at: number): { slope: number; curvature: number } {
  let [slope, curvature] = [0, 0];
  for (const one of odds) {
    const wrong = expit(-at * one);
    slope -= one * wrong;
    curvature += one * one * wrong * (1 - wrong);
  }
  return { slope, curvature };
}
