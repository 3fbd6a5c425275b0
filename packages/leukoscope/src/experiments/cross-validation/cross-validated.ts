import { randomStream } from '@leukoscope/engine';
import { type Comparison, compareModels } from '../../evaluation/comparison/compare-models.ts';
import { DEFAULT_DRAWS, type Evaluation, evaluate } from '../../evaluation/evaluate.ts';
import { rocAuc } from '../../evaluation/roc.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import type { StoredTest } from '../stored-test.ts';
import type { FoldRun } from './fold-runs.ts';

/** A candidate on all folds, at one number of training cells. */
export interface CrossValidated {
  readonly candidate: number;
  readonly size: number | null;
  /** Training cells of a fold, on average. */
  readonly trainingCells: number;
  /** Each fold of each repeat by itself. */
  readonly byFold: readonly { readonly repeat: number; readonly fold: number; readonly rocAuc: number | null }[];
  /**
   * Of all cells, each scored by the network of the fold that it was not trained in; each fold's network calls a cell by
   * its own threshold, which stands at 0.5 here.
   */
  readonly decided: Evaluation;
  /** The same by the probabilities as they are: what curves are drawn from. */
  readonly scored: Evaluation;
  /** Seconds of training and test in all folds; `null` where one was interrupted. */
  readonly seconds: number | null;
}

/** What a candidate's runs say, as far as they are done. */
export interface DoneRun {
  readonly run: FoldRun;
  readonly test: StoredTest;
}

/** Probabilities with their fold's threshold at 0.5: of a fold's cells, the same are called atypical, in the same order. */
function relativeTo(threshold: number, { probability, ...cell }: StoredTest['scored'][number]): ScoredCell {
  return {
    ...cell,
    probability: probability < threshold ? 0.5 * (probability / threshold) : upper(probability, threshold),
  };
}

function upper(probability: number, threshold: number): number {
  return threshold === 1 ? 1 : 0.5 + (0.5 * (probability - threshold)) / (1 - threshold);
}

/** Cells in an order that does not depend on the folds; of several repeats, one repeat after the other. */
function pooled(runs: readonly DoneRun[], scoreOf: (test: StoredTest, at: number) => ScoredCell): ScoredCell[] {
  const repeats = Map.groupBy(runs, ({ run }) => run.repeat);
  return [...repeats].flatMap(([repeat, ofRepeat]) =>
    ofRepeat
      .flatMap(({ test }) => test.scored.map((_, at) => scoreOf(test, at)))
      .map((cell) => ({ ...cell, id: repeats.size === 1 ? cell.id : `${cell.id}#${repeat}` }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
}

const asGiven = (runs: readonly DoneRun[]) => pooled(runs, ({ scored }, at) => scored[at]!);
const byDecision = (runs: readonly DoneRun[]) =>
  pooled(runs, ({ scored, threshold }, at) => relativeTo(threshold, scored[at]!));

/** @param runs of one candidate at one size; of whole folds. */
export function crossValidated(runs: readonly DoneRun[], seed: number): CrossValidated {
  const [{ run: first }] = runs as [DoneRun, ...DoneRun[]];
  const seconds = runs.map(({ test }) => test.seconds);
  const learnt = runs.map(({ test: { cells } }) => cells.train.typical + cells.train.atypical);
  return {
    candidate: first.candidate,
    size: first.size,
    trainingCells: sum(learnt) / runs.length,
    byFold: runs.map(({ run: { repeat, fold }, test }) => ({ repeat, fold, rocAuc: rocAuc(test.scored).value })),
    decided: evaluate(byDecision(runs), { threshold: 0.5, rejected: [], seed }),
    scored: evaluate(asGiven(runs), { threshold: 0.5, rejected: [], seed }),
    seconds: seconds.includes(null) ? null : sum(seconds as number[]),
  };
}

/**
 * The first candidate and another on the same cells; both as far as they are done on the same folds.
 *
 * @returns `null` where they share no fold.
 */
export function comparedOnFolds(first: readonly DoneRun[], other: readonly DoneRun[], seed: number): Comparison | null {
  const keyOf = ({ run: { repeat, fold } }: DoneRun) => `${repeat}/${fold}`;
  const shared = new Set(other.map(keyOf).filter((key) => first.some((run) => keyOf(run) === key)));
  if (shared.size === 0) return null;
  const [one, two] = [first, other].map((runs) => runs.filter((run) => shared.has(keyOf(run))));
  const compare = (scoresOf: (runs: readonly DoneRun[]) => ScoredCell[]) =>
    compareModels(
      { scored: scoresOf(one!), threshold: 0.5 },
      { scored: scoresOf(two!), threshold: 0.5 },
      { draws: DEFAULT_DRAWS, random: randomStream(seed, 'fold-comparison') },
    );
  return { ...compare(byDecision), rocAuc: compare(asGiven).rocAuc };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
