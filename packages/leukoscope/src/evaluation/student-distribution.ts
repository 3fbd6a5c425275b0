import { betaQuantile } from './beta-distribution.ts';
import { assertLevel } from './rate.ts';

/**
 * The deviate of Student's t with `level` of the distribution between -t and t. Checked against R's `qt`.
 *
 * @throws RangeError unless 0 < level < 1 and `degreesOfFreedom` is positive and finite.
 */
export function studentDeviate(level: number, degreesOfFreedom: number): number {
  assertLevel(level);
  const beta = betaQuantile(1 - level, degreesOfFreedom / 2, 0.5);
  return Math.sqrt((degreesOfFreedom * (1 - beta)) / beta);
}
