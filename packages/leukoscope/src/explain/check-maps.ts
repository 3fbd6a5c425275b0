import type { Runtime } from '@leukoscope/engine';
import { rankCorrelation } from '../evaluation/rank-correlation.ts';
import { DEFAULT_LEVEL, type Estimate } from '../evaluation/rate.ts';
import { studentDeviate } from '../evaluation/student-distribution.ts';
import { type Explainer, openExplainer } from './explainer.ts';
import type { Method } from './maps/relevance-map.ts';
import { randomisedModel } from './randomised-model.ts';

/** Whether the maps of a method depend on what the model has learnt. */
export interface MapCheck {
  readonly method: Method;
  /**
   * Mean over pictures of Spearman's correlation between the pixels of the model's map and of the same network's with drawn
   * parameters; `n` pictures, those left out for which one of the maps is the same everywhere. Of saliency it is between
   * the gradients with their signs.
   */
  readonly correlation: Estimate;
  /**
   * The same of the maps as they are shown. Without signs saliency has much in common with any network of its form, of
   * whatever picture: along the edge, where few windows look, gradients are small.
   */
  readonly asShown: Estimate;
  /** Whether the maps are others: the upper bound is below `MOST_ALIKE`. `null` where too few pictures tell. */
  readonly differs: boolean | null;
}

/** Above this correlation a map hardly depends on what was learnt. */
export const MOST_ALIKE = 0.5;

interface CheckWorld extends CompareOptions {
  readonly runtime: Runtime;
  readonly seed: number;
}

interface CompareOptions {
  readonly methods: readonly Method[];
  readonly signal?: AbortSignal;
  /** Told after each picture. */
  readonly onPicture?: (done: number) => void;
}

/**
 * The sanity check of Adebayo et al. 2018 (arXiv 1810.03292): the maps of a network whose parameters are all drawn anew must
 * be others, or they show the picture and not what the model makes of it.
 *
 * @param pictures prepared pictures, uint8 `[sizePx, sizePx, 3]` each.
 * @throws RangeError for a model that `randomisedModel` cannot draw anew; the signal's reason if it is aborted.
 */
export async function checkMaps(
  explainer: Explainer,
  pictures: readonly Uint8Array[],
  { runtime, seed, ...options }: CheckWorld,
): Promise<readonly MapCheck[]> {
  const bytes = await randomisedModel(explainer.predictor.card, seed);
  const drawn = await openExplainer(bytes, { path: 'drawn', runtime });
  try {
    return await compareMaps([explainer, drawn], pictures, options);
  } finally {
    await drawn.close();
  }
}

/** How alike the maps of two models are that look at the same pictures, as `checkMaps` says it. */
export async function compareMaps(
  [explainer, drawn]: readonly [Explainer, Explainer],
  pictures: readonly Uint8Array[],
  { methods, signal, onPicture }: CompareOptions,
): Promise<readonly MapCheck[]> {
  const found = methods.map(() => ({ ofMaps: [] as number[], asShown: [] as number[] }));
  for (const [done, pixels] of pictures.entries()) {
    const request = { methods, ...(signal && { signal }) };
    const learnt = await explainer.explain(pixels, request);
    const random = await drawn.explain(pixels, { ...request, toward: learnt.toward });
    learnt.maps.forEach((map, at) => {
      const other = random.maps[at]!;
      const shown = rankCorrelation(map.values, other.values);
      const own = map.gradient === undefined ? shown : rankCorrelation(map.gradient, other.gradient!);
      if (shown !== null) found[at]!.asShown.push(shown);
      if (own !== null) found[at]!.ofMaps.push(own);
    });
    onPicture?.(done + 1);
  }
  return methods.map((method, at) => {
    const { ofMaps, asShown } = found[at]!;
    const correlation = meanOf(ofMaps);
    const differs = correlation.high === null ? null : correlation.high < MOST_ALIKE;
    return { method, correlation, asShown: meanOf(asShown), differs };
  });
}

/** With Student's interval, for which it takes two values at least. */
function meanOf(values: readonly number[]): Estimate {
  const n = values.length;
  const about = { level: DEFAULT_LEVEL, method: 'student-mean', n } as const;
  if (n === 0) return { value: null, low: null, high: null, ...about };
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  if (n === 1) return { value, low: null, high: null, ...about };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const half = studentDeviate(DEFAULT_LEVEL, n - 1) * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half, ...about };
}
