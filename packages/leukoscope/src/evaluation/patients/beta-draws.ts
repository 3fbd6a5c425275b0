import { normalQuantile } from '../normal-distribution.ts';

/**
 * A draw from the beta distribution, by two gamma draws.
 *
 * @param random uniform in [0, 1).
 * @throws RangeError unless both shapes are positive and finite.
 */
export function betaDraw(a: number, b: number, random: () => number): number {
  if (!(a > 0 && b > 0 && Number.isFinite(a + b))) {
    throw new RangeError(`betaDraw() shapes a=${a}, b=${b} must be positive and finite`);
  }
  // On the scale of logarithms, where a small shape's tiny draws are told from 0.
  const difference = logGammaDraw(b, random) - logGammaDraw(a, random);
  return 1 / (1 + Math.exp(difference));
}

/** The logarithm of a gamma draw of scale 1: Marsaglia and Tsang, ACM Transactions on Mathematical Software 26, 2000. */
function logGammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return logGammaDraw(shape + 1, random) + Math.log(positive(random)) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(positive(random));
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(positive(random)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

function positive(random: () => number): number {
  return random() || Number.MIN_VALUE;
}
