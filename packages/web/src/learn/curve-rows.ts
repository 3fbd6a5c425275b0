import type { LearningCurvesRow } from 'leukoscope/browser';
import type { Training } from '../api/types.ts';

/** The epochs as the learning curves draw them: the best is the one with the lowest validation loss so far. */
export function curveRows(metrics: Training['metrics']): LearningCurvesRow[] {
  let lowest = Number.POSITIVE_INFINITY;
  return metrics.flatMap(({ epoch, trainLoss, validationLoss, rocAuc }) => {
    if (trainLoss === null) return [];
    const best = validationLoss !== null && validationLoss < lowest;
    if (best) lowest = validationLoss;
    const validation = validationLoss === null ? null : { loss: validationLoss, rocAuc };
    return [{ epoch, train: { loss: trainLoss }, validation, best }];
  });
}
