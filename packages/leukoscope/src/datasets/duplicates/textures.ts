import { brightness, PIXELS, SIDE_PX } from './picture-size.ts';

/** Standard deviations of the blurs, in pixels: what is finer is noise, what is coarser is light and stain. */
const FINE_PX = 0.8;
const COARSE_PX = 2.5;
/** Neighbourhood in which contrast is made equal, so that a dark nucleus does not outweigh the red cells around it. */
const LOCAL_PX = 3;
/** Share of the picture's own contrast below which a neighbourhood is left pale: an empty ground holds only noise. */
const FLOOR = 0.3;
/** A picture with less contrast than this (of 765) shows nothing. */
const LEAST_CONTRAST = 0.5;

/**
 * What is drawn in a picture, without its light: differences from the surroundings in units of the local contrast.
 * `[SIDE_PX, SIDE_PX]`; zeros for a picture of one colour.
 */
export function texture(pictures: Uint8Array, index: number): Float32Array {
  const fine = new Float32Array(PIXELS);
  brightness(pictures, index, fine);
  const coarse = fine.slice();
  blur(fine, BLUR_FINE);
  blur(coarse, BLUR_COARSE);
  const local = new Float32Array(PIXELS);
  let squares = 0;
  for (let at = 0; at < PIXELS; at++) {
    const difference = fine[at]! - coarse[at]!;
    fine[at] = difference;
    local[at] = difference * difference;
    squares += local[at]!;
  }
  const contrast = Math.sqrt(squares / PIXELS);
  if (contrast < LEAST_CONTRAST) return fine.fill(0);
  blur(local, BLUR_LOCAL);
  for (let at = 0; at < PIXELS; at++) fine[at] = fine[at]! / (Math.sqrt(local[at]!) + FLOOR * contrast);
  return fine;
}

interface Blur {
  readonly weights: Float64Array;
  /** For each place along a side and each weight, the pixel that it applies to. */
  readonly sources: Uint8Array;
}

const BLUR_FINE = gaussian(FINE_PX);
const BLUR_COARSE = gaussian(COARSE_PX);
const BLUR_LOCAL = gaussian(LOCAL_PX);

/** Beyond the border the picture is mirrored at its edge. */
function gaussian(deviationPx: number): Blur {
  const radius = Math.ceil(3 * deviationPx);
  const raw = Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-(((at - radius) / deviationPx) ** 2) / 2));
  const sum = raw.reduce((total, value) => total + value, 0);
  const sources = new Uint8Array(SIDE_PX * raw.length);
  for (let at = 0; at < sources.length; at++) {
    const beyond = Math.floor(at / raw.length) + (at % raw.length) - radius;
    const around = ((beyond % (2 * SIDE_PX)) + 2 * SIDE_PX) % (2 * SIDE_PX);
    sources[at] = around < SIDE_PX ? around : 2 * SIDE_PX - 1 - around;
  }
  return { weights: Float64Array.from(raw, (value) => value / sum), sources };
}

function blur(values: Float32Array, { weights, sources }: Blur): void {
  const line = new Float64Array(SIDE_PX);
  for (const [step, next] of [
    [1, SIDE_PX],
    [SIDE_PX, 1],
  ] as const) {
    for (let start = 0, lines = 0; lines < SIDE_PX; lines++, start += next) {
      for (let at = 0; at < SIDE_PX; at++) line[at] = values[start + at * step]!;
      for (let at = 0, source = 0; at < SIDE_PX; at++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++, source++) sum += weights[tap]! * line[sources[source]!]!;
        values[start + at * step] = sum;
      }
    }
  }
}
