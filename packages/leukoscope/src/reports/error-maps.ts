import type { Group } from '../cells/scheme.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { Explainer } from '../explain/explainer.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import type { Progress } from '../progress/progress.ts';
import { exampleCells } from './example-cells.ts';
import { type PicturedExplanation, pictured } from './explanation-pictures.ts';

/** Errors of each kind that a report explains: those the model was surest of. */
const MOST_OF_KIND = 6;

interface MapSource {
  readonly explainer: Explainer;
  readonly store: ImageStore;
  /** Path of a scored cell's image, by the cell's id. */
  readonly pathOf: ReadonlyMap<string, string>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * What the surest wrong calls rest on: missed cells first. With a gradient by saliency and Grad-CAM, else by occlusion, which
 * takes far longer.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function errorMaps(
  scored: readonly ScoredCell[],
  threshold: number,
  { explainer, store, pathOf, progress, signal }: MapSource,
): Promise<readonly PicturedExplanation[]> {
  const { sizePx } = explainer.predictor.card.preprocessing;
  const quick = explainer.methods.filter((method) => method !== 'occlusion');
  const methods = quick.length > 0 ? quick : explainer.methods;
  const errors = exampleCells(scored, threshold).flatMap(({ outcome, shown }) => {
    const toward: Group | null = outcome === 'missed' ? 'typical' : outcome === 'falseAlarm' ? 'atypical' : null;
    return toward === null ? [] : shown.slice(0, MOST_OF_KIND).map(({ id }) => ({ path: pathOf.get(id)!, toward }));
  });
  const explained: PicturedExplanation[] = [];
  const paths = errors.map(({ path }) => path);
  const report = (done: number) => progress.report({ stage: 'explain', unit: 'cells', done, total: paths.length });
  if (paths.length > 0) report(0);
  for await (const { first, pixels, accepted, imageHashes } of store.stream(paths, { batch: 1, signal })) {
    if (accepted.length > 0) {
      const { path, toward } = errors[first]!;
      const explanation = await explainer.explain(pixels, { methods, toward, signal });
      const image = { path, patient: null, imageHash: imageHashes[0]!, pixels, explanation };
      explained.push(await pictured(image, sizePx, null));
    }
    report(first + 1);
  }
  return explained;
}
