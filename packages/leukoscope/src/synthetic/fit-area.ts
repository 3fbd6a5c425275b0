import type { Canvas, PixelBox } from './canvas.ts';

const REACH_UM = 2.5;
const STEP_UM = 0.025;
const STEPS = (2 * REACH_UM) / STEP_UM;

/**
 * How far an outline must be moved outwards (negative: inwards) for its area to become `areaUm2`, at most 2.5 µm; found
 * by counting pixels by their distance.
 */
export function outwardShift(distances: Float32Array, { canvas, box, areaUm2 }: AreaRequest): number {
  const counts = new Uint32Array(STEPS);
  let inside = 0;
  for (let row = box.top; row < box.bottom; row++) {
    const end = row * canvas.sizePx + box.right;
    for (let at = row * canvas.sizePx + box.left; at < end; at++) {
      const step = (distances[at]! + REACH_UM) / STEP_UM;
      if (step < 0) inside++;
      else if (step < STEPS) counts[step | 0]!++;
    }
  }
  const wanted = areaUm2 / canvas.micronsPerPixel ** 2;
  for (let step = 0; step < STEPS; step++) {
    const next = inside + counts[step]!;
    if (next >= wanted) {
      const part = counts[step] === 0 ? 0 : (wanted - inside) / counts[step]!;
      return Math.max(-REACH_UM, (step + part) * STEP_UM - REACH_UM);
    }
    inside = next;
  }
  return REACH_UM;
}

export interface AreaRequest {
  readonly canvas: Canvas;
  readonly box: PixelBox;
  readonly areaUm2: number;
}

/** Lowers all distances within the box, which moves the outline outwards. */
export function shiftOutline(
  distances: Float32Array,
  { sizePx }: Canvas,
  { box, byUm }: { box: PixelBox; byUm: number },
): void {
  for (let row = box.top; row < box.bottom; row++) {
    const end = row * sizePx + box.right;
    for (let at = row * sizePx + box.left; at < end; at++) distances[at]! -= byUm;
  }
}
