import { betaProbability } from '../beta-distribution.ts';

/**
 * How likely a mean of at most `mean` is over `n` units when the true mean is `limit`, at most: a p-value for "the true
 * mean is above `limit`" that holds for any independent values in [0, 1]. The smaller of Hoeffding's bound and Bentkus's
 * (Bates et al., Journal of the ACM 68, 2021, 4.1; Angelopoulos et al., Learn then Test, Annals of Applied Statistics 19,
 * 2025). Checked against SciPy.
 *
 * @throws RangeError unless 0 <= mean <= 1, 0 < limit < 1 and `n` is a whole number, at least 1.
 */
export function hoeffdingBentkus(mean: number, { n, limit }: { readonly n: number; readonly limit: number }): number {
  if (!(mean >= 0 && mean <= 1)) throw new RangeError(`hoeffdingBentkus() mean=${mean} must lie in [0, 1]`);
  if (!(limit > 0 && limit < 1)) throw new RangeError(`hoeffdingBentkus() limit=${limit} must lie in (0, 1)`);
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`hoeffdingBentkus() n=${n} must be a whole number from 1`);
  const hoeffding = Math.exp(-n * divergence(Math.min(mean, limit), limit));
  const bentkus = Math.E * binomialAtMost(Math.ceil(n * mean - ROUNDING), { n, share: limit });
  return Math.min(1, hoeffding, bentkus);
}

/** A whole number of units, reached by a sum of shares, is not taken for one more. */
const ROUNDING = 1e-9;

/** Kullback and Leibler's, of a coin of `a` from a coin of `b`. */
function divergence(a: number, b: number): number {
  const term = (x: number, y: number) => (x === 0 ? 0 : x * Math.log(x / y));
  return term(a, b) + term(1 - a, 1 - b);
}

/** P(X <= k) of a binomial variable. */
function binomialAtMost(k: number, { n, share }: { n: number; share: number }): number {
  return k >= n ? 1 : betaProbability(1 - share, n - k, k + 1);
}
