import { TARGET } from './target.ts';
import { type Matrix, scaled, times, type Vector } from './vectors.ts';

/** Responses of the eye's three cones to red, green and blue, and back, as Reinhard et al. print the first. */
const LMS: Matrix = [
  [0.3811, 0.5783, 0.0402],
  [0.1967, 0.7244, 0.0782],
  [0.0241, 0.1288, 0.8444],
];
const RGB_OF_LMS = inverse(LMS);

/** Ruderman's lαβ of the logarithms of the cones' responses: orthogonal rows, so that its inverse is its transpose. */
const LAB: Matrix = [
  scaled([1, 1, 1], 1 / Math.sqrt(3)),
  scaled([1, 1, -2], 1 / Math.sqrt(6)),
  scaled([1, -1, 0], 1 / Math.sqrt(2)),
];
const LOG_OF_LAB = inverse(LAB);

/** Deviations below this are those of one colour, or of greys. */
const LEAST_DEVIATION = 1e-4;

/**
 * Reinhard's colour transfer in lαβ, the logarithmic space of the paper (Reinhard et al., IEEE Computer Graphics and
 * Applications 2001, doi 10.1109/38.946629): mean and deviation of each of the three axes become the target's. Oracle:
 * golden/make_stain_normalisation.py.
 *
 * @param reference `[pixels, 3]`, what mean and deviation are taken from
 * @returns changes pixels in place, `[pixels, 3]`; `null` where the reference has no colours to go by
 */
export function planReinhard(reference: Uint8Array): ((pixels: Uint8Array) => void) | null {
  const { mean, deviation } = statisticsOf(reference);
  if (Math.min(...deviation) < LEAST_DEVIATION) return null;
  const factors = deviation.map((value, axis) => TARGET.reinhard.deviation[axis]! / value);
  return (pixels) => {
    for (let at = 0; at < pixels.length; at += 3) {
      const lab = labAt(pixels, at);
      const changed = lab.map(
        (value, axis) => (value - mean[axis]!) * factors[axis]! + TARGET.reinhard.mean[axis]!,
      ) as unknown as Vector;
      const [l, m, s] = times(LOG_OF_LAB, changed);
      const rgb = times(RGB_OF_LMS, [Math.exp(l), Math.exp(m), Math.exp(s)]);
      for (let channel = 0; channel < 3; channel++) pixels[at + channel] = levelOf(rgb[channel]!);
    }
  };
}

function statisticsOf(pixels: Uint8Array): { mean: Vector; deviation: Vector } {
  const count = pixels.length / 3;
  const sums: [number, number, number] = [0, 0, 0];
  const squares: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 3) {
    const lab = labAt(pixels, at);
    for (let axis = 0; axis < 3; axis++) {
      sums[axis]! += lab[axis]!;
      squares[axis]! += lab[axis]! * lab[axis]!;
    }
  }
  const mean = scaled(sums, 1 / count);
  const deviation = squares.map((square, axis) =>
    Math.sqrt(Math.max(0, square / count - mean[axis]! * mean[axis]!)),
  ) as unknown as Vector;
  return { mean, deviation };
}

function labAt(pixels: Uint8Array, at: number): Vector {
  const light: Vector = [(pixels[at]! + 1) / 256, (pixels[at + 1]! + 1) / 256, (pixels[at + 2]! + 1) / 256];
  const [l, m, s] = times(LMS, light);
  return times(LAB, [Math.log(l), Math.log(m), Math.log(s)]);
}

function levelOf(light: number): number {
  return Math.max(0, Math.min(255, Math.floor(256 * light - 1 + 0.5)));
}

function inverse([a, b, c]: Matrix): Matrix {
  const [bc, ca, ab] = [cross(b, c), cross(c, a), cross(a, b)];
  const volume = a[0] * bc[0] + a[1] * bc[1] + a[2] * bc[2];
  const row = (i: 0 | 1 | 2): Vector => [bc[i] / volume, ca[i] / volume, ab[i] / volume];
  return [row(0), row(1), row(2)];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
