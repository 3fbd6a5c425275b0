/**
 * Winograd's short convolutions, F(4 x 4, 3 x 3): a tile of 4 x 4 outputs from 36 products instead of 144. With `d` a tile of
 * 6 x 6 inputs, `g` a kernel of 3 x 3 and `⊙` the product element by element, the outputs are `output · (filter · g ⊙ input · d)`;
 * tiles and kernels are row-major columns, so each transform of many is one matrix product.
 *
 * Made by Toom and Cook's interpolation at the points 0, ±√½, ±√2 and ∞, which in float32 lose half as much as the usual
 * 0, ±1, ±2, ∞: on sums of 576 to 4,608 products 2 to 2.5 times a plain sum's rounding (docs/decisions/0011).
 * Source: Lavin and Gray 2016, arXiv:1509.09308; the choice of points after Barabasz et al. 2020, doi:10.1145/3412380.
 */
export const TILE = 4;
export const KERNEL = 3;
/** Inputs that a tile of outputs sees, along one axis. */
export const REACH = TILE + KERNEL - 1;

const POINTS = [0, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2, -Math.SQRT2] as const;

type Matrix = readonly (readonly number[])[];

export interface WinogradMatrices {
  /** `[36, 36]`. */
  readonly input: Matrix;
  /** `[36, 9]`. */
  readonly filter: Matrix;
  /** `[16, 36]`. */
  readonly output: Matrix;
}

/** The three transforms in two dimensions, in float64. */
export function winogradMatrices(): WinogradMatrices {
  const input: number[][] = [];
  const filter: number[][] = [];
  POINTS.forEach((point, at) => {
    const others = POINTS.filter((_, index) => index !== at);
    const scale = others.reduce((product, other) => product * (point - other), 1);
    input.push([...withRoots(others), 0]);
    filter.push(powers(point, KERNEL).map((power) => power / scale));
  });
  // The point at infinity sees the highest powers alone.
  input.push(withRoots(POINTS));
  filter.push(lastOf(KERNEL));
  const columns = [...POINTS.map((point) => powers(point, TILE)), lastOf(TILE)];
  const output = powers(0, TILE).map((_, row) => columns.map((column) => column[row]!));
  balance(input, filter);
  return { input: squared(input), filter: squared(filter), output: squared(output) };
}

export function transposed(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}

/** Coefficients, lowest first, of the polynomial with these roots. */
function withRoots(roots: readonly number[]): number[] {
  const times = (polynomial: readonly number[], root: number) =>
    Array.from(
      { length: polynomial.length + 1 },
      (_, power) => (polynomial[power - 1] ?? 0) - root * (polynomial[power] ?? 0),
    );
  return roots.reduce(times, [1]);
}

function powers(base: number, count: number): number[] {
  return Array.from({ length: count }, (_, power) => base ** power);
}

function lastOf(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? 1 : 0));
}

/** Makes both transforms of a point about as large; by powers of two, which round nothing. */
function balance(input: number[][], filter: number[][]): void {
  input.forEach((row, at) => {
    const factor = 2 ** Math.round(Math.log2(Math.hypot(...filter[at]!) / Math.hypot(...row)) / 2);
    input[at] = row.map((value) => value * factor);
    filter[at] = filter[at]!.map((value) => value / factor);
  });
}

/** One dimension's matrix by itself (Kronecker): the transform of rows and columns at once. */
function squared(matrix: Matrix): Matrix {
  return matrix.flatMap((rows) => matrix.map((columns) => rows.flatMap((a) => columns.map((b) => a * b))));
}
