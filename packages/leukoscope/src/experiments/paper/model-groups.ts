import type { ExperimentFigures } from './experiment-figures.ts';
import { experimentsIn, RESULTS_TABLES, type ResultsTable } from './paper-experiments.ts';

/** The paper's four groups of models, one for each of its results tables: a kind of network at one size. */
export type ModelGroup = Pick<ResultsTable, 'kind' | 'sizePx'>;
export const MODEL_GROUPS: readonly ModelGroup[] = RESULTS_TABLES.map(({ kind, sizePx }) => ({ kind, sizePx }));

export function isTransfer({ experiment }: ExperimentFigures): boolean {
  return experiment.network !== 'cnn';
}

export function inGroup<Figures extends ExperimentFigures>(all: readonly Figures[], group: ModelGroup): Figures[] {
  const ids = new Set(experimentsIn(group).map(({ id }) => id));
  return all.filter(({ experiment }) => ids.has(experiment.id));
}

/**
 * The best model as the paper chooses it for its figures 4 and 5: by accuracy, then by total error, then the first.
 * Accuracies count in whole percent, as the paper prints them, so that the total error decides between equal ones.
 *
 * @returns `null` if there is none.
 */
export function bestModel<Figures extends ExperimentFigures>(models: readonly Figures[]): Figures | null {
  const [best] = [...models].sort((a, b) => wholePercent(b) - wholePercent(a) || totalError(a) - totalError(b));
  return best ?? null;
}

/** A hair's breadth more than what doubles make of a printed share. */
const ROUNDING = 1e-9;

function wholePercent({ figures: { accuracy } }: ExperimentFigures): number {
  return Math.floor(100 * (accuracy.value ?? 0) + ROUNDING);
}

function totalError({ figures }: ExperimentFigures): number {
  return (figures.typicalCalledAtypical.value ?? 1) + (figures.atypicalMissed.value ?? 1);
}
