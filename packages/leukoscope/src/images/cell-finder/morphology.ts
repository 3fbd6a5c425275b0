import type { Mask } from './mask.ts';

/** What {@link distanceTo} counts for one pixel's step along an axis; a diagonal one counts 4. */
export const STEP = 3;
const DIAGONAL = 4;
const FAR = 30_000;

/**
 * For each pixel how far the nearest one of `value` lies, in thirds of a pixel: the 3-4 chamfer distance (Borgefors,
 * Computer Vision, Graphics, and Image Processing 1986, doi 10.1016/S0734-189X(86)80047-0), within 8% of the Euclidean
 * one and exact in integers. Beyond the picture there are no pixels.
 */
export function distanceTo({ widthPx, heightPx, data }: Mask, value: 0 | 1): Int16Array {
  // A frame of far pixels spares the question at each pixel whether its neighbours exist.
  const stride = widthPx + 2;
  const far = new Int16Array(stride * (heightPx + 2)).fill(FAR);
  for (let y = 0, from = 0; y < heightPx; y++) {
    for (let at = (y + 1) * stride + 1, end = at + widthPx; at < end; at++, from++) {
      if (data[from] === value) far[at] = 0;
      else {
        const straight = Math.min(far[at - 1]!, far[at - stride]!) + STEP;
        const diagonal = Math.min(far[at - stride - 1]!, far[at - stride + 1]!) + DIAGONAL;
        far[at] = Math.min(Math.min(straight, diagonal), FAR);
      }
    }
  }
  const distance = new Int16Array(widthPx * heightPx);
  for (let y = heightPx - 1, to = distance.length - 1; y >= 0; y--) {
    for (let at = (y + 1) * stride + widthPx, end = at - widthPx; at > end; at--, to--) {
      const known = far[at]!;
      if (known === 0) continue;
      const straight = Math.min(far[at + 1]!, far[at + stride]!) + STEP;
      const diagonal = Math.min(far[at + stride - 1]!, far[at + stride + 1]!) + DIAGONAL;
      const nearest = Math.min(known, Math.min(straight, diagonal));
      far[at] = nearest;
      distance[to] = nearest;
    }
  }
  return distance;
}

/** Leaves out what is narrower than a disc of this radius; the picture's border is no edge. */
export function open(mask: Mask, radiusPx: number): Mask {
  const limit = radiusPx * STEP;
  const core = distanceTo(mask, 0);
  const kept = new Uint8Array(core.length);
  for (let at = 0; at < kept.length; at++) kept[at] = Number(core[at]! > limit);
  const around = distanceTo({ ...mask, data: kept }, 1);
  for (let at = 0; at < kept.length; at++) kept[at] = Number(around[at]! <= limit);
  return { ...mask, data: kept };
}

/** Radius of the largest disc inside a mask, in thirds of a pixel. */
export function inscribed(mask: Mask): number {
  const distance = distanceTo(mask, 0);
  let largest = 0;
  for (let at = 0; at < distance.length; at++) if (distance[at]! > largest) largest = distance[at]!;
  return largest;
}
