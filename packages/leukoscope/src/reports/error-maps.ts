import type { Group } from '../cells/scheme.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { Explainer } from '../explain/explainer.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import { exampleCells } from './example-cells.ts';
import { type PicturedExplanation, pictured } from './explanation-pictures.ts';

/** Errors of each kind that a report explains: those the model was surest of. */
const MOST_OF_KIND = 6;

interface MapSource {
  readonly explainer: Explainer;
  readonly store: ImageStore;
  /** Path of a scored cell's image, by the cell's id. */
  readonly pathOf: ReadonlyMap<string, string>;
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
  { explainer, store, pathOf, signal }: MapSource,
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
  for await (const { pixels, accepted, imageHashes } of store.stream(paths, { batch: 1, signal })) {
    const [index] = accepted;
    if (index === undefined) continue;
    const { path, toward } = errors[index]!;
    const explanation = await explainer.explain(pixels, { methods, toward, signal });
    explained.push(
      await pictured({ path, patient: null, imageHash: imageHashes[0]!, pixels, explanation }, sizePx, null),
    );
  }
  return explained;
}
