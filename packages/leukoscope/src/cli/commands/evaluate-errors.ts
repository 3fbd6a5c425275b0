import type { Runtime } from '@leukoscope/engine';
import { openExplainer } from '../../explain/explainer.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import type { Progress } from '../../progress/progress.ts';
import { errorMaps } from '../../reports/error-maps.ts';
import type { UnpicturedReport } from '../../reports/evaluation-contents.ts';
import type { PicturedExplanation } from '../../reports/explanation-pictures.ts';

/** What it takes to explain calls that were made already. */
export interface ErrorExplaining {
  readonly bytes: Uint8Array;
  /** The model's, as typed. */
  readonly path: string;
  readonly runtime: Runtime;
  readonly cacheFolder: string | null;
  /** As the cells were read. */
  readonly preprocessing: Preprocessing;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * What the surest wrong calls of a test rest on, for its report.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function explainErrors(
  { scored, evaluation }: UnpicturedReport,
  { bytes, path, runtime, cacheFolder, preprocessing, progress, signal }: ErrorExplaining,
  pathOf: ReadonlyMap<string, string>,
): Promise<readonly PicturedExplanation[]> {
  const explainer = await openExplainer(bytes, { path, runtime });
  const store = await openImageStore({ cacheFolder, preprocessing });
  try {
    return await errorMaps(scored, evaluation.threshold, { explainer, store, pathOf, progress, signal });
  } finally {
    await store.close();
    await explainer.close();
  }
}
