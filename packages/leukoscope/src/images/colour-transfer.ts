import { type DensityTransform, LEVEL_DENSITY } from './density-transform.ts';
import { dot, eigenvectorsOf, type Matrix, scaled, times, type Vector } from './stain-normalisation/vectors.ts';

/** Mean and covariance of the optical densities of red, green and blue, over all pixels of some pictures. */
export interface ColourMoments {
  readonly mean: Vector;
  readonly covariance: Matrix;
}

/** Collects the colours of pictures. */
export class ColourTally {
  readonly #sums = new Float64Array(3);
  /** Of products: red red, red green, red blue, green green, green blue, blue blue. */
  readonly #products = new Float64Array(6);
  #pixels = 0;

  /** @param pixels `[pixels, 3]`. */
  add(pixels: Uint8Array): void {
    const [sums, products] = [this.#sums, this.#products];
    for (let at = 0; at < pixels.length; at += 3) {
      const red = LEVEL_DENSITY[pixels[at]!]!;
      const green = LEVEL_DENSITY[pixels[at + 1]!]!;
      const blue = LEVEL_DENSITY[pixels[at + 2]!]!;
      sums[0]! += red;
      sums[1]! += green;
      sums[2]! += blue;
      products[0]! += red * red;
      products[1]! += red * green;
      products[2]! += red * blue;
      products[3]! += green * green;
      products[4]! += green * blue;
      products[5]! += blue * blue;
    }
    this.#pixels += pixels.length / 3;
  }

  /** @throws RangeError without any pixel. */
  moments(): ColourMoments {
    if (this.#pixels === 0) throw new RangeError('moments(): no pixel was added');
    const mean = Array.from(this.#sums, (sum) => sum / this.#pixels) as unknown as Vector;
    const [rr, rg, rb, gg, gb, bb] = Array.from(this.#products, (sum) => sum / this.#pixels) as SixNumbers;
    const [r, g, b] = mean;
    const covariance: Matrix = [
      [rr - r * r, rg - r * g, rb - r * b],
      [rg - r * g, gg - g * g, gb - g * b],
      [rb - r * b, gb - g * b, bb - b * b],
    ];
    return { mean, covariance };
  }
}

type SixNumbers = [number, number, number, number, number, number];

/** Of the variance of densities: what rounding to 256 levels makes, and what keeps grey pictures from being blown up. */
const LEAST_VARIANCE = 1e-4;
/** So many decimals are kept: a grey level of the darkest nuclei changes by less than a tenth. */
const DECIMALS = 4;

/**
 * The map of optical densities that gives pictures with the moments `from` those of `to` and changes colours as little as
 * that takes: the linear Monge–Kantorovich transfer (Pitié and Kokaram, CVMP 2007, doi 10.1049/cp:20070055) in the space in
 * which light goes through dyes, so that one map holds for all pictures of a laboratory and nothing in a picture, a nucleus
 * larger than others say, decides how its own colours change. Oracle: golden/make_colour_transfer.py.
 */
export function colourTransfer(from: ColourMoments, to: ColourMoments): DensityTransform {
  const [source, target] = [regular(from.covariance), regular(to.covariance)];
  const root = power(source, 0.5);
  const inverse = power(source, -0.5);
  const middle = power(product(product(root, target), root), 0.5);
  const matrix = product(product(inverse, middle), inverse);
  const moved = times(matrix, from.mean);
  const offset = to.mean.map((value, at) => value - moved[at]!);
  const rounded = (value: number) => Number(value.toFixed(DECIMALS));
  return { matrix: matrix.flat().map(rounded), offset: offset.map(rounded) };
}

function regular(covariance: Matrix): Matrix {
  return covariance.map((row, at) => row.map((value, column) => value + (at === column ? LEAST_VARIANCE : 0))) as never;
}

/** Of a symmetric matrix with positive eigenvalues. */
function power(matrix: Matrix, exponent: number): Matrix {
  const sum = [0, 1, 2].map(() => [0, 0, 0]);
  for (const axis of eigenvectorsOf(matrix)) {
    const value = dot(axis, times(matrix, axis)) ** exponent;
    axis.forEach((part, row) => {
      scaled(axis, part * value).forEach((entry, column) => {
        sum[row]![column]! += entry;
      });
    });
  }
  return sum as unknown as Matrix;
}

function product(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((column) => b.map((row) => row[column]!) as unknown as Vector);
  return a.map((row) => columns.map((column) => dot(row, column))) as unknown as Matrix;
}
