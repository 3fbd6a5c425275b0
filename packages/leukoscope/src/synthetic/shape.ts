import { type Canvas, type PixelBox, type Point, toMicrons } from './canvas.ts';
import { type Texture, textureAt } from './noise.ts';

/** A rounded rod between two points, possibly thicker at one end; a disc where the points are one. */
export interface Rod {
  readonly from: Point;
  readonly to: Point;
  readonly radiusFrom: number;
  readonly radiusTo: number;
}

/** An outline: rods melted together, with discs cut out and the edge disturbed. All lengths in micrometres. */
export interface Shape {
  readonly rods: readonly Rod[];
  /** Over which distance rods melt into one another; 0 for a hard edge between them. */
  readonly melt: number;
  readonly cuts: readonly Rod[];
  readonly waves: readonly { readonly texture: Texture; readonly amplitudeUm: number }[];
}

export function disc(at: Point, radius: number): Rod {
  return { from: at, to: at, radiusFrom: radius, radiusTo: radius };
}

/**
 * Signed distance to the outline in micrometres, negative inside, at the middle of each pixel of `box`; exact near a
 * single rod and approximate where rods melt (I. Quilez's smooth minimum), which only rounds the notch.
 */
export function drawDistances(shape: Shape, canvas: Canvas, box: PixelBox, target: Float32Array): void {
  const rods = packed(shape.rods);
  const cuts = packed(shape.cuts);
  for (let row = box.top; row < box.bottom; row++) {
    const y = toMicrons(canvas, row);
    for (let column = box.left; column < box.right; column++) {
      const x = toMicrons(canvas, column);
      let distance = melted(rods, shape.melt, x, y);
      if (cuts.length > 0) distance = -smoothMinimum(-distance, melted(cuts, shape.melt, x, y), CUT_MELT);
      for (const { texture, amplitudeUm } of shape.waves) distance += amplitudeUm * textureAt(texture, x, y);
      target[row * canvas.sizePx + column] = distance;
    }
  }
}

const NUMBERS_PER_ROD = 7;
/** How round the edge of a cut is. */
const CUT_MELT = 0.5;

/** Start, direction over its squared length, direction, and radii, side by side for speed. */
function packed(rods: readonly Rod[]): Float64Array {
  const numbers = new Float64Array(rods.length * NUMBERS_PER_ROD);
  rods.forEach(({ from, to, radiusFrom, radiusTo }, index) => {
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const squared = dx * dx + dy * dy;
    numbers.set(
      [from[0], from[1], dx, dy, squared === 0 ? 0 : 1 / squared, radiusFrom, radiusTo - radiusFrom],
      index * NUMBERS_PER_ROD,
    );
  });
  return numbers;
}

function melted(rods: Float64Array, melt: number, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rods.length; at += NUMBERS_PER_ROD) {
    const px = x - rods[at]!;
    const py = y - rods[at + 1]!;
    const dx = rods[at + 2]!;
    const dy = rods[at + 3]!;
    const along = (px * dx + py * dy) * rods[at + 4]!;
    const t = along < 0 ? 0 : Math.min(along, 1);
    const ex = px - t * dx;
    const ey = py - t * dy;
    const distance = Math.sqrt(ex * ex + ey * ey) - rods[at + 5]! - t * rods[at + 6]!;
    nearest = at === 0 ? distance : smoothMinimum(nearest, distance, melt);
  }
  return nearest;
}

function smoothMinimum(a: number, b: number, melt: number): number {
  const overlap = melt - Math.abs(a - b);
  const lower = Math.min(a, b);
  return overlap <= 0 ? lower : lower - (overlap * overlap) / (4 * melt);
}
