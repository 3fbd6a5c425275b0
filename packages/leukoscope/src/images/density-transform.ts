/** An affine map of the optical densities of red, green and blue. */
export interface DensityTransform {
  /** Row by row: what goes into red, green and blue. */
  readonly matrix: readonly number[];
  readonly offset: readonly number[];
}

/** Optical density of each grey level: -ln((level + 1) / 256). */
export const LEVEL_DENSITY = Float32Array.from({ length: 256 }, (_, level) => -Math.log((level + 1) / 256));
const STEPS_PER_DENSITY = 2048;
/** Grey level of each optical density from 0 to 6 in steps of 1 / 2048, finer than grey levels are. */
const LEVEL = Uint8Array.from({ length: 6 * STEPS_PER_DENSITY + 1 }, (_, step) =>
  Math.max(0, Math.round(256 * Math.exp(-step / STEPS_PER_DENSITY) - 1)),
);

/** Changes a picture in place, `[pixels, 3]`. */
export function transformDensity(pixels: Uint8Array, { matrix, offset }: DensityTransform): void {
  const [rr, rg, rb, gr, gg, gb, br, bg, bb] = matrix as Nine;
  const [offsetR, offsetG, offsetB] = offset as Three;
  for (let at = 0; at < pixels.length; at += 3) {
    const red = LEVEL_DENSITY[pixels[at]!]!;
    const green = LEVEL_DENSITY[pixels[at + 1]!]!;
    const blue = LEVEL_DENSITY[pixels[at + 2]!]!;
    pixels[at] = levelOf(rr * red + rg * green + rb * blue + offsetR);
    pixels[at + 1] = levelOf(gr * red + gg * green + gb * blue + offsetG);
    pixels[at + 2] = levelOf(br * red + bg * green + bb * blue + offsetB);
  }
}

type Three = [number, number, number];
type Nine = [number, number, number, number, number, number, number, number, number];

function levelOf(density: number): number {
  const step = density * STEPS_PER_DENSITY + 0.5;
  return step <= 0 ? 255 : LEVEL[Math.min(step, LEVEL.length - 1) | 0]!;
}
