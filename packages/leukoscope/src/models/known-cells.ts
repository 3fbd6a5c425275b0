import { z } from 'zod';
import { cellLook, LOOK_MEASURES, type PicturedItem } from '../evaluation/promises/cell-look.ts';

/** Measures of the picture alone: the score, which stands last, is none. */
const PICTURE_MEASURES = LOOK_MEASURES.length - 1;

const count = z.int().min(1);

/**
 * What a model file says of the cells it knows, beside its card: some of its training cells, as it sees them, and how far
 * from them a picture may be that is taken for a cell. See docs/decisions/0022.
 */
export const knownCellsSchema = z.strictObject({
  /** Numbers that each network of the model makes of a picture before its head. */
  columns: z.array(count).min(1),
  /** Distances are to the so manieth nearest cell. */
  neighbours: count,
  /**
   * Of each network, the root of the summed variances of its features at unit length; of each measure of the picture, its
   * standard deviation.
   */
  featureScales: z.array(z.number().positive()).min(1),
  lookScales: z.array(z.number().positive()).length(PICTURE_MEASURES),
  /** Places of the cells, see `placeOf`: float32 `[cells, all columns + measures]`, little-endian, in base64. */
  places: z.base64(),
  /** A picture farther than this looks like no cell that the model knows. */
  limit: z.number().positive(),
  /** How many of the validation cells lie beyond the limit, which was chosen by them. */
  beyond: z.strictObject({ cells: z.int().min(0), of: count }),
});
export type KnownCells = z.infer<typeof knownCellsSchema>;

/** What sets the scales of a place. */
export type PlaceScales = Readonly<Pick<KnownCells, 'columns' | 'featureScales' | 'lookScales'>>;

/**
 * Where a picture lies among cells: the features of each network at unit length, and simple measures of the picture, each
 * part scaled so that cells of the training vary by 1 in it, all measures or all features together.
 *
 * @param features of each network, end to end. @param look see `measuresOf`.
 */
export function placeOf(
  features: Float32Array,
  look: Float64Array,
  { columns, featureScales, lookScales }: PlaceScales,
): Float32Array {
  const place = new Float32Array(features.length + look.length);
  let first = 0;
  columns.forEach((width, part) => {
    const own = features.subarray(first, first + width);
    const length = Math.hypot(...own) || 1;
    const scale = length * featureScales[part]! * Math.sqrt(columns.length);
    place.set(
      own.map((value) => value / scale),
      first,
    );
    first += width;
  });
  look.forEach((value, at) => {
    place[first + at] = value / (lookScales[at]! * Math.sqrt(look.length));
  });
  return place;
}

/** The measures of a picture that `placeOf` takes: colours, dark pixels, edges. */
export function measuresOf(picture: PicturedItem): Float64Array {
  return cellLook(picture, 0.5).subarray(0, PICTURE_MEASURES);
}

/** Known cells, to measure distances from. */
export class KnownPlaces {
  readonly known: KnownCells;
  readonly #places: Float32Array;
  readonly #width: number;

  constructor(known: KnownCells) {
    this.known = known;
    this.#places = new Float32Array(Uint8Array.from(atob(known.places), (byte) => byte.charCodeAt(0)).buffer);
    this.#width = known.columns.reduce((sum, width) => sum + width, PICTURE_MEASURES);
  }

  /** As a share of the limit: above 1 it looks like no cell that is known. */
  strangeness(features: Float32Array, picture: PicturedItem): number {
    const { known } = this;
    const place = placeOf(features, measuresOf(picture), known);
    return distanceFrom(this.#places, place, { width: this.#width, neighbours: known.neighbours }) / known.limit;
  }
}

/** Euclidean, to the so manieth nearest row of `places`, `[rows, width]`; to the farthest where there are fewer. */
export function distanceFrom(
  places: Float32Array,
  place: Float32Array,
  { width, neighbours }: { readonly width: number; readonly neighbours: number },
): number {
  const nearest: number[] = [];
  for (let row = 0; row < places.length; row += width) {
    const most = nearest.length < neighbours ? Number.POSITIVE_INFINITY : nearest.at(-1)!;
    const squares = squaredDistance(places, place, row, most);
    if (squares >= most) continue;
    nearest.push(squares);
    nearest.sort((a, b) => a - b);
    nearest.length = Math.min(nearest.length, neighbours);
  }
  return Math.sqrt(nearest.at(-1)!);
}

/** Places so long are looked at together; a multiple of four. */
const STRETCH = 64;

/**
 * Between a place and the row of `places` that begins at `row`; where it is `most` or more, some number of which that is true.
 * Four sums that need not wait for each other: a third of the time of one.
 */
function squaredDistance(places: Float32Array, place: Float32Array, row: number, most: number): number {
  const width = place.length;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let at = 0;
  while (at + 4 <= width && a + b + c + d < most) {
    const end = Math.min(at + STRETCH, width - (width % 4));
    for (; at < end; at += 4) {
      const first = places[row + at]! - place[at]!;
      const second = places[row + at + 1]! - place[at + 1]!;
      const third = places[row + at + 2]! - place[at + 2]!;
      const fourth = places[row + at + 3]! - place[at + 3]!;
      a += first * first;
      b += second * second;
      c += third * third;
      d += fourth * fourth;
    }
  }
  if (a + b + c + d >= most) return most;
  for (; at < width; at++) a += (places[row + at]! - place[at]!) ** 2;
  return a + b + c + d;
}

/** Places end to end, as `KnownCells` holds them. */
export function packPlaces(places: Float32Array): string {
  let binary = '';
  for (const byte of new Uint8Array(places.buffer, places.byteOffset, places.byteLength)) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}
