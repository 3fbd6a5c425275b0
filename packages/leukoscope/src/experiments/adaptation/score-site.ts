import { openPredictor } from '../../classify/predictor.ts';
import { type ScoredCells, scoreCells } from '../../classify/score-cells.ts';
import type { LookTally } from '../../evaluation/promises/cell-look.ts';
import type { LabelledCell } from './draw-cells.ts';
import type { AdaptWorld, ModelOfCard } from './picture-levers.ts';

/** What a model says of cells of the site. */
export async function scoreSite(
  cells: readonly LabelledCell[],
  { bytes, card }: ModelOfCard,
  { runtime, openStore, progress, signal, onRejected, looks }: AdaptWorld & { readonly looks?: LookTally },
): Promise<ScoredCells> {
  const predictor = await openPredictor(bytes, { path: 'model.onnx', runtime });
  const store = await openStore(card.preprocessing);
  try {
    const how = { predictor, store, progress, signal, allowTrainingCells: false };
    const scores = await scoreCells(cells, { ...how, ...(looks && { looks }) });
    onRejected(scores.rejected);
    return scores;
  } finally {
    await store.close();
    await predictor.close();
  }
}
