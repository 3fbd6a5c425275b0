import type { Raster } from '../../images/raster.ts';

/**
 * Colours from nothing to the strongest, each lighter than the one before, so that they are told apart by everyone and in
 * grey: five of matplotlib's `inferno` (van der Walt and Smith 2015, CC0).
 */
export const HEAT_COLOURS = [
  [0, 0, 4],
  [87, 16, 110],
  [188, 55, 84],
  [249, 142, 9],
  [252, 255, 164],
] as const;

/** The picture under a map is darkened to this share, so that what is marked is the lightest. */
const DARKENED = 0.45;
/** What the colours end at, among the positive values: few pixels of a saliency map lie far above all others. */
const STRONGEST_QUANTILE = 0.99;

/**
 * A picture in grey and darkened, with what speaks for the call in colours: the stronger, the less of the picture is seen.
 * Strength is as a share of the strongest of this map.
 *
 * @param pixels `[sizePx, sizePx, 3]`. @param values `[sizePx, sizePx]`; what is negative is not shown.
 */
export function heatPicture(pixels: Uint8Array, values: Float32Array, sizePx: number): Raster {
  const data = new Uint8Array(pixels.length);
  const strongest = strongestOf(values);
  values.forEach((value, pixel) => {
    const strength = strongest === 0 ? 0 : Math.min(1, Math.max(0, value) / strongest);
    const [red, green, blue] = pixels.subarray(3 * pixel, 3 * pixel + 3) as unknown as [number, number, number];
    const grey = DARKENED * (0.299 * red + 0.587 * green + 0.114 * blue);
    const colour = heatColour(strength);
    for (let channel = 0; channel < 3; channel++) {
      data[3 * pixel + channel] = Math.round(grey * (1 - strength) + colour[channel]! * strength);
    }
  });
  return { widthPx: sizePx, heightPx: sizePx, data };
}

function strongestOf(values: Float32Array): number {
  const positive = values.filter((value) => value > 0).sort();
  return positive[Math.ceil(STRONGEST_QUANTILE * positive.length) - 1] ?? 0;
}

/** @param strength in [0, 1] */
function heatColour(strength: number): readonly number[] {
  const place = strength * (HEAT_COLOURS.length - 1);
  const low = Math.min(Math.floor(place), HEAT_COLOURS.length - 2);
  const [from, to] = [HEAT_COLOURS[low]!, HEAT_COLOURS[low + 1]!];
  return from.map((value, channel) => value + (to[channel]! - value) * (place - low));
}

/** Each pixel as a square of so many, so that what a model saw is shown as it is. */
export function magnified({ widthPx, heightPx, data }: Raster, times: number): Raster {
  const [width, height] = [widthPx * times, heightPx * times];
  const large = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = 3 * (Math.floor(row / times) * widthPx + Math.floor(column / times));
      large.set(data.subarray(from, from + 3), 3 * (row * width + column));
    }
  }
  return { widthPx: width, heightPx: height, data: large };
}

const GAP_PX = 4;

/** Pictures of one size side by side, on white. */
export function sideBySide(pictures: readonly [Raster, ...Raster[]]): Raster {
  const [{ widthPx, heightPx }] = pictures;
  const width = pictures.length * (widthPx + GAP_PX) - GAP_PX;
  const data = new Uint8Array(width * heightPx * 3).fill(255);
  pictures.forEach((picture, at) => {
    for (let row = 0; row < heightPx; row++) {
      const from = row * widthPx * 3;
      data.set(picture.data.subarray(from, from + widthPx * 3), 3 * (row * width + at * (widthPx + GAP_PX)));
    }
  });
  return { widthPx: width, heightPx, data };
}
