import { changeColour } from './colour.ts';
import type { Raster } from './raster.ts';
import { resample } from './resize.ts';
import { changeStain } from './stain.ts';

/** What another microscope, laboratory or program may do to a picture; JPEG compression is done where pictures are coded. */
export type DisturbanceName = 'blur' | 'brightness' | 'stain' | 'scale' | 'jpeg';

/**
 * Blurs by a Gaussian, as a lens out of focus does nearly; beyond the edges the picture is taken as mirrored.
 *
 * @param sigmaShare the Gaussian's standard deviation, as a share of the picture's shorter side; 0 leaves it as it is.
 */
export function blurred(raster: Raster, sigmaShare: number): Raster {
  const sigmaPx = sigmaShare * Math.min(raster.widthPx, raster.heightPx);
  if (sigmaPx === 0) return raster;
  const weights = gaussian(sigmaPx);
  return alongRows(transposed(alongRows(transposed(raster), weights)), weights);
}

/** @param factor of all light: 1 leaves it. */
export function brightened(raster: Raster, factor: number): Raster {
  const data = raster.data.slice();
  changeColour(data, { brightness: factor, contrast: 1, saturation: 1 });
  return { ...raster, data };
}

/** @param factor of the amounts of both dyes: below 1 a paler smear, above 1 a darker one. */
export function stained(raster: Raster, factor: number): Raster {
  const data = raster.data.slice();
  changeStain(data, { factors: [factor, factor], additions: [0, 0] });
  return { ...raster, data };
}

/**
 * Shows cells larger or smaller in a picture of the same size: its middle, or the whole of it with mirrored surroundings.
 *
 * @param factor by which everything grows: 1 leaves it.
 */
export function magnified(raster: Raster, factor: number): Raster {
  const { widthPx, heightPx } = raster;
  const seen = {
    widthPx: Math.max(1, Math.round(widthPx / factor)),
    heightPx: Math.max(1, Math.round(heightPx / factor)),
  };
  if (seen.widthPx === widthPx && seen.heightPx === heightPx) return raster;
  const leftPx = Math.floor((widthPx - seen.widthPx) / 2);
  const topPx = Math.floor((heightPx - seen.heightPx) / 2);
  const part = mirroredPart(raster, { leftPx, topPx, ...seen });
  return resample(part, { leftPx: 0, topPx: 0, ...seen }, { widthPx, heightPx }, factor > 1 ? 'bilinear' : 'area');
}

/** Out to three standard deviations; they add up to 1. */
function gaussian(sigmaPx: number): Float64Array {
  const reach = Math.ceil(3 * sigmaPx);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-0.5 * ((at - reach) / sigmaPx) ** 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function alongRows({ widthPx, heightPx, data }: Raster, weights: Float64Array): Raster {
  const out = new Uint8Array(data.length);
  const reach = (weights.length - 1) / 2;
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0.5;
        for (let at = 0; at < weights.length; at++) {
          const from = mirrored(column + at - reach, widthPx);
          sum += weights[at]! * data[3 * (row * widthPx + from) + channel]!;
        }
        out[3 * (row * widthPx + column) + channel] = sum;
      }
    }
  }
  return { widthPx, heightPx, data: out };
}

function transposed({ widthPx, heightPx, data }: Raster): Raster {
  const out = new Uint8Array(data.length);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      const from = 3 * (row * widthPx + column);
      out.set(data.subarray(from, from + 3), 3 * (column * heightPx + row));
    }
  }
  return { widthPx: heightPx, heightPx: widthPx, data: out };
}

/** A part that may reach beyond the picture, which goes on as its own mirror image. */
function mirroredPart(
  { widthPx, heightPx, data }: Raster,
  box: { leftPx: number; topPx: number; widthPx: number; heightPx: number },
): Raster {
  const out = new Uint8Array(3 * box.widthPx * box.heightPx);
  for (let row = 0; row < box.heightPx; row++) {
    const fromRow = mirrored(box.topPx + row, heightPx) * widthPx;
    for (let column = 0; column < box.widthPx; column++) {
      const from = 3 * (fromRow + mirrored(box.leftPx + column, widthPx));
      out.set(data.subarray(from, from + 3), 3 * (row * box.widthPx + column));
    }
  }
  return { widthPx: box.widthPx, heightPx: box.heightPx, data: out };
}

/** The pixel that stands at a place beyond an edge: …2 1 0 | 0 1 2… */
function mirrored(at: number, length: number): number {
  const period = 2 * length;
  const inPeriod = ((at % period) + period) % period;
  return inPeriod < length ? inPeriod : period - 1 - inPeriod;
}
