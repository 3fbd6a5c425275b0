/** Points of one length, one after another. */
export interface Points {
  readonly values: Float32Array;
  readonly dimensions: number;
}

/** Coordinates looked at before the sum is compared with the limit again. */
const STEP = 4;

/**
 * All pairs of points that lie closer than the radius: each is looked at, but for most a few coordinates are enough.
 * Those that vary most are looked at first.
 */
export class ClosePoints {
  readonly count: number;
  readonly #values: Float32Array;
  readonly #dimensions: number;

  constructor({ values, dimensions }: Points) {
    this.count = values.length / dimensions;
    this.#dimensions = Math.ceil(dimensions / STEP) * STEP;
    this.#values = reordered({ values, dimensions }, this.#dimensions);
  }

  distance(a: number, b: number): number {
    return Math.sqrt(this.#square(a, b, Number.POSITIVE_INFINITY));
  }

  /** The points after `a` that lie within `radius` of it. */
  after(a: number, radius: number): number[] {
    const limit = radius * radius;
    const found: number[] = [];
    for (let b = a + 1; b < this.count; b++) if (this.#square(a, b, limit) <= limit) found.push(b);
    return found;
  }

  /** The square of the distance, or any number above the limit. */
  #square(a: number, b: number, limit: number): number {
    const values = this.#values;
    let at = a * this.#dimensions;
    let other = b * this.#dimensions;
    let sum = 0;
    for (const end = at + this.#dimensions; at < end && sum <= limit; at += STEP, other += STEP) {
      const [d0, d1] = [values[at]! - values[other]!, values[at + 1]! - values[other + 1]!];
      const [d2, d3] = [values[at + 2]! - values[other + 2]!, values[at + 3]! - values[other + 3]!];
      sum += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
    return sum;
  }
}

/** The coordinates by falling variance, filled up with zeros to `length`. */
function reordered({ values, dimensions }: Points, length: number): Float32Array {
  const count = values.length / dimensions;
  const variances = Array.from({ length: dimensions }, (_, dimension) => varianceOf(values, dimension, dimensions));
  const order = variances.map((_, dimension) => dimension).sort((a, b) => variances[b]! - variances[a]! || a - b);
  const result = new Float32Array(count * length);
  for (let point = 0; point < count; point++) {
    order.forEach((dimension, at) => {
      result[point * length + at] = values[point * dimensions + dimension]!;
    });
  }
  return result;
}

function varianceOf(values: Float32Array, first: number, step: number): number {
  let sum = 0;
  let squares = 0;
  for (let at = first; at < values.length; at += step) {
    sum += values[at]!;
    squares += values[at]! * values[at]!;
  }
  const count = values.length / step;
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
