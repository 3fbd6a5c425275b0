import type { BoxPx, SizePx } from '../resize.ts';
import { emptyMask, type Mask } from './mask.ts';

/** Pixels that hang together, corner to corner not counting: where they stand in the picture. */
export type Component = Int32Array;

/** @returns the components in the order in which they are met, row by row */
export function componentsOf(mask: Mask): Component[] {
  const left = mask.data.slice();
  const found = new Int32Array(left.length);
  const components: Component[] = [];
  for (let start = left.indexOf(1); start >= 0; start = left.indexOf(1, start + 1)) {
    components.push(found.slice(0, flood({ ...mask, data: left }, start, found)));
  }
  return components;
}

/** Takes everything that hangs together with a pixel out of a mask and lists it; returns how much that is. */
function flood({ widthPx, data: left }: Mask, start: number, found: Int32Array): number {
  const lastColumn = widthPx - 1;
  left[start] = 0;
  found[0] = start;
  let count = 1;
  // The list is also the queue: what has been found stays in it.
  for (let next = 0; next < count; next++) {
    const at = found[next]!;
    const column = at % widthPx;
    if (column > 0 && left[at - 1] === 1) {
      left[at - 1] = 0;
      found[count++] = at - 1;
    }
    if (column < lastColumn && left[at + 1] === 1) {
      left[at + 1] = 0;
      found[count++] = at + 1;
    }
    if (left[at - widthPx] === 1) {
      left[at - widthPx] = 0;
      found[count++] = at - widthPx;
    }
    if (left[at + widthPx] === 1) {
      left[at + widthPx] = 0;
      found[count++] = at + widthPx;
    }
  }
  return count;
}

/** The pixels of some components, as a mask. */
export function maskOf(size: SizePx, components: readonly Component[]): Mask {
  const mask = emptyMask(size);
  for (const pixels of components) for (let i = 0; i < pixels.length; i++) mask.data[pixels[i]!] = 1;
  return mask;
}

/** Fills what is enclosed: pixels that do not hang together with the border of the picture through others outside. */
export function fillHoles(mask: Mask): Mask {
  const { widthPx, heightPx } = mask;
  const left = mask.data.slice();
  for (let at = 0; at < left.length; at++) left[at] = 1 - left[at]!;
  const found = new Int32Array(left.length);
  const empty = (at: number): void => {
    if (left[at] === 1) flood({ ...mask, data: left }, at, found);
  };
  for (let x = 0; x < widthPx; x++) {
    empty(x);
    empty((heightPx - 1) * widthPx + x);
  }
  for (let y = 0; y < heightPx; y++) {
    empty(y * widthPx);
    empty((y + 1) * widthPx - 1);
  }
  for (let at = 0; at < left.length; at++) left[at]! |= mask.data[at]!;
  return { ...mask, data: left };
}

/**
 * The smallest box around all pixels inside a mask.
 * @throws RangeError if none is inside
 */
export function boxAround({ widthPx, heightPx, data }: Mask): BoxPx {
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1];
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at++) {
      if (data[at] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) throw new RangeError('mask: got no pixel inside, expected at least one');
  return { leftPx: left, topPx: top, widthPx: right - left + 1, heightPx: bottom - top + 1 };
}
