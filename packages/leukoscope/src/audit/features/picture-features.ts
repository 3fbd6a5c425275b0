/** Side of the pictures that features are taken from, whatever the files' own size: results must not depend on it. */
export const FEATURE_SIDE_PX = 64;
const PIXELS = FEATURE_SIDE_PX ** 2;
const CHANNELS = 3;

/** Bins of brightness for each channel. */
const HISTOGRAM_BINS = 16;
/** Rings around the centre, by the outer radius as a share of half the side; the last takes in the corners. */
const RINGS = [0.25, 0.5, 0.75, 1, Math.SQRT2] as const;
/** The frame that a border-only model sees: 11% of the side, 14 pixels of 128. */
const FRAME_PX = Math.round(0.11 * FEATURE_SIDE_PX);
const FRAME_QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Numbers by which a shallow model knows a picture `[FEATURE_SIDE_PX, FEATURE_SIDE_PX, 3]`. */
export interface PictureFeatures {
  readonly length: number;
  /** Writes `length` numbers into `target` from `to` on. */
  readonly write: (pixels: Uint8Array, target: Float64Array, to: number) => void;
}

const RING_OF_PIXEL = Uint8Array.from({ length: PIXELS }, (_, at) => {
  const middle = (FEATURE_SIDE_PX - 1) / 2;
  const [x, y] = [(at % FEATURE_SIDE_PX) - middle, Math.floor(at / FEATURE_SIDE_PX) - middle];
  const radius = Math.hypot(x, y) / (FEATURE_SIDE_PX / 2);
  return RINGS.findIndex((outer) => radius < outer);
});

const FRAME = Uint32Array.from(
  Array.from({ length: PIXELS }, (_, at) => at).filter((at) => {
    const [x, y] = [at % FEATURE_SIDE_PX, Math.floor(at / FEATURE_SIDE_PX)];
    return Math.min(x, y, FEATURE_SIDE_PX - 1 - x, FEATURE_SIDE_PX - 1 - y) < FRAME_PX;
  }),
);

/**
 * The whole picture: how often each brightness of each channel occurs (16 bins), then mean and standard deviation of each
 * channel in five rings around the centre. Blind to turning by right angles and to mirroring.
 */
export const WHOLE_PICTURE: PictureFeatures = {
  length: CHANNELS * HISTOGRAM_BINS + RINGS.length * CHANNELS * 2,
  write: (pixels, target, to) => {
    const rings = new Moments(RINGS.length * CHANNELS);
    target.fill(0, to, to + CHANNELS * HISTOGRAM_BINS);
    for (let at = 0; at < PIXELS * CHANNELS; at++) {
      const channel = at % CHANNELS;
      const value = pixels[at]!;
      const bin = to + channel * HISTOGRAM_BINS + ((value * HISTOGRAM_BINS) >> 8);
      target[bin] = target[bin]! + 1 / PIXELS;
      rings.add(RING_OF_PIXEL[(at - channel) / CHANNELS]! * CHANNELS + channel, value);
    }
    rings.write(target, to + CHANNELS * HISTOGRAM_BINS);
  },
};

/** The frame alone: five quantiles, mean and standard deviation of each channel. */
export const FRAME_ONLY: PictureFeatures = {
  length: CHANNELS * (FRAME_QUANTILES.length + 2),
  write: (pixels, target, to) => {
    const moments = new Moments(CHANNELS);
    const counts = Array.from({ length: CHANNELS }, () => new Uint32Array(256));
    for (const pixel of FRAME) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        const value = pixels[pixel * CHANNELS + channel]!;
        counts[channel]![value]! += 1;
        moments.add(channel, value);
      }
    }
    const quantiles = counts.flatMap((own) => quantilesOf(own, FRAME.length, FRAME_QUANTILES));
    target.set(quantiles, to);
    moments.write(target, to + quantiles.length);
  },
};

/** Of the whole picture, the mean of each channel. */
export const MEAN_COLOUR: PictureFeatures = {
  length: CHANNELS,
  write: (pixels, target, to) => {
    const moments = new Moments(CHANNELS);
    for (let at = 0; at < PIXELS * CHANNELS; at++) moments.add(at % CHANNELS, pixels[at]!);
    const both = new Float64Array(CHANNELS * 2);
    moments.write(both, 0);
    for (let channel = 0; channel < CHANNELS; channel++) target[to + channel] = both[channel * 2]!;
  },
};

/** Mean and standard deviation of several groups of values. */
class Moments {
  readonly #count: Float64Array;
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;

  constructor(groups: number) {
    this.#count = new Float64Array(groups);
    this.#sum = new Float64Array(groups);
    this.#squares = new Float64Array(groups);
  }

  add(group: number, value: number): void {
    this.#count[group]! += 1;
    this.#sum[group]! += value;
    this.#squares[group]! += value * value;
  }

  /** For each group its mean, then its standard deviation. */
  write(target: Float64Array, to: number): void {
    this.#count.forEach((count, group) => {
      const mean = this.#sum[group]! / count;
      target[to + 2 * group] = mean;
      target[to + 2 * group + 1] = Math.sqrt(Math.max(0, this.#squares[group]! / count - mean * mean));
    });
  }
}

/** Quantiles of values given by how often each of 0…255 occurs, by linear interpolation (NumPy's default). */
function quantilesOf(counts: Uint32Array, total: number, probabilities: readonly number[]): number[] {
  return probabilities.map((probability) => {
    const place = (total - 1) * probability;
    const below = valueAt(counts, Math.floor(place));
    const above = valueAt(counts, Math.ceil(place));
    return below + (above - below) * (place - Math.floor(place));
  });
}

function valueAt(counts: Uint32Array, rank: number): number {
  let seen = 0;
  let value = 0;
  while (value < counts.length - 1 && seen + counts[value]! <= rank) seen += counts[value++]!;
  return value;
}
