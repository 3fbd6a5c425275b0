import type { SizePx } from '../resize.ts';
import { type Component, componentsOf, fillHoles, maskOf } from './components.ts';
import type { Mask } from './mask.ts';
import { distanceTo, inscribed, open, STEP } from './morphology.ts';
import { otsu } from './otsu.ts';

/** Lengths as shares of the picture's longer side, areas of its square; a red cell is about 0.25 wide. */
const LEAST = {
  /** Half the width of what is kept of a nucleus: thinner bridges and specks are cut off. */
  halfWidth: 0.011,
  /** Two nuclei that touch: radius of each, and area of both. */
  touchingRadius: 0.085,
  touchingArea: 0.07,
  lobeArea: 0.0025,
} as const;
const MOST = {
  lobeRadius: 0.11,
  lobeGap: 0.075,
  lobesArea: 0.11,
  /** Width of the waist between touching nuclei, beside the smaller one's. */
  waist: 0.7,
} as const;

/**
 * The nuclei in a part of a picture that holds nothing but nucleated cells.
 *
 * @param chromatin of each pixel of the part's box
 * @param part the stained pixels in this box
 */
export function nucleiIn(chromatin: Int16Array, part: Mask, sidePx: number): Component[] {
  const dark = { ...part, data: new Uint8Array(part.data.length) };
  const threshold = otsu(valuesIn(chromatin, part));
  if (threshold === null) return [];
  for (let at = 0; at < dark.data.length; at++) {
    dark.data[at] = Number(part.data[at] === 1 && chromatin[at]! > threshold);
  }
  return componentsOf(open(fillHoles(dark), LEAST.halfWidth * sidePx)).flatMap((one) =>
    splitTouching(part, one, sidePx),
  );
}

function valuesIn(values: Int16Array, { data }: Mask): Int16Array {
  const inside = new Int16Array(data.length);
  let count = 0;
  for (let at = 0; at < data.length; at++) if (data[at] === 1) inside[count++] = values[at]!;
  return inside.subarray(0, count);
}

/** Cuts a component at its waists, where what lies on either side is as large as a whole nucleus. */
function splitTouching(size: SizePx, whole: Component, sidePx: number): Component[] {
  if (whole.length < LEAST.touchingArea * sidePx * sidePx) return [whole];
  const distance = distanceTo(maskOf(size, [whole]), 0);
  const largest = largestOf(distance, whole);
  for (let waist = STEP; waist < MOST.waist * largest; waist += STEP) {
    const core = new Uint8Array(distance.length);
    for (const at of whole) core[at] = Number(distance[at]! > waist);
    const cores = componentsOf({ ...size, data: core }).filter((one) => {
      const radius = largestOf(distance, one);
      return radius >= LEAST.touchingRadius * sidePx * STEP && waist <= MOST.waist * radius;
    });
    if (cores.length > 1) {
      return nearestOf(size, whole, cores).flatMap((pixels) => splitTouching(size, pixels, sidePx));
    }
  }
  return [whole];
}

function largestOf(distance: Int16Array, pixels: Component): number {
  let largest = 0;
  for (let i = 0; i < pixels.length; i++) if (distance[pixels[i]!]! > largest) largest = distance[pixels[i]!]!;
  return largest;
}

/** Shares pixels out: each goes to the nearest of the cores, the first of equally near ones. */
function nearestOf(size: SizePx, pixels: Component, cores: readonly Component[]): Component[] {
  const distances = cores.map((core) => distanceTo(maskOf(size, [core]), 1));
  const parts: number[][] = cores.map(() => []);
  for (const at of pixels) {
    let nearest = 0;
    for (let i = 1; i < distances.length; i++) if (distances[i]![at]! < distances[nearest]![at]!) nearest = i;
    parts[nearest]!.push(at);
  }
  return parts.map((part) => Int32Array.from(part));
}

/** The nucleus and those others that are lobes of it: small ones close to each other. */
export function withLobes(size: SizePx, nucleus: Component, all: readonly Component[], sidePx: number): Component[] {
  const isSmall = (one: Component) => inscribed(maskOf(size, [one])) <= MOST.lobeRadius * sidePx * STEP;
  const lobes = [nucleus];
  if (all.length === 1 || !isSmall(nucleus)) return lobes;
  let area = nucleus.length;
  let others = all.filter((one) => one !== nucleus && one.length > LEAST.lobeArea * sidePx * sidePx && isSmall(one));
  for (;;) {
    const distance = distanceTo(maskOf(size, lobes), 1);
    let nearest: Component | null = null;
    let gap = MOST.lobeGap * sidePx * STEP;
    for (const one of others) {
      const away = one.reduce((least, at) => Math.min(least, distance[at]!), gap);
      if (away < gap) [nearest, gap] = [one, away];
    }
    if (nearest === null || area + nearest.length > MOST.lobesArea * sidePx * sidePx) return lobes;
    lobes.push(nearest);
    area += nearest.length;
    others = others.filter((one) => one !== nearest);
  }
}
