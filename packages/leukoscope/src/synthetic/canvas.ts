/**
 * What light is lost to on its way through the smear. `purple` is the complex of azure B and eosin Y that makes nuclei
 * and azurophil granules purple (the Romanowsky effect: Horobin and Walter, Histochemistry 1987); `azure` alone colours
 * RNA-rich cytoplasm blue, `eosin` alone colours basic proteins orange-pink.
 */
export const ABSORBERS = ['purple', 'azure', 'eosin', 'haemoglobin'] as const;
export type Absorber = (typeof ABSORBERS)[number];

/**
 * A square field with the amount of each absorber at each pixel, row by row. Positions are in micrometres from the middle
 * of the field, to the right and downwards.
 */
export interface Canvas {
  readonly sizePx: number;
  readonly micronsPerPixel: number;
  readonly amounts: Readonly<Record<Absorber, Float32Array>>;
}

export function createCanvas(sizePx: number, fieldUm: number): Canvas {
  const pixels = sizePx * sizePx;
  return {
    sizePx,
    micronsPerPixel: fieldUm / sizePx,
    amounts: {
      purple: new Float32Array(pixels),
      azure: new Float32Array(pixels),
      eosin: new Float32Array(pixels),
      haemoglobin: new Float32Array(pixels),
    },
  };
}

/** Whole pixels: columns `left` up to but not including `right`, rows `top` up to but not including `bottom`. */
export interface PixelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The pixels within `reachUm` of a place, cut at the frame. */
export function boxAround({ sizePx, micronsPerPixel }: Canvas, [x, y]: Point, reachUm: number): PixelBox {
  const middle = sizePx / 2;
  const cut = (px: number): number => Math.min(sizePx, Math.max(0, px));
  return {
    left: cut(Math.floor((x - reachUm) / micronsPerPixel + middle)),
    right: cut(Math.ceil((x + reachUm) / micronsPerPixel + middle)),
    top: cut(Math.floor((y - reachUm) / micronsPerPixel + middle)),
    bottom: cut(Math.ceil((y + reachUm) / micronsPerPixel + middle)),
  };
}

export type Point = readonly [x: number, y: number];

/** The middle of a pixel's column or row, in micrometres from the middle of the field. */
export function toMicrons({ sizePx, micronsPerPixel }: Canvas, px: number): number {
  return (px + 0.5 - sizePx / 2) * micronsPerPixel;
}

/** How much of a pixel lies inside, from the signed distance of its middle to the edge, negative inside. */
export function coverage(distance: number, pixel: number): number {
  const inside = 0.5 - distance / pixel;
  return inside <= 0 ? 0 : Math.min(inside, 1);
}

/** 0 up to `from`, 1 beyond `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = (value - from) / (to - from);
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}
