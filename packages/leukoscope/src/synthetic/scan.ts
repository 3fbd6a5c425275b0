import type { Raster } from '../images/raster.ts';
import { ABSORBERS, type Canvas } from './canvas.ts';
import { between, chance, type Random } from './draws.ts';
import { loseAsJpeg } from './jpeg-loss.ts';
import { normalAt } from './pixel-noise.ts';
import type { ScannerStyle, SmearStyle } from './smear-style.ts';

const CHANNELS = [0, 1, 2] as const;

/**
 * What the scanner makes of a smear: light is lost by the law of Beer and Lambert, then lens and camera change it.
 *
 * @param perPixel so many pixels of the canvas, each way, become one of the picture
 */
export function scan(
  random: Random,
  canvas: Canvas,
  { style, perPixel }: { style: SmearStyle; perPixel: number },
): Raster {
  const { scanner } = style;
  const isDefocused = chance(random, scanner.defocused);
  const missed = between(random, [0.3, 1]) * scanner.defocusUm * Number(isDefocused);
  const blurPx = Math.hypot(scanner.blurUm, missed) / canvas.micronsPerPixel;
  const kernel = lensKernel(blurPx, scanner.sharpening);
  const planes = transmitted(canvas, style).map((plane) =>
    shrunk(filtered(plane, canvas.sizePx, kernel), canvas.sizePx, perPixel),
  );
  return exposed(random, planes, { scanner, sizePx: canvas.sizePx / perPixel });
}

/** Density in steps of 1 / 256 to share of light. */
const LIGHT = Float32Array.from({ length: 8 * 256 }, (_, step) => Math.exp(-(step + 0.5) / 256));

function transmitted(canvas: Canvas, { stain, scanner }: SmearStyle): Float32Array[] {
  const light = illumination(canvas.sizePx, scanner);
  return CHANNELS.map((channel) => {
    const [purple, azure, eosin, haemoglobin] = ABSORBERS.map((absorber) => stain[absorber][channel]) as [
      number,
      number,
      number,
      number,
    ];
    const { amounts } = canvas;
    const plane = new Float32Array(canvas.sizePx ** 2);
    for (let at = 0; at < plane.length; at++) {
      const density =
        purple * amounts.purple[at]! +
        azure * amounts.azure[at]! +
        eosin * amounts.eosin[at]! +
        haemoglobin * amounts.haemoglobin[at]!;
      const step = (density * 256) | 0;
      plane[at] = scanner.white[channel] * light[at]! * LIGHT[step < LIGHT.length ? step : LIGHT.length - 1]!;
    }
    return plane;
  });
}

function illumination(sizePx: number, { vignetting, brightest }: ScannerStyle): Float32Array {
  const light = new Float32Array(sizePx ** 2);
  for (let row = 0, at = 0; row < sizePx; row++) {
    const y = ((row + 0.5) / sizePx) * 2 - 1 - brightest[1];
    for (let column = 0; column < sizePx; column++, at++) {
      const x = ((column + 0.5) / sizePx) * 2 - 1 - brightest[0];
      light[at] = 1 - 0.5 * vignetting * (x * x + y * y);
    }
  }
  return light;
}

/** One axis of the lens's blur, a Gaussian, and of the camera's sharpening after it; sums to 1. */
function lensKernel(deviationPx: number, sharpening: number): Float64Array {
  const reach = Math.min(12, Math.ceil(2.5 * deviationPx));
  const blur = Float64Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const away = index - reach;
    return deviationPx === 0 ? Number(away === 0) : Math.exp(-(away * away) / (2 * deviationPx * deviationPx));
  });
  const total = blur.reduce((sum, weight) => sum + weight, 0);
  const kernel = new Float64Array(blur.length + 2);
  blur.forEach((weight, index) => {
    const share = weight / total;
    kernel[index]! -= 0.25 * sharpening * share;
    kernel[index + 1]! += (1 + 0.5 * sharpening) * share;
    kernel[index + 2]! -= 0.25 * sharpening * share;
  });
  return kernel;
}

/** Along the rows, then along the columns, edges repeated. */
function filtered(plane: Float32Array, sizePx: number, kernel: Float64Array): Float32Array {
  const reach = (kernel.length - 1) / 2;
  const rows = new Float32Array(plane.length);
  const padded = new Float32Array(sizePx + 2 * reach);
  for (let row = 0; row < sizePx; row++) {
    const start = row * sizePx;
    padded.set(plane.subarray(start, start + sizePx), reach);
    padded.fill(plane[start]!, 0, reach);
    padded.fill(plane[start + sizePx - 1]!, reach + sizePx);
    for (let column = 0; column < sizePx; column++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) sum += kernel[tap]! * padded[column + tap]!;
      rows[start + column] = sum;
    }
  }
  const result = new Float32Array(plane.length);
  for (let row = 0; row < sizePx; row++) {
    for (let tap = 0; tap < kernel.length; tap++) {
      const weight = kernel[tap]!;
      const from = Math.min(sizePx - 1, Math.max(0, row + tap - reach)) * sizePx;
      const to = row * sizePx;
      for (let column = 0; column < sizePx; column++) result[to + column]! += weight * rows[from + column]!;
    }
  }
  return result;
}

/** The mean of squares of pixels. */
function shrunk(plane: Float32Array, sizePx: number, perPixel: number): Float32Array {
  if (perPixel === 1) return plane;
  const size = sizePx / perPixel;
  const small = new Float32Array(size * size);
  for (let row = 0; row < sizePx; row++) {
    const to = Math.floor(row / perPixel) * size;
    for (let column = 0; column < sizePx; column++) {
      small[to + Math.floor(column / perPixel)]! += plane[row * sizePx + column]! / (perPixel * perPixel);
    }
  }
  return small;
}

/** Share of red, green and blue in brightness: ITU-R BT.601. */
const GREY = [0.299, 0.587, 0.114] as const;
/** Noise of a single channel over that of all together. */
const COLOUR_NOISE = 0.5;

function exposed(
  random: Random,
  [red, green, blue]: readonly Float32Array[],
  { scanner, sizePx }: { scanner: ScannerStyle; sizePx: number },
): Raster {
  const data = new Uint8Array(sizePx * sizePx * 3);
  const exposure = between(random, [0.94, 1.03]);
  // The camera sets its white anew for each picture, not quite the same.
  const balance = CHANNELS.map(() => exposure * between(random, [0.972, 1.028])) as [number, number, number];
  const seed = Math.floor(random() * 4294967296);
  const { saturation, noise } = scanner;
  for (let at = 0; at < sizePx * sizePx; at++) {
    const [r, g, b] = [red![at]! * balance[0], green![at]! * balance[1], blue![at]! * balance[2]];
    const grey = GREY[0] * r + GREY[1] * g + GREY[2] * b;
    const shared = grey * (1 - saturation) + noise * normalAt(seed, 4 * at);
    const own = COLOUR_NOISE * noise;
    data[3 * at] = toLevel(saturation * r + shared + own * normalAt(seed, 4 * at + 1));
    data[3 * at + 1] = toLevel(saturation * g + shared + own * normalAt(seed, 4 * at + 2));
    data[3 * at + 2] = toLevel(saturation * b + shared + own * normalAt(seed, 4 * at + 3));
  }
  if (scanner.jpegQuality !== null) loseAsJpeg(data, sizePx, scanner.jpegQuality);
  return { widthPx: sizePx, heightPx: sizePx, data };
}

function toLevel(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
}
