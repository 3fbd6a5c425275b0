import type { Preprocessing } from '../../images/preprocessing.ts';

/** Side of the pictures that are compared: enough to know a cell again, and the size at which most are cached anyway. */
export const SIDE_PX = 32;
export const PIXELS = SIDE_PX * SIDE_PX;

/** How pictures must be read to be compared with each other. */
export const COMPARED_PICTURES: Preprocessing = {
  sizePx: SIDE_PX,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
};

/** Brightness of picture `index` as the sum of its channels, `[SIDE_PX, SIDE_PX]`, 0..765, into `target`. */
export function brightness(pictures: Uint8Array, index: number, target: Float32Array): void {
  for (let at = 0, from = index * PIXELS * 3; at < PIXELS; at++, from += 3) {
    target[at] = pictures[from]! + pictures[from + 1]! + pictures[from + 2]!;
  }
}
