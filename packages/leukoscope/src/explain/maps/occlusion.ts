/** Side of the window that is covered, as a share of the picture's. */
const WINDOW = 1 / 6;
/** Windows overlap: each is moved on by this share of its side. */
const STEP = 1 / 3;
/** Windows that a model looks at together. */
const TOGETHER = 64;

/** What a model says of pictures, prepared and end to end: the logarithms of atypical's odds. */
export type LogOddsOf = (pixels: Uint8Array) => Promise<Float32Array>;

/**
 * How much evidence for atypical is lost where the picture is covered: each pixel has the mean over the windows that cover
 * it. Covered is filled with the mean colour of the picture.
 *
 * @param pixels `[sizePx, sizePx, 3]`. @param logOdds of the picture as it is.
 * @returns `[sizePx, sizePx]`; negative where evidence is gained.
 * @throws the signal's reason if it is aborted.
 */
export async function occlusion(
  pixels: Uint8Array,
  { sizePx, logOdds, logOddsOf, signal }: OcclusionWorld,
): Promise<Float32Array> {
  const side = Math.max(2, Math.ceil(sizePx * WINDOW));
  const starts = windowStarts(sizePx, side);
  const windows = starts.flatMap((top) => starts.map((left) => ({ top, left })));
  const colour = meanColour(pixels);
  const lost = new Float64Array(sizePx * sizePx);
  const times = new Float64Array(sizePx * sizePx);
  for (let first = 0; first < windows.length; first += TOGETHER) {
    signal?.throwIfAborted();
    const some = windows.slice(first, first + TOGETHER);
    const covered = new Uint8Array(some.length * pixels.length);
    some.forEach(({ top, left }, at) => {
      const picture = covered.subarray(at * pixels.length, (at + 1) * pixels.length);
      picture.set(pixels);
      eachPixel({ top, left, side, sizePx }, (pixel) => picture.set(colour, 3 * pixel));
    });
    const left = await logOddsOf(covered);
    some.forEach((window, at) => {
      eachPixel({ ...window, side, sizePx }, (pixel) => {
        lost[pixel]! += logOdds - left[at]!;
        times[pixel]! += 1;
      });
    });
  }
  return Float32Array.from(lost, (sum, pixel) => sum / times[pixel]!);
}

export interface OcclusionWorld {
  readonly sizePx: number;
  readonly logOdds: number;
  readonly logOddsOf: LogOddsOf;
  readonly signal?: AbortSignal | undefined;
}

/** The last window ends with the picture, so that every pixel is covered by one at least. */
function windowStarts(sizePx: number, side: number): number[] {
  const step = Math.max(1, Math.round(side * STEP));
  const last = sizePx - side;
  const starts = Array.from({ length: Math.ceil(last / step) }, (_, at) => at * step);
  return [...starts, last];
}

interface Window {
  readonly top: number;
  readonly left: number;
  readonly side: number;
  readonly sizePx: number;
}

function eachPixel({ top, left, side, sizePx }: Window, use: (pixel: number) => void): void {
  for (let row = top; row < top + side; row++) {
    for (let column = left; column < left + side; column++) use(row * sizePx + column);
  }
}

function meanColour(pixels: Uint8Array): number[] {
  const sums = [0, 0, 0];
  pixels.forEach((value, at) => {
    sums[at % 3]! += value;
  });
  return sums.map((sum) => Math.round((3 * sum) / pixels.length));
}
