import { assertRaster, type Raster } from './raster.ts';
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
 * @throws RangeError if a size is not a positive integer or the box leaves the picture.
 */
export function resample(raster: Raster, box: BoxPx, size: SizePx, kernel: Kernel): Raster {
  assertRaster(raster);
  assertSize(size);
  assertBox(raster, box);
  const data = new Uint8Array(size.widthPx * size.heightPx * 3);
  const columns = axisWeights(kernel, box.widthPx, size.widthPx);
  const rows = axisWeights(kernel, box.heightPx, size.heightPx);
  const sums = new Int32Array(box.widthPx * 3);
  for (let row = 0; row < size.heightPx; row++) {
    sumRows(raster, box, { rows, row, sums });
    reduceColumns(sums, columns, rows.total, data.subarray(row * size.widthPx * 3, (row + 1) * size.widthPx * 3));
  }
  return { ...size, data };
}

function sumRows(raster: Raster, box: BoxPx, step: { rows: AxisWeights; row: number; sums: Int32Array }): void {
  const { rows, row, sums } = step;
  const source = raster.data;
  const stride = raster.widthPx * 3;
  const length = sums.length;
  const from = rows.from[row]!;
  const count = rows.from[row + 1]! - from;
  let start = (box.topPx + rows.first[row]!) * stride + box.leftPx * 3;
  const firstWeight = rows.weights[from]!;
  for (let x = 0; x < length; x++) sums[x] = source[start + x]! * firstWeight;
  for (let tap = 1; tap < count; tap++) {
    start += stride;
    const weight = rows.weights[from + tap]!;
    for (let x = 0; x < length; x++) sums[x] = sums[x]! + source[start + x]! * weight;
  }
}

function reduceColumns(sums: Int32Array, columns: AxisWeights, rowTotal: number, target: Uint8Array): void {
  const { first, from, weights } = columns;
  const total = columns.total * rowTotal;
  const half = total / 2;
  const width = first.length;
  for (let column = 0; column < width; column++) {
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
    // A quotient that is not whole lies at least 1 / total below the next whole number, far more than a rounding error.
    target[column * 3] = red / total;
    target[column * 3 + 1] = green / total;
    target[column * 3 + 2] = blue / total;
  }
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

function assertBox(raster: Raster, box: BoxPx): void {
  const { leftPx, topPx, widthPx, heightPx } = box;
  assertSize(box);
  if (!Number.isInteger(leftPx) || !Number.isInteger(topPx)) {
    throw new RangeError(`box: got corner (${leftPx}, ${topPx}), expected whole pixels`);
  }
  if (leftPx < 0 || topPx < 0 || leftPx + widthPx > raster.widthPx || topPx + heightPx > raster.heightPx) {
    throw new RangeError(
      `box: got ${widthPx} x ${heightPx} px at (${leftPx}, ${topPx}), expected it inside ${raster.widthPx} x ${raster.heightPx} px`,
    );
  }
}
