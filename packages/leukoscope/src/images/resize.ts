import type { Raster } from './raster.ts';
import { type AxisWeights, axisWeights, type Kernel } from './resample-axis.ts';

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A rectangle of whole source pixels. */
export interface BoxPx extends SizePx {
  readonly leftPx: number;
  readonly topPx: number;
}

/**
 * Each target pixel is the mean of the source area it covers, pixels at its edge counting by the part covered; rounded
 * half up from the exact mean. Along an axis that grows it falls back to {@link resizeBilinear}. At whole-number ratios
 * it is within 1 grey level of Pillow's `Image.BOX`, which rounds twice and, at other ratios, takes whole pixels.
 */
export function resizeArea(raster: Raster, size: SizePx): Raster {
  return resample(raster, wholeOf(raster), size, 'area');
}

/**
 * Interpolates between the two nearest pixels of each axis, with pixel centres at half-integers, edges repeated, and no
 * smoothing when the picture shrinks (as PyTorch's `interpolate(mode='bilinear', align_corners=False)`); rounded half
 * up from the exact value.
 */
export function resizeBilinear(raster: Raster, size: SizePx): Raster {
  return resample(raster, wholeOf(raster), size, 'bilinear');
}

/**
 * Resizes the part of a picture inside `box`. All sums are of integers and exact, so that Node and every browser agree.
 * @throws RangeError if a size is not a positive integer or the box leaves the picture
 */
export function resample(raster: Raster, box: BoxPx, size: SizePx, kernel: Kernel): Raster {
  const data = new Uint8Array(size.widthPx * size.heightPx * 3);
  planResampling(raster, box, { size, kernel })(raster.data, data);
  return { ...size, data };
}

/** Resizes the pixels of one picture, `[heightPx, widthPx, 3]`, into `target`, likewise `[heightPx, widthPx, 3]`. */
export type Resample = (source: Uint8Array, target: Uint8Array) => void;

/**
 * Works out the weights once for all pictures of one size.
 * @throws RangeError if a size is not a positive integer or the box leaves the picture
 */
export function planResampling(source: SizePx, box: BoxPx, to: { size: SizePx; kernel: Kernel }): Resample {
  assertSize(source);
  assertSize(to.size);
  assertBox(source, box);
  const columns = axisWeights(to.kernel, box.widthPx, to.size.widthPx);
  const rows = axisWeights(to.kernel, box.heightPx, to.size.heightPx);
  const strideBytes = source.widthPx * 3;
  const start = box.topPx * strideBytes + box.leftPx * 3;
  const sums = new Int32Array(box.widthPx * 3);
  const sumRows = summing(rows, strideBytes, sums);
  const reduceColumns = reducing(columns, rows.total, sums);
  return (pixels, target) => {
    if (pixels.length !== source.heightPx * strideBytes || target.length !== to.size.widthPx * to.size.heightPx * 3) {
      throw new RangeError(`got ${pixels.length} and ${target.length} bytes of pixels, which is not what was planned`);
    }
    for (let row = 0; row < to.size.heightPx; row++) {
      sumRows(pixels, start, row);
      reduceColumns(target, row * to.size.widthPx * 3);
    }
  };
}

/** Sums the source rows under one target row. Four rows in one loop, since reading the sums costs more than adding. */
function summing(rows: AxisWeights, strideBytes: number, sums: Int32Array) {
  const { weights, first, from } = rows;
  const length = sums.length;
  return (pixels: Uint8Array, start: number, row: number): void => {
    const end = from[row + 1]!;
    let tap = from[row]!;
    let a = start + first[row]! * strideBytes;
    sums.fill(0);
    for (; tap + 4 <= end; tap += 4, a += 4 * strideBytes) {
      const b = a + strideBytes;
      const c = b + strideBytes;
      const d = c + strideBytes;
      const wa = weights[tap]!;
      const wb = weights[tap + 1]!;
      const wc = weights[tap + 2]!;
      const wd = weights[tap + 3]!;
      for (let x = 0; x < length; x++) {
        const upper = Math.imul(pixels[a + x]!, wa) + Math.imul(pixels[b + x]!, wb);
        const lower = Math.imul(pixels[c + x]!, wc) + Math.imul(pixels[d + x]!, wd);
        sums[x] = sums[x]! + upper + lower;
      }
    }
    for (; tap < end; tap++, a += strideBytes) {
      const weight = weights[tap]!;
      for (let x = 0; x < length; x++) sums[x] = sums[x]! + Math.imul(pixels[a + x]!, weight);
    }
  };
}

/** Turns the sums of rows into one target row, written from byte `to` on. */
function reducing({ first, from, weights, total: columnTotal }: AxisWeights, rowTotal: number, sums: Int32Array) {
  const total = columnTotal * rowTotal;
  const half = total / 2;
  return (target: Uint8Array, start: number): void => {
    for (let column = 0, to = start; column < first.length; column++, to += 3) {
      let red = half;
      let green = half;
      let blue = half;
      let at = first[column]! * 3;
      const end = from[column + 1]!;
      for (let tap = from[column]!; tap < end; tap++, at += 3) {
        const weight = weights[tap]!;
        red += sums[at]! * weight;
        green += sums[at + 1]! * weight;
        blue += sums[at + 2]! * weight;
      }
      // A quotient that is not whole lies at least 1 / total below the next whole number, far more than an error of
      // rounding, so that cutting it off is exact.
      target[to] = red / total;
      target[to + 1] = green / total;
      target[to + 2] = blue / total;
    }
  };
}

function wholeOf(raster: Raster): BoxPx {
  return { leftPx: 0, topPx: 0, widthPx: raster.widthPx, heightPx: raster.heightPx };
}

function assertSize(size: SizePx): void {
  for (const name of ['widthPx', 'heightPx'] as const) {
    if (!Number.isInteger(size[name]) || size[name] < 1) {
      throw new RangeError(`size.${name}: got ${size[name]}, expected a positive integer`);
    }
  }
}

function assertBox(source: SizePx, box: BoxPx): void {
  const { leftPx, topPx, widthPx, heightPx } = box;
  assertSize(box);
  if (!Number.isInteger(leftPx) || !Number.isInteger(topPx)) {
    throw new RangeError(`box: got corner (${leftPx}, ${topPx}), expected whole pixels`);
  }
  if (leftPx < 0 || topPx < 0 || leftPx + widthPx > source.widthPx || topPx + heightPx > source.heightPx) {
    throw new RangeError(
      `box: got ${widthPx} x ${heightPx} px at (${leftPx}, ${topPx}), expected it inside ${source.widthPx} x ${source.heightPx} px`,
    );
  }
}
