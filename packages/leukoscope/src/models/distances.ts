import { type Executable, encodeOnnx, Graph, gemm, type Runtime } from '@leukoscope/engine';

/** Points whose products lie in memory together. */
const MOST_AT_ONCE = 256;

export interface DistancesOptions {
  /** Numbers of a place. */
  readonly width: number;
  /** Distances are to the so manieth nearest place. */
  readonly neighbours: number;
  readonly runtime: Runtime;
}

/**
 * Distances from fixed places, of many points at a time: |p − q|² = |p|² + |q|² − 2 p · q, and all p · q are one matrix product. What
 * it loses to rounding is little, as both are taken from the middle of the places.
 */
export class Distances {
  readonly #executable: Executable;
  readonly #middle: Float64Array;
  readonly #rows: number;
  readonly #options: DistancesOptions;

  private constructor(executable: Executable, middle: Float64Array, rows: number, options: DistancesOptions) {
    this.#executable = executable;
    this.#middle = middle;
    this.#rows = rows;
    this.#options = options;
  }

  /** @param places float32 `[rows, width]`, one row at least. */
  static async open(places: Float32Array, options: DistancesOptions): Promise<Distances> {
    const { width, runtime } = options;
    const rows = places.length / width;
    const middle = middleOf(places, width);
    const centred = places.map((value, at) => value - middle[at % width]!);
    const halves = Float32Array.from({ length: rows }, (_, row) => -squares(centred, row, width) / 2);
    const graph = new Graph();
    const bank = graph.constant(centred, { dtype: 'float32', shape: [rows, width] });
    const bias = graph.constant(halves, { dtype: 'float32', shape: [rows] });
    const x = graph.input('x', { dtype: 'float32', shape: [1, width] });
    const model = encodeOnnx(new Map([['nearness', gemm(x, bank, { transposeB: true, bias })]]), { freeBatch: true });
    return new Distances(await runtime.load(model, { small: true }), middle, rows, options);
  }

  /**
   * Euclidean, to the so manieth nearest place; to the farthest where there are fewer.
   *
   * @param points float32 `[N, width]`. @returns `[N]`.
   */
  async of(points: Float32Array): Promise<Float32Array> {
    const { width } = this.#options;
    const distances = new Float32Array(points.length / width);
    for (let first = 0; first < distances.length; first += MOST_AT_ONCE) {
      const some = points.subarray(first * width, (first + MOST_AT_ONCE) * width);
      distances.set(await this.#together(some), first);
    }
    return distances;
  }

  async #together(points: Float32Array): Promise<Float32Array> {
    const { width, neighbours, runtime } = this.#options;
    const count = points.length / width;
    const centred = points.map((value, at) => value - this.#middle[at % width]!);
    const x = runtime.tensor({ dtype: 'float32', shape: [count, width] }, centred);
    const nearness = runtime.tensor({ dtype: 'float32', shape: [count, this.#rows] });
    await this.#executable.run(new Map([['x', x]]), new Map([['nearness', nearness]]));
    const all = (await nearness.read()) as Float32Array;
    const distances = Float32Array.from({ length: count }, (_, point) => {
      const near = largest(all.subarray(point * this.#rows, (point + 1) * this.#rows), neighbours);
      return Math.sqrt(Math.max(0, squares(centred, point, width) - 2 * near));
    });
    x.dispose();
    nearness.dispose();
    return distances;
  }

  close(): Promise<void> {
    return this.#executable.dispose();
  }
}

function middleOf(places: Float32Array, width: number): Float64Array {
  const middle = new Float64Array(width);
  const rows = places.length / width;
  places.forEach((value, at) => {
    middle[at % width]! += value / rows;
  });
  return middle;
}

function squares(values: Float32Array, row: number, width: number): number {
  let sum = 0;
  for (let at = row * width; at < (row + 1) * width; at++) sum += values[at]! ** 2;
  return sum;
}

/** The so manieth largest; the smallest where there are fewer. */
function largest(values: Float32Array, place: number): number {
  const most: number[] = [];
  for (const value of values) {
    if (most.length === place && value <= most.at(-1)!) continue;
    most.push(value);
    most.sort((a, b) => b - a);
    most.length = Math.min(most.length, place);
  }
  return most.at(-1)!;
}
