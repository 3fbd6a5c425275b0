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
  const taps = tapsByFour(rows, { start, strideBytes });
  const sums = new Int32Array(box.widthPx * 3);
  const reduceColumns = reducing(columns, rows.total, sums);
  const mayUseWords = rows.total <= LARGEST_TOTAL_IN_WORDS && [start, strideBytes, sums.length].every(isInWords);
  return (pixels, target) => {
    if (pixels.length !== source.heightPx * strideBytes || target.length !== to.size.widthPx * to.size.heightPx * 3) {
      throw new RangeError(`got ${pixels.length} and ${target.length} bytes of pixels, which is not what was planned`);
    }
    const words = mayUseWords && isInWords(pixels.byteOffset) ? wordsOf(pixels) : null;
    for (let row = 0; row < to.size.heightPx; row++) {
      if (words) sumWords(words, taps, { row, sums });
      else sumBytes(pixels, taps, { row, sums });
      reduceColumns(target, row * to.size.widthPx * 3);
    }
  };
}

/**
 * The source rows under each target row, in fours, since reading and writing the sums costs more than adding; where fewer
 * are left, the four is filled up with weight zero. Target row `i` takes `at[from[i]] … at[from[i + 1] - 1]`.
 */
interface RowTaps {
  readonly from: Int32Array;
  /** The byte at which a source row begins. */
  readonly at: Int32Array;
  readonly weights: Int32Array;
}

function tapsByFour(rows: AxisWeights, { start, strideBytes }: { start: number; strideBytes: number }): RowTaps {
  const from = [0];
  const at: number[] = [];
  const weights: number[] = [];
  rows.first.forEach((first, row) => {
    const begin = rows.from[row]!;
    const end = rows.from[row + 1]!;
    for (let tap = begin; tap < end || weights.length % 4 !== 0; tap++) {
      at.push(start + (first + (tap < end ? tap - begin : 0)) * strideBytes);
      weights.push(tap < end ? rows.weights[tap]! : 0);
    }
    from.push(weights.length);
  });
  return { from: Int32Array.from(from), at: Int32Array.from(at), weights: Int32Array.from(weights) };
}

interface RowSums {
  /** The target row. */
  readonly row: number;
  readonly sums: Int32Array;
}

function sumBytes(pixels: Uint8Array, { from, at, weights }: RowTaps, { row, sums }: RowSums): void {
  sums.fill(0);
  for (let tap = from[row]!; tap < from[row + 1]!; tap += 4) {
    const [a, b, c, d] = [at[tap]!, at[tap + 1]!, at[tap + 2]!, at[tap + 3]!];
    const [wa, wb, wc, wd] = [weights[tap]!, weights[tap + 1]!, weights[tap + 2]!, weights[tap + 3]!];
    for (let x = 0; x < sums.length; x++) {
      const upper = Math.imul(pixels[a + x]!, wa) + Math.imul(pixels[b + x]!, wb);
      const lower = Math.imul(pixels[c + x]!, wc) + Math.imul(pixels[d + x]!, wd);
      sums[x] = sums[x]! + upper + lower;
    }
  }
}

const WORD_BYTES = 4;
const EVERY_OTHER_BYTE = 0x00ff00ff;
const HALF_WORD = 0xffff;
/** Up to this, a weighted sum of bytes fits into half a word. */
const LARGEST_TOTAL_IN_WORDS = Math.floor(HALF_WORD / 0xff);

function isInWords(bytes: number): boolean {
  return bytes % WORD_BYTES === 0;
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length / WORD_BYTES);
}

/**
 * As `sumBytes` in two thirds of the time, for rows of whole words: each half of a word takes the sum of a byte, so that
 * two bytes are added at once.
 */
function sumWords(words: Int32Array, { from, at, weights }: RowTaps, { row, sums }: RowSums): void {
  sums.fill(0);
  for (let tap = from[row]!; tap < from[row + 1]!; tap += 4) {
    const [a, b, c, d] = [at[tap]! >> 2, at[tap + 1]! >> 2, at[tap + 2]! >> 2, at[tap + 3]! >> 2];
    const [wa, wb, wc, wd] = [weights[tap]!, weights[tap + 1]!, weights[tap + 2]!, weights[tap + 3]!];
    for (let to = 0, x = 0; to < sums.length; to += WORD_BYTES, x++) {
      const pa = words[a + x]!;
      const pb = words[b + x]!;
      const pc = words[c + x]!;
      const pd = words[d + x]!;
      const even =
        Math.imul(pa & EVERY_OTHER_BYTE, wa) +
        Math.imul(pb & EVERY_OTHER_BYTE, wb) +
        Math.imul(pc & EVERY_OTHER_BYTE, wc) +
        Math.imul(pd & EVERY_OTHER_BYTE, wd);
      const odd =
        Math.imul((pa >>> 8) & EVERY_OTHER_BYTE, wa) +
        Math.imul((pb >>> 8) & EVERY_OTHER_BYTE, wb) +
        Math.imul((pc >>> 8) & EVERY_OTHER_BYTE, wc) +
        Math.imul((pd >>> 8) & EVERY_OTHER_BYTE, wd);
      sums[to] = sums[to]! + (even & HALF_WORD);
      sums[to + 1] = sums[to + 1]! + (odd & HALF_WORD);
      sums[to + 2] = sums[to + 2]! + (even >>> 16);
      sums[to + 3] = sums[to + 3]! + (odd >>> 16);
    }
  }
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
