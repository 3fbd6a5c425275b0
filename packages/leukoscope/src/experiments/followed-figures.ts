import { type Evaluation, evaluate } from '../evaluation/evaluate.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { type QuotedFigure, quoted } from '../reports/plots/quoted-figure.ts';

/** The figures by which one model is followed through several conditions. */
export const FOLLOWED = ['rocAuc', 'sensitivity', 'specificity'] as const;
export type FollowedName = (typeof FOLLOWED)[number];

export interface FollowedFigures {
  readonly figures: Readonly<Record<FollowedName, QuotedFigure>>;
  /** Atypical cells that are missed. */
  readonly missed: number;
  readonly falseAlarms: number;
}

/** Enough for an interval to draw. */
const DRAWS = 500;

export function followedFigures(
  scored: readonly ScoredCell[],
  options: { readonly threshold: number; readonly seed: number },
): FollowedFigures {
  const evaluation: Evaluation = evaluate(scored, { ...options, rejected: [], draws: DRAWS });
  const figure = (name: FollowedName) => quoted(evaluation, name);
  return {
    figures: { rocAuc: figure('rocAuc'), sensitivity: figure('sensitivity'), specificity: figure('specificity') },
    missed: evaluation.confusion.fn,
    falseAlarms: evaluation.confusion.fp,
  };
}
