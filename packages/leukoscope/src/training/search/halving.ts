import type { SearchPlan } from '../../models/search-origin.ts';
import { keptOf } from './search-plan.ts';
import type { RungFigures, Trial } from './search-record.ts';

type Results = readonly Pick<Trial, 'results'>[];

/**
 * Which trials (counted from 1) train to a rung (counted from 0): all to the first, then the better ones of those that
 * stood before. Those that diverged never go on.
 *
 * Successive halving, Jamieson and Talwalkar 2016 (arXiv:1502.07943).
 */
export function standingAt(plan: SearchPlan, trials: Results, rung: number): readonly number[] {
  if (rung === 0) return trials.map((_, index) => index + 1);
  const before = standingAt(plan, trials, rung - 1);
  return ranked(trials, before, rung - 1).slice(0, keptOf(before.length, plan.keep));
}

/** The trials that did not diverge, the best first: by ROC AUC, then loss, then number. */
export function ranked(trials: Results, among: readonly number[], rung: number): readonly number[] {
  const figuresOf = (trial: number) => trials[trial - 1]?.results[rung];
  return among
    .flatMap((trial) => {
      const figures = figuresOf(trial);
      return figures === undefined || figures === 'diverged' ? [] : [{ trial, figures }];
    })
    .sort((a, b) => compare(a.figures, b.figures) || a.trial - b.trial)
    .map(({ trial }) => trial);
}

function compare(a: RungFigures, b: RungFigures): number {
  return (b.rocAuc ?? -1) - (a.rocAuc ?? -1) || a.loss - b.loss;
}
