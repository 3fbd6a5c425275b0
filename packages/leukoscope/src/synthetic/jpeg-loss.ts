/** Annex K of ISO/IEC 10918-1: steps of brightness, then of colour, at quality 50. */
const BRIGHTNESS_STEPS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
] as const;
const COLOUR_STEPS = Array.from({ length: 64 }, (_, at) => {
  const [row, column] = [Math.floor(at / 8), at % 8];
  const steps: readonly (readonly number[])[] = [
    [17, 18, 24, 47],
    [18, 21, 26, 66],
    [24, 26, 56, 99],
    [47, 66, 99, 99],
  ];
  return steps[row]?.[column] ?? 99;
});

const SIDE = 8;
const HALF = SIDE / 2;
/**
 * The orthonormal discrete cosine transform of eight numbers by the sums and differences of those that mirror each other:
 * four rows for the even frequencies, of the sums, then four for the odd ones, of the differences.
 */
const COSINES = Float64Array.from({ length: SIDE * HALF }, (_, at) => {
  const row = Math.floor(at / HALF);
  const frequency = row < HALF ? 2 * row : 2 * (row - HALF) + 1;
  const scale = frequency === 0 ? Math.SQRT1_2 : 1;
  return scale * 0.5 * Math.cos(((2 * (at % HALF) + 1) * frequency * Math.PI) / (2 * SIDE));
});

/**
 * Changes a picture in place, `[sizePx, sizePx, 3]`, as if it had been a JPEG file of that quality once: colour at half the
 * resolution, and 8 x 8 blocks rounded to the standard's steps as libjpeg scales them. Squares at the right and bottom
 * edge that are not whole blocks are filled up with their last pixels.
 *
 * @param quality 1 to 100
 */
export function loseAsJpeg(data: Uint8Array, sizePx: number, quality: number): void {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const stepsOf = (steps: readonly number[]): Float64Array =>
    Float64Array.from(steps, (step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
  const half = Math.ceil(sizePx / 2);
  const brightness = new Float32Array(sizePx * sizePx);
  const blue = new Float32Array(half * half);
  const red = new Float32Array(half * half);
  split(data, sizePx, { brightness, blue, red });
  const colourSteps = stepsOf(COLOUR_STEPS);
  roundBlocks(brightness, sizePx, stepsOf(BRIGHTNESS_STEPS));
  roundBlocks(blue, half, colourSteps);
  roundBlocks(red, half, colourSteps);
  join(data, sizePx, { brightness, blue, red });
}

/** Brightness in full, the distances of blue and red from it at half the resolution: ITU-R BT.601, around 0. */
interface Planes {
  readonly brightness: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

function split(data: Uint8Array, sizePx: number, { brightness, blue, red }: Planes): void {
  const half = Math.ceil(sizePx / 2);
  for (let row = 0, at = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++, at++) {
      const y = 0.299 * data[3 * at]! + 0.587 * data[3 * at + 1]! + 0.114 * data[3 * at + 2]!;
      brightness[at] = y - 128;
      const to = (row >> 1) * half + (column >> 1);
      // A quarter from each of the four pixels; at an odd edge there are but two of them.
      const share =
        (row === sizePx - 1 && sizePx % 2 === 1 ? 0.5 : 0.25) * (column === sizePx - 1 && sizePx % 2 === 1 ? 2 : 1);
      blue[to]! += share * 0.564 * (data[3 * at + 2]! - y);
      red[to]! += share * 0.713 * (data[3 * at]! - y);
    }
  }
}

function join(data: Uint8Array, sizePx: number, { brightness, blue, red }: Planes): void {
  const half = Math.ceil(sizePx / 2);
  for (let row = 0, at = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++, at++) {
      const from = (row >> 1) * half + (column >> 1);
      const y = brightness[at]! + 128;
      data[3 * at] = toLevel(y + 1.403 * red[from]!);
      data[3 * at + 1] = toLevel(y - 0.344 * blue[from]! - 0.714 * red[from]!);
      data[3 * at + 2] = toLevel(y + 1.773 * blue[from]!);
    }
  }
}

function roundBlocks(plane: Float32Array, sizePx: number, steps: Float64Array): void {
  const block = new Float64Array(SIDE * SIDE);
  const turned = new Float64Array(SIDE * SIDE);
  for (let top = 0; top < sizePx; top += SIDE) {
    for (let left = 0; left < sizePx; left += SIDE) {
      for (let at = 0; at < block.length; at++) {
        const row = Math.min(sizePx - 1, top + (at >> 3));
        block[at] = plane[row * sizePx + Math.min(sizePx - 1, left + (at & 7))]!;
      }
      toFrequencies(block, turned);
      toFrequencies(turned, block);
      for (let at = 0; at < block.length; at++) {
        block[at] = Math.floor(block[at]! / steps[at]! + 0.5) * steps[at]!;
      }
      toPlaces(block, turned);
      toPlaces(turned, block);
      for (let row = 0; row < Math.min(SIDE, sizePx - top); row++) {
        const width = Math.min(SIDE, sizePx - left);
        for (let column = 0; column < width; column++)
          plane[(top + row) * sizePx + left + column] = block[row * SIDE + column]!;
      }
    }
  }
}

/** Transforms each row and writes it as a column, so that twice is the transform of the block. */
function toFrequencies(source: Float64Array, target: Float64Array): void {
  for (let row = 0; row < SIDE; row++) {
    const at = row * SIDE;
    for (let pair = 0; pair < HALF; pair++) {
      const [left, right] = [source[at + pair]!, source[at + 7 - pair]!];
      source[at + pair] = left + right;
      source[at + 7 - pair] = left - right;
    }
    for (let rank = 0; rank < HALF; rank++) {
      const even = rank * HALF;
      const odd = (rank + HALF) * HALF;
      target[2 * rank * SIDE + row] =
        COSINES[even]! * source[at]! +
        COSINES[even + 1]! * source[at + 1]! +
        COSINES[even + 2]! * source[at + 2]! +
        COSINES[even + 3]! * source[at + 3]!;
      target[(2 * rank + 1) * SIDE + row] =
        COSINES[odd]! * source[at + 7]! +
        COSINES[odd + 1]! * source[at + 6]! +
        COSINES[odd + 2]! * source[at + 5]! +
        COSINES[odd + 3]! * source[at + 4]!;
    }
  }
}

/** The other way round, likewise from rows to columns. */
function toPlaces(source: Float64Array, target: Float64Array): void {
  for (let row = 0; row < SIDE; row++) {
    const at = row * SIDE;
    for (let pair = 0; pair < HALF; pair++) {
      let even = 0;
      let odd = 0;
      for (let rank = 0; rank < HALF; rank++) {
        even += COSINES[rank * HALF + pair]! * source[at + 2 * rank]!;
        odd += COSINES[(rank + HALF) * HALF + pair]! * source[at + 2 * rank + 1]!;
      }
      target[pair * SIDE + row] = even + odd;
      target[(7 - pair) * SIDE + row] = even - odd;
    }
  }
}

function toLevel(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
}
