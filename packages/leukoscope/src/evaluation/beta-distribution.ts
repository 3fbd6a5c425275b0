/**
 * The beta distribution: its distribution function (the regularised incomplete beta function) and its inverse, as the
 * Clopper–Pearson interval needs them. Checked against R's `pbeta` and `qbeta`.
 */

/** Enough for shapes up to about 1e9: the continued fraction needs about the square root of the larger shape. */
const MAX_FRACTION_STEPS = 100_000;
/** Newton with bisection as its guard; bisection alone would end after about 1,100 halvings of the smallest doubles. */
const MAX_NEWTON_STEPS = 2_000;
const RELATIVE_PRECISION = 4 * Number.EPSILON;

/**
 * Probability that a beta variable with shapes `a` and `b` is at most `x`.
 *
 * @throws RangeError unless 0 <= x <= 1 and both shapes are positive and finite.
 */
export function betaProbability(x: number, a: number, b: number): number {
  assertShapes(a, b);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`betaProbability() x=${x} must lie in [0, 1]`);
  if (x === 0 || x === 1) return x;
  // The fraction converges fast below the mean only; above it the mirrored one does.
  return x < (a + 1) / (a + b + 2) ? lowerTail([x, 1 - x], [a, b]) : 1 - lowerTail([1 - x, x], [b, a]);
}

/**
 * The `x` at which `betaProbability(x, a, b)` reaches `probability`. Small probabilities keep their relative precision:
 * for a quantile near 1 ask the mirrored question, `1 - betaQuantile(1 - probability, b, a)`.
 *
 * @throws RangeError unless 0 <= probability <= 1 and both shapes are positive and finite.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  assertShapes(a, b);
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`betaQuantile() probability=${probability} must lie in [0, 1]`);
  }
  if (probability === 0 || probability === 1) return probability;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < MAX_NEWTON_STEPS; step++) {
    const excess = betaProbability(x, a, b) - probability;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const newton = x - excess / betaDensity(x, a, b);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= RELATIVE_PRECISION * x) return next;
    x = next;
  }
  throw new RangeError(`betaQuantile(${probability}, ${a}, ${b}) did not converge`);
}

function assertShapes(a: number, b: number): void {
  if (!(a > 0 && b > 0 && Number.isFinite(a) && Number.isFinite(b))) {
    throw new RangeError(`beta distribution shapes a=${a}, b=${b} must be positive and finite`);
  }
}

/** The density at `x`, which lies within (0, 1). Checked with the quantiles, which Newton's method finds by it. */
export function betaDensity(x: number, a: number, b: number): number {
  return powerTerm([x, 1 - x], [a, b]) / (x * (1 - x));
}

/** Two things that belong to x and to 1 - x: the pair is handed on whole, since 1 - (1 - x) would lose a small x. */
type Sides = readonly [number, number];

/** The incomplete beta function by its continued fraction (DLMF 8.17.22), summed by Lentz's method. */
function lowerTail(sides: Sides, shapes: Sides): number {
  const [x] = sides;
  const [a, b] = shapes;
  const tiny = Number.MIN_VALUE / Number.EPSILON;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MAX_FRACTION_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) <= Number.EPSILON) return (powerTerm(sides, shapes) / a) * fraction;
  }
  throw new RangeError(`betaProbability(${x}, ${a}, ${b}) did not converge`);
}

/**
 * x^a (1-x)^b / B(a, b), written around the mean so that large shapes do not cancel (after Loader's binomial density,
 * "Fast and accurate computation of binomial probabilities", 2000).
 */
function powerTerm([x, y]: Sides, [a, b]: Sides): number {
  const mean = a / (a + b);
  const rest = b / (a + b);
  const exponent = a * logRatio(x, mean, x - mean) + b * logRatio(y, rest, mean - x);
  const correction = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
  return Math.sqrt((a * rest) / (2 * Math.PI)) * Math.exp(exponent + correction);
}

/** ln(value / centre), by their `distance` where they are close. */
function logRatio(value: number, centre: number, distance: number): number {
  return Math.abs(distance) < centre / 2 ? Math.log1p(distance / centre) : Math.log(value / centre);
}

/** What Stirling's formula leaves out of ln Γ(z); the series is exact to a double from 15 on. */
function stirlingError(z: number): number {
  let error = 0;
  let shifted = z;
  for (; shifted < 15; shifted++) error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)));
  return error + inverse * series;
}
