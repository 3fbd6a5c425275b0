import type { Resampling } from '@leukoscope/engine';

/** How an image is made smaller or larger: averaging over the covered area, or interpolation between two neighbours. */
export const KERNELS = ['area', 'bilinear'] as const;
export type Kernel = (typeof KERNELS)[number];

/**
 * Along one axis, what each target pixel takes from which source pixels. Weights are integers, so that every sum is
 * exact and the result is the same on every machine. Target pixel `i` takes source pixels
 * `first[i] … first[i] + (from[i + 1] - from[i]) - 1`, with `weights[from[i] …]`; the weights of each sum to `total`.
 */
export interface AxisWeights {
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly weights: Int32Array;
  readonly total: number;
}

/**
 * @param source number of source pixels along the axis
 * @param target number of target pixels along the axis
 */
export function axisWeights(kernel: Kernel, source: number, target: number): AxisWeights {
  return kernel === 'bilinear' || target > source ? bilinearWeights(source, target) : areaWeights(source, target);
}

/** The same weights for the engine, which resizes square pictures inside a graph. */
export function resampling(kernel: Kernel, source: number, target: number): Resampling {
  const { first, from, weights: sparse, total } = axisWeights(kernel, source, target);
  const weights = new Float32Array(target * source);
  for (let i = 0; i < target; i++) {
    weights.set(sparse.subarray(from[i]!, from[i + 1]!), i * source + first[i]!);
  }
  return { source, target, weights, total };
}

/** Target pixel `i` covers `[i * source, (i + 1) * source)` in units of 1 / target of a source pixel. */
function areaWeights(source: number, target: number): AxisWeights {
  const common = greatestCommonDivisor(source, target);
  const span = source / common;
  const unit = target / common;
  const first = new Int32Array(target);
  const from = new Int32Array(target + 1);
  const weights: number[] = [];
  for (let i = 0; i < target; i++) {
    const start = i * span;
    const end = start + span;
    const firstPixel = Math.floor(start / unit);
    first[i] = firstPixel;
    for (let pixel = firstPixel; pixel * unit < end; pixel++) {
      weights.push(Math.min(end, (pixel + 1) * unit) - Math.max(start, pixel * unit));
    }
    from[i + 1] = weights.length;
  }
  return { first, from, weights: Int32Array.from(weights), total: span };
}

/** Centres of pixels at half-integers: target `i` lies at `(i + 0.5) * source / target - 0.5`; edges repeat. */
function bilinearWeights(source: number, target: number): AxisWeights {
  const unit = 2 * target;
  const first = new Int32Array(target);
  const from = new Int32Array(target + 1);
  const weights: number[] = [];
  for (let i = 0; i < target; i++) {
    const position = (2 * i + 1) * source - target;
    const left = Math.floor(position / unit);
    const fraction = position - left * unit;
    if (left < 0 || left >= source - 1 || fraction === 0) {
      first[i] = Math.min(Math.max(left, 0), source - 1);
      weights.push(unit);
    } else {
      first[i] = left;
      weights.push(unit - fraction, fraction);
    }
    from[i + 1] = weights.length;
  }
  return { first, from, weights: Int32Array.from(weights), total: unit };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
