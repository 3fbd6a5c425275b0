import { boxAround, type Canvas, type Point, toMicrons } from './canvas.ts';

export interface Spot {
  readonly at: Point;
  readonly radius: number;
  /** Added in full in the middle of the spot. */
  readonly amount: number;
  /** Takes that share away instead of adding. */
  readonly clears?: boolean;
}

/** Draws a disc with a soft edge; one smaller than a pixel is spread over it with its amount kept. */
export function paintSpot(canvas: Canvas, target: Float32Array, { at, radius, amount, clears = false }: Spot): void {
  const pixel = canvas.micronsPerPixel;
  const drawn = Math.max(radius, 0.5 * pixel);
  const peak = amount * Math.min(1, (radius / drawn) ** 2);
  const box = boxAround(canvas, at, drawn + pixel);
  const edge = drawn + 0.5 * pixel;
  for (let row = box.top; row < box.bottom; row++) {
    const y = toMicrons(canvas, row) - at[1];
    for (let column = box.left; column < box.right; column++) {
      const x = toMicrons(canvas, column) - at[0];
      const inside = (edge - Math.sqrt(x * x + y * y)) / pixel;
      if (inside <= 0) continue;
      const here = peak * Math.min(inside, 1);
      const index = row * canvas.sizePx + column;
      if (clears) target[index]! *= 1 - here;
      else target[index]! += here;
    }
  }
}
