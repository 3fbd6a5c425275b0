import { findCase } from './case-rows.ts';
import { standingLabels, typesOfCase } from './labels.ts';
import { predictionColumns } from './predictions.ts';
import { UNIDENTIFIED } from './rows.ts';
import type { Scope } from './scope.ts';

/** How many cells of a case are how far. */
export interface CellCounts {
  readonly all: number;
  /** The model that the case shows has seen them. */
  readonly classified: number;
  /** A person has given them a label that stands. */
  readonly reviewed: number;
  /** Neither a person nor the model has named them, or a person could not. */
  readonly unidentified: number;
}

/** @throws LeukoscopeError store.not-found */
export async function countCells(scope: Scope, caseId: string): Promise<CellCounts> {
  const found = await findCase(scope, caseId);
  const { modelId, cellCount } = found;
  const predicted = modelId === null ? null : await predictionColumns(scope, { caseId, modelId, cellCount });
  const types = await typesOfCase(scope, found);
  return {
    all: cellCount,
    classified: predicted?.called.reduce((sum, call) => sum + (call === 0 ? 0 : 1), 0) ?? 0,
    reviewed: (await standingLabels(scope, caseId)).size,
    unidentified: types.filter((type) => type === UNIDENTIFIED).length,
  };
}
