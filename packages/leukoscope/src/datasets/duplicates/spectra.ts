import { brightness, PIXELS, SIDE_PX } from './picture-size.ts';

/** Waves of up to so many periods across the picture: below what re-encoding and rescaling change. */
const WAVES = 6;
/** Strength of a wave grows with its length in pictures of things; weighted so, the short ones tell pictures apart too. */
const WEIGHT_EXPONENT = 0.5;

/** For waves `x` and `y` across and down, where their strength stands in the table: `[2 * WAVES + 1, WAVES + 1]`. */
const place = (x: number, y: number) => (y + WAVES) * (WAVES + 1) + x;

/** Waves that turning and mirroring exchange; each set is sorted by strength, so that it does not tell which is which. */
const ORBITS: readonly (readonly number[])[] = orbits();

function orbits(): number[][] {
  const sets: number[][] = [];
  for (let x = 0; x <= WAVES; x++) {
    for (let y = Math.max(x, 1); y <= WAVES; y++) {
      if (x * x + y * y > WAVES * WAVES + 1) continue;
      const set = x === y ? [place(x, y), place(x, -y)] : [place(x, y), place(x, -y), place(y, x), place(y, -x)];
      // A wave along an axis is the same as its opposite, and `place` has no negative `x`.
      sets.push(x === 0 ? [place(0, y), place(y, 0)] : set);
    }
  }
  return sets;
}

export const SPECTRUM_LENGTH: number = ORBITS.reduce((sum, set) => sum + set.length, 0);

/**
 * Describes each picture by how strong its waves are, of unit length: the same for the picture turned by right angles or
 * mirrored, nearly the same if moved a little, rescaled, re-encoded, or changed in brightness and contrast.
 *
 * @param pictures `[n, SIDE_PX, SIDE_PX, 3]`
 * @param chosen which of them to describe
 * @returns `[chosen, SPECTRUM_LENGTH]`; zeros for a picture of one colour
 */
export function spectra(pictures: Uint8Array, chosen: readonly number[]): Float32Array {
  const found = new Float32Array(chosen.length * SPECTRUM_LENGTH);
  const grey = new Float32Array(PIXELS);
  const strengths = new Float64Array((2 * WAVES + 1) * (WAVES + 1));
  chosen.forEach((index, at) => {
    brightness(pictures, index, grey);
    transform(grey, strengths);
    describe(strengths, found.subarray(at * SPECTRUM_LENGTH, (at + 1) * SPECTRUM_LENGTH));
  });
  return found;
}

const COSINES = Float64Array.from({ length: SIDE_PX }, (_, at) => Math.cos((2 * Math.PI * at) / SIDE_PX));
const SINES = Float64Array.from({ length: SIDE_PX }, (_, at) => Math.sin((2 * Math.PI * at) / SIDE_PX));

/** The few coefficients of the Fourier transform that are wanted, along rows and then along columns. */
function transform(grey: Float32Array, strengths: Float64Array): void {
  const rowsReal = new Float64Array(SIDE_PX);
  const rowsImaginary = new Float64Array(SIDE_PX);
  for (let x = 0; x <= WAVES; x++) {
    for (let row = 0; row < SIDE_PX; row++) {
      let real = 0;
      let imaginary = 0;
      for (let column = 0; column < SIDE_PX; column++) {
        const value = grey[row * SIDE_PX + column]!;
        const angle = (x * column) % SIDE_PX;
        real += value * COSINES[angle]!;
        imaginary -= value * SINES[angle]!;
      }
      rowsReal[row] = real;
      rowsImaginary[row] = imaginary;
    }
    for (let y = -WAVES; y <= WAVES; y++) {
      let real = 0;
      let imaginary = 0;
      for (let row = 0; row < SIDE_PX; row++) {
        const angle = (((y * row) % SIDE_PX) + SIDE_PX) % SIDE_PX;
        real += rowsReal[row]! * COSINES[angle]! + rowsImaginary[row]! * SINES[angle]!;
        imaginary += rowsImaginary[row]! * COSINES[angle]! - rowsReal[row]! * SINES[angle]!;
      }
      strengths[place(x, y)] = Math.hypot(real, imaginary) * Math.hypot(x, y) ** WEIGHT_EXPONENT;
    }
  }
}

/** Below this, what is left of a picture of one colour is rounding. */
const FLAT = 1e-3;

function describe(strengths: Float64Array, target: Float32Array): void {
  let at = 0;
  let squares = 0;
  for (const set of ORBITS) {
    for (const value of set.map((wave) => strengths[wave]!).sort((a, b) => a - b)) {
      target[at++] = value;
      squares += value * value;
    }
  }
  const length = Math.sqrt(squares);
  for (let i = 0; i < target.length; i++) target[i] = length < FLAT ? 0 : target[i]! / length;
}
