import type { Group } from '../../cells/scheme.ts';

/**
 * Ways to ask which part of a picture a model's call rests on.
 * - `saliency`: how much the evidence changes by a small change of each pixel (Simonyan et al. 2013, arXiv 1312.6034);
 * - `grad-cam`: where the last feature maps speak for the call (Selvaraju et al. 2017, arXiv 1610.02391);
 * - `occlusion`: how much evidence is lost where the picture is covered (Zeiler and Fergus 2013, arXiv 1311.2901).
 */
export const METHODS = ['saliency', 'grad-cam', 'occlusion'] as const;
export type Method = (typeof METHODS)[number];

/** How much each pixel of a prepared picture has to do with a call. */
export interface RelevanceMap {
  readonly method: Method;
  /**
   * `[sizePx, sizePx]`, row by row, in evidence for the call (natural logarithm of odds): by a grey level with `saliency`,
   * by all that is covered with `occlusion`, up to a factor with `grad-cam`. None negative, but with `occlusion`, where
   * what spoke against the call is covered.
   */
  readonly values: Float32Array;
  /** The gradient that a `saliency` map leaves the signs of out, `[sizePx, sizePx, 3]`. */
  readonly gradient?: Float32Array;
}

/** A model's call of one picture, and what it rests on. */
export interface Explanation {
  /** Of atypical, as `classify` gives it. */
  readonly probability: number;
  /** The natural logarithm of atypical's odds. */
  readonly logOdds: number;
  /** At the model's threshold. */
  readonly called: Group;
  /** See `Predicted`: above 1 the picture looks like no cell the model knows, and `classify` would not call it. */
  readonly strangeness: number | null;
  /** What the networks make of the picture before their heads. */
  readonly features: Float32Array;
  /** What the maps speak for. */
  readonly toward: Group;
  readonly maps: readonly RelevanceMap[];
}

/** A map in a few figures. */
export interface MapFigures {
  readonly largest: number;
  readonly smallest: number;
  /** Middle of the pixel of the largest value, as shares of width and height from the upper left; `null` if all are alike. */
  readonly largestAt: { readonly x: number; readonly y: number } | null;
  /**
   * Share of the relevance (what is positive) in the frame along the edge, an eighth of the side wide, which is 44% of the
   * area: a cell in the middle leaves it to the surroundings. `null` where nothing is positive.
   */
  readonly frameShare: number | null;
}

/** Width of the frame, as a share of the side. */
const FRAME = 1 / 8;

export function mapFigures(values: Float32Array, sizePx: number): MapFigures {
  let [largest, smallest, all, inFrame, at] = [values[0]!, values[0]!, 0, 0, 0];
  const frame = Math.round(sizePx * FRAME);
  const isOutside = (place: number) => place < frame || place >= sizePx - frame;
  values.forEach((value, index) => {
    if (value > largest) [largest, at] = [value, index];
    smallest = Math.min(smallest, value);
    const positive = Math.max(value, 0);
    all += positive;
    if (isOutside(Math.floor(index / sizePx)) || isOutside(index % sizePx)) inFrame += positive;
  });
  const middle = (place: number) => (place + 0.5) / sizePx;
  return {
    largest,
    smallest,
    largestAt: largest === smallest ? null : { x: middle(at % sizePx), y: middle(Math.floor(at / sizePx)) },
    frameShare: all === 0 ? null : inFrame / all,
  };
}
