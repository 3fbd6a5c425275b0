/** A convex function with a slope and a curvature, of a vector. */
export interface Objective {
  readonly size: number;
  /** The value at a point, and its gradient there; what follows is asked at the point evaluated last. */
  evaluate(point: Float64Array, gradient: Float64Array): number;
  /** Curvature times `direction`. */
  curvature(direction: Float64Array, result: Float64Array): void;
}

export interface MinimiseOptions {
  readonly start: Float64Array;
  /** Ends when the gradient's norm is this share of what it is at zero. */
  readonly tolerance: number;
}

const MOST_STEPS = 100;
const MOST_INNER_STEPS = 500;
/** Share of the promised descent that a step must bring. */
const SUFFICIENT = 1e-4;
const SHORTEST_STEP = 1e-6;

/**
 * Newton's method with directions from conjugate gradients (Dembo and Steihaug 1983), each as exact as it pays, and steps
 * halved until they descend.
 */
export function minimise(objective: Objective, { start, tolerance }: MinimiseOptions): Float64Array {
  const { size } = objective;
  let gradient = new Float64Array(size);
  let trial = new Float64Array(size);
  objective.evaluate(trial, gradient);
  const atZero = norm(gradient);
  let point = start.slice();
  let value = objective.evaluate(point, gradient);
  let trialGradient = new Float64Array(size);
  const direction = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    const steepness = norm(gradient);
    if (steepness <= tolerance * atZero) break;
    // The closer to the end, the more exact: convergence stays faster than linear.
    const share = Math.min(0.1, Math.sqrt(steepness / atZero));
    descent(objective, gradient, { result: direction, most: share * steepness });
    const slope = dot(gradient, direction);
    let length = 1;
    let next = 0;
    for (; length >= SHORTEST_STEP; length /= 2) {
      for (let at = 0; at < size; at++) trial[at] = point[at]! + length * direction[at]!;
      next = objective.evaluate(trial, trialGradient);
      if (next <= value + SUFFICIENT * length * slope) break;
    }
    // Nothing lower within rounding: this is the end.
    if (length < SHORTEST_STEP) break;
    [point, trial] = [trial, point];
    [gradient, trialGradient] = [trialGradient, gradient];
    value = next;
  }
  return point;
}

/** Solves curvature · result = −gradient until the rest's norm is below `most`. */
function descent(
  objective: Objective,
  gradient: Float64Array,
  { result, most }: { readonly result: Float64Array; readonly most: number },
): void {
  const { size } = objective;
  result.fill(0);
  const residual = gradient.map((value) => -value);
  const direction = residual.slice();
  const curved = new Float64Array(size);
  let product = dot(residual, residual);
  for (let step = 0; step < MOST_INNER_STEPS && Math.sqrt(product) > most; step++) {
    objective.curvature(direction, curved);
    const length = product / dot(direction, curved);
    for (let at = 0; at < size; at++) {
      result[at] = result[at]! + length * direction[at]!;
      residual[at] = residual[at]! - length * curved[at]!;
    }
    const next = dot(residual, residual);
    for (let at = 0; at < size; at++) direction[at] = residual[at]! + (next / product) * direction[at]!;
    product = next;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
