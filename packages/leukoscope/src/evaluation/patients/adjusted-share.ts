import { randomStream } from '@leukoscope/engine';
import { quantileOfSorted } from '../bootstrap.ts';
import { assertLevel, DEFAULT_LEVEL, type Estimate } from '../rate.ts';
import { betaDraw } from './beta-draws.ts';
import type { ErrorDraws } from './error-draws.ts';

/** Cells that a patient's share is of, and how many of them are called positive. */
export interface CalledCells {
  readonly positive: number;
  readonly cells: number;
}

/** Where calls are right no oftener than a coin, a count says nothing of the share. */
const LEAST_INFORMED = 0.05;

/**
 * The share of truly positive cells by the calls and by how often these are wrong: Rogan and Gladen's estimate (American
 * Journal of Epidemiology 107, 1978), (called + specificity − 1) / (sensitivity + specificity − 1), cut to [0, 1]. Its
 * interval: percentiles of the same over draws of the count (Jeffreys) and of what the patient's own sensitivity and
 * specificity may be, so that a healthy patient's holds 0. `null` without cells.
 *
 * @throws RangeError unless 0 <= positive <= cells, whole numbers, and 0 < level < 1.
 */
export function adjustedShare(
  { positive, cells }: CalledCells,
  errors: ErrorDraws,
  level: number = DEFAULT_LEVEL,
): Estimate {
  assertLevel(level);
  if (!(Number.isInteger(positive) && Number.isInteger(cells) && positive >= 0 && positive <= cells)) {
    throw new RangeError(`adjustedShare() positive=${positive}, cells=${cells} must be whole, 0 <= positive <= cells`);
  }
  const method = 'rogan-gladen-monte-carlo';
  if (cells === 0) return { value: null, low: null, high: null, level, method, n: 0 };
  const { sensitivity, specificity } = errors.mean;
  const value = corrected(positive / cells, sensitivity, specificity);
  const random = randomStream(1, 'adjusted-share');
  const drawn = errors.sensitivity.map((found, at) => {
    const called = betaDraw(positive + 0.5, cells - positive + 0.5, random);
    return corrected(called, found, errors.specificity[at]!) ?? random();
  });
  drawn.sort();
  const tail = (1 - level) / 2;
  const [low, high] = [quantileOfSorted(drawn, tail), quantileOfSorted(drawn, 1 - tail)];
  return { value, low: Math.min(low, value ?? low), high: Math.max(high, value ?? high), level, method, n: cells };
}

function corrected(called: number, sensitivity: number, specificity: number): number | null {
  const informed = sensitivity + specificity - 1;
  if (informed < LEAST_INFORMED) return null;
  return Math.min(1, Math.max(0, (called + specificity - 1) / informed));
}
