import { backgroundOf } from '../cell-finder/density.ts';
import { type DensityTransform, LEVEL_DENSITY, transformDensity } from '../density-transform.ts';
import type { Raster } from '../raster.ts';
import { TARGET } from './target.ts';
import { dot, eigenvectorsOf, type Matrix, scaled, sumOf, unit, type Vector } from './vectors.ts';

/** The two dyes of a picture: directions of optical density, of length 1, and how much there is at most. */
export interface Stains {
  /** Of the dye that takes more red light: methylene blue and azures. */
  readonly blue: Vector;
  readonly eosin: Vector;
  /** 99th percentiles over all pixels. */
  readonly amounts: readonly [blue: number, eosin: number];
}

/** Pixels less dense in any channel are glass. */
const LEAST_DENSITY = 0.15;
/** The share of directions at either end that counts as noise. */
const EXTREME = 0.01;
const MOST = 0.99;
/** Fewer pixels tell nothing of the dyes. */
const LEAST_SHARE = 0.01;
/** Directions whose sine is less are one and the same. */
const LEAST_SINE = 0.05;
const LEAST_AMOUNT = 0.05;

/**
 * Macenko's stain normalisation (Macenko et al., ISBI 2009, doi 10.1109/ISBI.2009.5193250): the two dyes are the extreme
 * directions in the plane of the two first eigenvectors of the optical densities' covariance; amounts of them are scaled
 * to the target's at the 99th percentile and put together again with the target's dyes. Unlike there, density counts from
 * the picture's own glass, since many cameras show it cream, and glass becomes the target's. What lies outside the plane
 * of the two dyes is lost, as there. Oracle: golden/make_stain_normalisation.py.
 *
 * @param reference what dyes and amounts are taken from
 * @returns changes pixels in place, `[pixels, 3]`; `null` where two dyes are not to be told apart
 */
export function planMacenko(reference: Raster): ((pixels: Uint8Array) => void) | null {
  const glass = densityOfLevels(backgroundOf(reference));
  const stains = stainsOf(reference.data, glass);
  if (stains === null) return null;
  const { blue, eosin, amounts } = TARGET.macenko;
  const [readBlue, readEosin] = readingOf(stains.blue, stains.eosin);
  const parts = [
    { read: readBlue, to: scaled(blue, amounts[0] / stains.amounts[0]) },
    { read: readEosin, to: scaled(eosin, amounts[1] / stains.amounts[1]) },
  ];
  const matrix = [0, 1, 2].flatMap((to) =>
    [0, 1, 2].map((from) => parts.reduce((sum, part) => sum + part.to[to]! * part.read[from]!, 0)),
  );
  const zero = densityOfLevels(TARGET.macenko.glass);
  const offset = [0, 1, 2].map((to) => zero[to]! - dot(matrix.slice(3 * to, 3 * to + 3) as unknown as Vector, glass));
  const transform: DensityTransform = { matrix, offset };
  return (pixels) => transformDensity(pixels, transform);
}

/**
 * @param glass density of the glass, from which densities count
 * @returns `null` where two dyes are not to be told apart: hardly anything is stained, or all in one colour
 */
export function stainsOf(pixels: Uint8Array, glass: Vector): Stains | null {
  const dense = densePixels(pixels, glass);
  if (dense.length < LEAST_SHARE * pixels.length || dense.length < 9) return null;
  const [first, second] = eigenvectorsOf(covarianceOf(dense)).map(towardsPositive) as [Vector, Vector];
  const ends = extremesOf(dense, first, second);
  if (ends === null) return null;
  const [blue, eosin] = ends[0][0] >= ends[1][0] ? ends : [ends[1], ends[0]];
  const along = dot(blue, eosin);
  if (1 - along * along < LEAST_SINE * LEAST_SINE) return null;
  const [readBlue, readEosin] = readingOf(blue, eosin);
  const amounts = [amountOf(pixels, glass, readBlue), amountOf(pixels, glass, readEosin)] as const;
  return Math.min(...amounts) < LEAST_AMOUNT ? null : { blue, eosin, amounts };
}

/** Densities of the pixels that are not glass, `[pixels, 3]`. */
function densePixels(pixels: Uint8Array, glass: Vector): Float64Array {
  const dense = new Float64Array(pixels.length);
  let count = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const red = LEVEL_DENSITY[pixels[at]!]! - glass[0];
    const green = LEVEL_DENSITY[pixels[at + 1]!]! - glass[1];
    const blue = LEVEL_DENSITY[pixels[at + 2]!]! - glass[2];
    if (Math.min(red, green, blue) <= LEAST_DENSITY) continue;
    dense[count++] = red;
    dense[count++] = green;
    dense[count++] = blue;
  }
  return dense.subarray(0, count);
}

function covarianceOf(values: Float64Array): Matrix {
  const count = values.length / 3;
  const mean = [0, 0, 0];
  for (let at = 0; at < values.length; at++) mean[at % 3]! += values[at]! / count;
  const sums = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < values.length; at += 3) {
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) sums[3 * i + j]! += (values[at + i]! - mean[i]!) * (values[at + j]! - mean[j]!);
    }
  }
  return [0, 3, 6].map((row) => scaled(sums.slice(row, row + 3) as unknown as Vector, 1 / count)) as unknown as Matrix;
}

function towardsPositive(vector: Vector): Vector {
  return vector[0] + vector[1] + vector[2] < 0 ? scaled(vector, -1) : vector;
}

/** Directions at the first and the last percent of the angles in the plane of two axes. */
function extremesOf(dense: Float64Array, first: Vector, second: Vector): [Vector, Vector] | null {
  const tangents = new Float64Array(dense.length / 3);
  for (let pixel = 0; pixel < tangents.length; pixel++) {
    const density: Vector = [dense[3 * pixel]!, dense[3 * pixel + 1]!, dense[3 * pixel + 2]!];
    const along = dot(density, first);
    // Directions with the first axis have one sign; without, the picture is no mixture of two dyes.
    if (along <= 0) return null;
    tangents[pixel] = dot(density, second) / along;
  }
  tangents.sort();
  const directionAt = (share: number) => unit(sumOf(first, scaled(second, ranked(tangents, share))));
  return [directionAt(EXTREME), directionAt(1 - EXTREME)];
}

/** What a density is multiplied with to give the amounts of two dyes by least squares. */
function readingOf(a: Vector, b: Vector): [Vector, Vector] {
  const along = dot(a, b);
  const rest = 1 - along * along;
  return [scaled(sumOf(a, scaled(b, -along)), 1 / rest), scaled(sumOf(b, scaled(a, -along)), 1 / rest)];
}

function amountOf(pixels: Uint8Array, glass: Vector, reading: Vector): number {
  const amounts = new Float64Array(pixels.length / 3);
  const zero = dot(glass, reading);
  for (let pixel = 0, at = 0; pixel < amounts.length; pixel++, at += 3) {
    const red = LEVEL_DENSITY[pixels[at]!]! * reading[0];
    amounts[pixel] =
      red + LEVEL_DENSITY[pixels[at + 1]!]! * reading[1] + LEVEL_DENSITY[pixels[at + 2]!]! * reading[2] - zero;
  }
  return ranked(amounts.sort(), MOST);
}

/** The value at a share of sorted ones, the nearest that occurs. */
function ranked(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1) + 0.5)]!;
}

function densityOfLevels(levels: readonly [number, number, number]): Vector {
  return [LEVEL_DENSITY[levels[0]]!, LEVEL_DENSITY[levels[1]]!, LEVEL_DENSITY[levels[2]]!];
}
