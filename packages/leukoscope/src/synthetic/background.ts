import { type Canvas, type Point, toMicrons } from './canvas.ts';
import { between, chance, type Random, type Range } from './draws.ts';
import { createTexture, textureAt } from './noise.ts';
import { paintSpot } from './spots.ts';

/** Dye left on the glass and in the plasma, which differs from field to field. */
export interface GroundStyle {
  readonly purple: Range;
  readonly eosin: Range;
}

export function paintGround(random: Random, canvas: Canvas, style: GroundStyle): void {
  const clouds = createTexture(random, 9);
  const { eosin, purple } = canvas.amounts;
  const strength = { purple: between(random, style.purple), eosin: between(random, style.eosin) };
  const { sizePx } = canvas;
  const columns = Float64Array.from({ length: sizePx }, (_, column) => toMicrons(canvas, column));
  // Clouds are so large that every eighth pixel of a row tells the others.
  for (let row = 0; row < sizePx; row++) {
    let next = textureAt(clouds, columns[0]!, columns[row]!);
    for (let from = 0; from < sizePx; from += CLOUD_STEP) {
      const to = Math.min(sizePx - 1, from + CLOUD_STEP);
      const first = next;
      next = textureAt(clouds, columns[to]!, columns[row]!);
      const slope = (next - first) / Math.max(1, to - from);
      const end = Math.min(sizePx, from + CLOUD_STEP);
      for (let column = from; column < end; column++) {
        const share = 1 + 0.6 * (first + slope * (column - from));
        eosin[row * sizePx + column] = share * strength.eosin;
        purple[row * sizePx + column] = share * strength.purple;
      }
    }
  }
}

const CLOUD_STEP = 8;

export interface LitterStyle {
  /** Platelets in a field on average. */
  readonly platelets: number;
  /** Share of fields with stain precipitate or dust. */
  readonly debris: number;
}

/** Platelets and dirt, wherever no white cell lies. */
export function paintLitter(
  random: Random,
  canvas: Canvas,
  { style, obstacles }: { style: LitterStyle; obstacles: Float32Array },
): void {
  const half = (canvas.sizePx * canvas.micronsPerPixel) / 2;
  const place = (): Point => [between(random, [-half, half]), between(random, [-half, half])];
  const isFree = (at: Point, reachUm: number): boolean => obstacleAt(canvas, obstacles, at) > reachUm;
  for (let left = poisson(random, style.platelets); left > 0; left--) {
    const at = place();
    const radius = between(random, [0.7, 1.5]);
    paintPlatelet(random, canvas, { at, radius, isShown: isFree(at, radius) });
  }
  if (chance(random, style.debris)) {
    const centre = place();
    const spread = between(random, [0.5, 3]);
    for (let left = 3 + Math.floor(random() * 14); left > 0; left--) {
      const at: Point = [
        centre[0] + between(random, [-spread, spread]),
        centre[1] + between(random, [-spread, spread]),
      ];
      const radius = between(random, [0.08, 0.35]);
      const amount = between(random, [0.3, 1.4]);
      if (isFree(at, radius)) paintSpot(canvas, canvas.amounts.purple, { at, radius, amount });
    }
  }
}

function paintPlatelet(
  random: Random,
  canvas: Canvas,
  { at, radius, isShown }: { at: Point; radius: number; isShown: boolean },
): void {
  const amounts = canvas.amounts;
  const strength = between(random, [0.5, 1.2]);
  if (isShown) {
    paintSpot(canvas, amounts.azure, { at, radius, amount: 0.18 * strength });
    paintSpot(canvas, amounts.purple, { at, radius: radius * 0.8, amount: 0.22 * strength });
  }
  for (let granule = 0; granule < 14; granule++) {
    const out = radius * 0.75 * Math.sqrt(random());
    const angle = random() * 2 * Math.PI;
    const spot = {
      at: [at[0] + Math.cos(angle) * out, at[1] + Math.sin(angle) * out] as const,
      radius: between(random, [0.15, 0.35]),
      amount: 0.3 * strength,
    };
    if (isShown) paintSpot(canvas, amounts.purple, spot);
  }
}

/** A count with that mean (Knuth). */
function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count++;
  }
  return count;
}

function obstacleAt({ sizePx, micronsPerPixel }: Canvas, obstacles: Float32Array, [x, y]: Point): number {
  const clamp = (px: number): number => Math.min(sizePx - 1, Math.max(0, Math.floor(px)));
  return obstacles[clamp(y / micronsPerPixel + sizePx / 2) * sizePx + clamp(x / micronsPerPixel + sizePx / 2)]!;
}
