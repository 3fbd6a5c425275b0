/** What is measured of a cell's picture, in this order; see `pictureLook`. */
export const PICTURE_MEASURES = [
  'red',
  'green',
  'blue',
  'redSpread',
  'greenSpread',
  'blueSpread',
  'dark',
  'edges',
] as const;
/** What is measured of a cell: of its picture, and its score. */
export const LOOK_MEASURES = [...PICTURE_MEASURES, 'score'] as const;

/** Green below it is nucleus in most stains: its area stands for the size of the cell. */
const DARK = 110;
const MOST_LOGIT = 8;

export interface PicturedItem {
  /** uint8 `[N, sizePx, sizePx, 3]`, as the network sees them. */
  readonly pixels: Uint8Array;
  readonly sizePx: number;
  /** Counted from 0. */
  readonly item: number;
}

/**
 * Simple measures of a cell's picture: mean and spread of each colour (0 to 255), the share of dark pixels, the mean
 * difference of neighbouring pixels (blur, magnification).
 */
export function pictureLook({ pixels, sizePx, item }: PicturedItem): Float64Array {
  const count = sizePx * sizePx;
  const line = 3 * sizePx;
  // Whole numbers, so that no order of adding changes them; each by itself, as arrays of three take twice as long.
  let red = 0;
  let green = 0;
  let blue = 0;
  let redSquares = 0;
  let greenSquares = 0;
  let blueSquares = 0;
  let dark = 0;
  let edges = 0;
  const first = item * count * 3;
  for (let row = 0; row < sizePx; row++) {
    const start = first + row * line;
    // At an edge a pixel is its own neighbour.
    const above = row > 0 ? line : 0;
    let before = pixels[start + 1]!;
    for (let place = start; place < start + line; place += 3) {
      const r = pixels[place]!;
      const g = pixels[place + 1]!;
      const b = pixels[place + 2]!;
      red += r;
      green += g;
      blue += b;
      redSquares += r * r;
      greenSquares += g * g;
      blueSquares += b * b;
      if (g < DARK) dark += 1;
      edges += Math.abs(g - before) + Math.abs(g - pixels[place + 1 - above]!);
      before = g;
    }
  }
  const means = [red, green, blue].map((sum) => sum / count);
  const spreads = [redSquares, greenSquares, blueSquares].map((sum, channel) =>
    Math.sqrt(Math.max(0, sum / count - means[channel]! ** 2)),
  );
  return Float64Array.of(...means, ...spreads, dark / count, edges / (2 * count));
}

/** A cell's measures: those of its picture, and the logit of its score. */
export function cellLook(picture: Float64Array, probability: number): Float64Array {
  const logit = Math.log(probability / (1 - probability));
  return Float64Array.of(...picture, Math.min(MOST_LOGIT, Math.max(-MOST_LOGIT, logit)));
}

/** A mean over fewer cells is not to be compared with means over many. */
const FEWEST_CELLS_OF_LOOK = 20;

/** Measures of many cells added up. */
export interface LookSums {
  readonly cells: number;
  readonly sums: ArrayLike<number>;
}

/** Mean measures by patient; the cells nobody is named for are one unit together. */
export class LookTally {
  readonly #units = new Map<string | null, { readonly sums: Float64Array; cells: number }>();

  add(patient: string | null, look: Float64Array): void {
    this.addAll(patient, { cells: 1, sums: look });
  }

  /** Adds cells that were added up before, elsewhere. */
  addAll(patient: string | null, { cells, sums }: LookSums): void {
    const unit = this.#units.get(patient) ?? { sums: new Float64Array(sums.length), cells: 0 };
    for (let at = 0; at < sums.length; at++) unit.sums[at]! += sums[at]!;
    unit.cells += cells;
    this.#units.set(patient, unit);
  }

  /** What `addAll` takes; `null` of a patient without cells. */
  sumsOf(patient: string | null): LookSums | null {
    const unit = this.#units.get(patient);
    return unit === undefined ? null : { cells: unit.cells, sums: [...unit.sums] };
  }

  /** Of each patient with at least 20 cells, without its name, to four decimals. */
  means(): number[][] {
    return [...this.#units.values()]
      .filter(({ cells }) => cells >= FEWEST_CELLS_OF_LOOK)
      .map(({ sums, cells }) => [...sums].map((sum) => Number((sum / cells).toFixed(4))));
  }
}
