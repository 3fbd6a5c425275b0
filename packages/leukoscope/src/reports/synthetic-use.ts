import type { Cell } from '../cells/cell.ts';
import type { ModelCard } from '../models/model-card.ts';
import { isSyntheticArgument } from '../synthetic/dataset-argument.ts';

/** What of a report is generated and not real. */
export interface SyntheticUse {
  readonly data: boolean;
  /** Whether the model learnt from generated cells. */
  readonly model: boolean;
}

/** Whether any of the cells was drawn by a program: their manifest says so, wherever the folder was copied to. */
export function drawnCells(cells: readonly Pick<Cell, 'extra'>[]): boolean {
  return cells.some(({ extra }) => extra.synthetic === '1');
}

/** Whether a model learnt from generated cells. */
export function drawnTraining({ training }: Pick<ModelCard, 'training'>): boolean {
  return isSyntheticArgument(training.dataset.name);
}
