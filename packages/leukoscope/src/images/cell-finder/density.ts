import type { Raster } from '../raster.ts';

/** Optical density above the glass between the cells, a plane for each channel. */
export interface Density {
  readonly widthPx: number;
  readonly heightPx: number;
  /** `[heightPx, widthPx]`, in 1 / {@link UNIT} of natural optical density; a little below 0 where it is brighter. */
  readonly red: Int16Array;
  readonly green: Int16Array;
  readonly blue: Int16Array;
}

/** What stands for a natural optical density of 1. */
export const UNIT = 256;

/** Levels are summed over 3 x 3 pixels. */
const SUMMED = 9;

/**
 * Natural optical density of each sum of levels, in units. Rounded to whole numbers, none of which lies so near a half
 * that two machines' logarithms could disagree on it.
 */
const DENSITY = Int16Array.from({ length: SUMMED * 255 + 1 }, (_, sum) =>
  Math.round(-UNIT * Math.log(Math.max(SUMMED, sum) / (SUMMED * 255))),
);

/** Densities of the mean light over 3 x 3 pixels. */
export function densityOf(raster: Raster): Density {
  const { widthPx, heightPx } = raster;
  const zero = backgroundOf(raster).map((level) => DENSITY[SUMMED * level]!);
  const sums = sumsAround(raster);
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const plane = new Int16Array(widthPx * heightPx);
    const offset = zero[channel]!;
    for (let at = 0, from = channel; at < plane.length; at++, from += 3) plane[at] = DENSITY[sums[from]!]! - offset;
    return plane;
  }) as [Int16Array, Int16Array, Int16Array];
  return { widthPx, heightPx, red, green, blue };
}

/** Sums over 3 x 3 pixels, the edges of the picture repeated; `[heightPx, widthPx, 3]`. */
function sumsAround({ widthPx, heightPx, data }: Raster): Uint16Array {
  const stride = widthPx * 3;
  const rows = new Uint16Array(data.length);
  for (let start = 0; start < data.length; start += stride) {
    const last = start + stride - 3;
    for (let at = start; at < last + 3; at++) {
      rows[at] = data[at < start + 3 ? at : at - 3]! + data[at]! + data[at < last ? at + 3 : at]!;
    }
  }
  const sums = new Uint16Array(data.length);
  for (let y = 0, at = 0; y < heightPx; y++) {
    const above = y > 0 ? -stride : 0;
    const below = y < heightPx - 1 ? stride : 0;
    for (const end = at + stride; at < end; at++) sums[at] = rows[at + above]! + rows[at]! + rows[at + below]!;
  }
  return sums;
}

/** Brightness is told in steps of four levels of red + green + blue. */
const STEP_LEVELS = 4;
const STEPS = Math.ceil((3 * 255 + 1) / STEP_LEVELS);
/** The glass is looked for among pixels at least this bright beside the brightest ones. */
const LEAST_OF_BRIGHTEST = 0.8;
/** Pixels brighter than all but these are reflections and dust. */
const SHARE_OF_BRIGHTEST = 0.01;

/** Red, green and blue of the glass between the cells: the most frequent among the bright colours. */
export function backgroundOf({ data }: Raster): readonly [red: number, green: number, blue: number] {
  // For each step its pixels and their red, green and blue.
  const sums = new Int32Array(STEPS * 4);
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    const step = ((red + green + blue) >> 2) << 2;
    sums[step]!++;
    sums[step + 1]! += red;
    sums[step + 2]! += green;
    sums[step + 3]! += blue;
  }
  const pixelsAt = (step: number) => sums[step * 4] ?? 0;
  let brightest = STEPS - 1;
  const most = (data.length / 3) * SHARE_OF_BRIGHTEST;
  for (let above = pixelsAt(brightest); above <= most; above += pixelsAt(brightest)) brightest--;
  let mode = brightest;
  for (let step = brightest; step >= brightest * LEAST_OF_BRIGHTEST; step--) {
    if (pixelsAt(step) > pixelsAt(mode)) mode = step;
  }
  const mean = (channel: number) => {
    const around = [mode - 1, mode, mode + 1];
    const sum = around.reduce((total, step) => total + (sums[step * 4 + channel] ?? 0), 0);
    return Math.round(sum / around.reduce((total, step) => total + pixelsAt(step), 0));
  };
  return [mean(1), mean(2), mean(3)];
}
