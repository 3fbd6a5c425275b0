import type { Runtime } from '@leukoscope/engine';
import { z } from 'zod';
import { PICTURE_MEASURES } from '../evaluation/promises/cell-look.ts';
import { Distances } from './distances.ts';

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
  lookScales: z.array(z.number().positive()).length(PICTURE_MEASURES.length),
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
 * @param features of each network, end to end. @param look see `pictureLook`.
 */
export function placeOf(
  features: Float32Array,
  look: Float64Array,
  { columns, featureScales, lookScales }: PlaceScales,
): Float32Array {
  const place = new Float32Array(features.length + look.length);
  let first = 0;
  for (const [part, width] of columns.entries()) {
    const end = first + width;
    let squares = 0;
    for (let at = first; at < end; at++) squares += features[at]! ** 2;
    const scale = (Math.sqrt(squares) || 1) * featureScales[part]! * Math.sqrt(columns.length);
    for (let at = first; at < end; at++) place[at] = features[at]! / scale;
    first = end;
  }
  look.forEach((value, at) => {
    place[features.length + at] = value / (lookScales[at]! * Math.sqrt(look.length));
  });
  return place;
}

/** Known cells, to measure distances from. */
export class KnownPlaces {
  readonly #known: KnownCells;
  readonly #distances: Distances;

  private constructor(known: KnownCells, distances: Distances) {
    this.#known = known;
    this.#distances = distances;
  }

  static async open(known: KnownCells, runtime: Runtime): Promise<KnownPlaces> {
    const places = new Float32Array(Uint8Array.from(atob(known.places), (byte) => byte.charCodeAt(0)).buffer);
    const width = known.columns.reduce((sum, columns) => sum + columns, PICTURE_MEASURES.length);
    const { neighbours } = known;
    return new KnownPlaces(known, await Distances.open(places, { width, neighbours, runtime }));
  }

  /**
   * Of each picture, as a share of the limit: above 1 it looks like no cell that is known.
   *
   * @param features `[N, F]`, see `placeOf`. @param looks of the N pictures, see `pictureLook`.
   */
  async strangeness(features: Float32Array, looks: readonly Float64Array[]): Promise<Float32Array> {
    const { limit } = this.#known;
    const places = placesOf(features, looks, this.#known);
    return (await this.#distances.of(places)).map((distance) => distance / limit);
  }

  close(): Promise<void> {
    return this.#distances.close();
  }
}

/** The places of N pictures, end to end. */
export function placesOf(features: Float32Array, looks: readonly Float64Array[], scales: PlaceScales): Float32Array {
  const width = features.length / looks.length;
  const places = looks.map((look, at) => placeOf(features.subarray(at * width, (at + 1) * width), look, scales));
  const all = new Float32Array(places.length * places[0]!.length);
  places.forEach((place, at) => void all.set(place, at * place.length));
  return all;
}

/** Places end to end, as `KnownCells` holds them. */
export function packPlaces(places: Float32Array): string {
  let binary = '';
  for (const byte of new Uint8Array(places.buffer, places.byteOffset, places.byteLength)) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}
