import type { SizePx } from '../resize.ts';

/** Which pixels of a picture belong to something. */
export interface Mask extends SizePx {
  /** `[heightPx, widthPx]`, row by row, 1 inside and 0 outside. */
  readonly data: Uint8Array;
}

export function emptyMask({ widthPx, heightPx }: SizePx): Mask {
  return { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx) };
}

/** @returns the number of pixels inside */
export function areaOf({ data }: Mask): number {
  let area = 0;
  for (let at = 0; at < data.length; at++) area += data[at]!;
  return area;
}

/** Diameter of the disc that has this area. */
export function diameterOf(area: number): number {
  return Math.sqrt((4 * area) / Math.PI);
}
