import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { randomStream } from '@leukoscope/engine';
import { type Comparable, comparable, createAlign } from './alignment.ts';
import { ClosePoints } from './close-points.ts';
import type { Dihedral } from './dihedral.ts';
import { PIXELS } from './picture-size.ts';
import { SPECTRUM_LENGTH, spectra } from './spectra.ts';
import { texture } from './textures.ts';

/** Two pictures of the same thing. */
export interface NearDuplicate {
  /** Positions in the list of pictures, `a < b`. */
  readonly a: number;
  readonly b: number;
  /** What must be done to `a` to get `b`. */
  readonly transform: Dihedral;
  /** 0 for equal pictures, up to the limit: one minus the correlation of what is drawn in them. */
  readonly distance: number;
}

export interface NearDuplicateOptions {
  readonly signal?: AbortSignal;
  /** Told from time to time how many pictures have been compared with all others. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Between the copies that must be found and cells that differ there is a gap: docs/decisions/0010-near-duplicates.md.
 */
export const MAX_DISTANCE = 0.1;

/** Distance of spectra within which pictures are compared at all. */
const MAX_RADIUS = 0.25;
/** So that data whose pictures are all alike do not take hours: then only the closest spectra are compared. */
const MAX_CANDIDATES = 400_000;
const SAMPLED_PAIRS = 20_000;
const ALIGNED_PAIRS = 1_000;
/** Fewer pictures say nothing of what is usual among them. */
const LEAST_PICTURES = 5;
/** Pairs that agree as only copies do say nothing of it either. */
const SURELY_COPIES = 0.985;
/** A pair must agree more than nine of ten pairs do, by so much on Fisher's scale (atanh), where scatter is even. */
const USUAL = { quantile: 0.9, margin: 0.75 };
/** 100 MB of textures. */
const MOST_KEPT = 20_000;
const PAIRS_AT_ONCE = 1_000_000;

/**
 * Pairs of pictures that show the same cell: copied, turned by right angles, mirrored, rescaled, encoded anew, moved by up
 * to a tenth of the side, changed in brightness, contrast or colour. Not found are further turns and larger changes of
 * scale. The same pictures always give the same pairs.
 *
 * Of pictures that are equal to the pixel only the first takes part; each of the others makes a pair with it.
 *
 * In data whose pictures differ little (one round cell on an empty ground) a pair must agree more than pairs usually do.
 *
 * @param pictures `[n, 32, 32, 3]`, read as `COMPARED_PICTURES` says
 * @returns in the order of `a`, then `b`; pictures of one colour are never among them
 * @throws RangeError if the pixels do not fill whole pictures; the signal's reason if it aborts
 */
export async function findNearDuplicates(
  pictures: Uint8Array,
  { signal, onProgress }: NearDuplicateOptions = {},
): Promise<readonly NearDuplicate[]> {
  if (pictures.length % (PIXELS * 3) !== 0) {
    throw new RangeError(`pictures: got ${pictures.length} bytes, expected a multiple of ${PIXELS * 3}`);
  }
  const { firsts, pairs: found } = equalPictures(pictures);
  const points = new ClosePoints({ values: spectra(pictures, firsts), dimensions: SPECTRUM_LENGTH });
  const radius = candidateRadius(points);
  const textures = texturesOf(pictures, firsts);
  const limit = usualLimit(points.count, textures);
  const align = createAlign();
  let compared = 0;
  for (let a = 0; a < points.count; a++) {
    compared += points.count - a;
    if (compared > PAIRS_AT_ONCE) {
      compared = 0;
      onProgress?.(firsts[a]!);
      await setImmediate();
      signal?.throwIfAborted();
    }
    for (const b of points.after(a, radius)) {
      const aligned = align(textures(a), textures(b));
      if (aligned === null || 1 - aligned.correlation > limit) continue;
      const distance = Math.max(0, 1 - aligned.correlation);
      found.push({ a: firsts[a]!, b: firsts[b]!, transform: aligned.transform, distance });
    }
  }
  onProgress?.(pictures.length / (PIXELS * 3));
  return found.sort((one, other) => one.a - other.a || one.b - other.b);
}

/** The first picture of each kind, and its pairs with those that are equal to it. */
function equalPictures(pictures: Uint8Array): { firsts: number[]; pairs: NearDuplicate[] } {
  const firstByHash = new Map<string, number>();
  const pairs: NearDuplicate[] = [];
  for (let index = 0; index * PIXELS * 3 < pictures.length; index++) {
    const pixels = pictures.subarray(index * PIXELS * 3, (index + 1) * PIXELS * 3);
    if (isOneColour(pixels)) continue;
    const key = hash('sha256', pixels);
    const first = firstByHash.get(key);
    if (first === undefined) firstByHash.set(key, index);
    else pairs.push({ a: first, b: index, transform: 'identity', distance: 0 });
  }
  return { firsts: [...firstByHash.values()], pairs };
}

function isOneColour(pixels: Uint8Array): boolean {
  return pixels.every((value, at) => value === pixels[at % 3]);
}

/** Textures of the pictures that are compared, each worked out once as long as memory allows. */
function texturesOf(pictures: Uint8Array, chosen: readonly number[]): (index: number) => Comparable {
  const known = new Map<number, Comparable>();
  return (index) => {
    if (known.size >= MOST_KEPT) known.clear();
    const found = known.get(index) ?? comparable(texture(pictures, chosen[index]!));
    known.set(index, found);
    return found;
  };
}

/** Pairs of different pictures, all of them if they are few, else a sample that is always the same. */
function somePairs(count: number, most: number): (readonly [a: number, b: number])[] {
  if ((count * (count - 1)) / 2 <= most) {
    return Array.from({ length: count }, (_, a) => Array.from({ length: a }, (_, b) => [a, b] as const)).flat();
  }
  const random = randomStream('near duplicates', count);
  return Array.from({ length: most }, () => {
    const a = Math.floor(random() * count);
    return [a, (a + 1 + Math.floor(random() * (count - 1))) % count] as const;
  });
}

function candidateRadius(points: ClosePoints): number {
  const pairs = (points.count * (points.count - 1)) / 2;
  if (pairs <= MAX_CANDIDATES) return MAX_RADIUS;
  const distances = somePairs(points.count, SAMPLED_PAIRS).map(([a, b]) => points.distance(a, b));
  return Math.min(MAX_RADIUS, quantile(distances, MAX_CANDIDATES / pairs));
}

/** The largest distance of a pair that counts: less where pictures that have nothing to do with each other agree too. */
function usualLimit(count: number, textures: (index: number) => Comparable): number {
  if (count < LEAST_PICTURES) return MAX_DISTANCE;
  const align = createAlign();
  const correlations = somePairs(count, ALIGNED_PAIRS).map(
    ([a, b]) => align(textures(a), textures(b))?.correlation ?? 0,
  );
  const unrelated = correlations.filter((correlation) => correlation < SURELY_COPIES);
  if (unrelated.length === 0) return MAX_DISTANCE;
  const least = Math.tanh(Math.atanh(quantile(unrelated, USUAL.quantile)) + USUAL.margin);
  return Math.min(MAX_DISTANCE, 1 - least);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
