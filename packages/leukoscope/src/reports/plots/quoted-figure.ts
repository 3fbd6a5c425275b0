import type { Evaluation } from '../../evaluation/evaluate.ts';
import type { EvaluationBootstrap } from '../../evaluation/evaluation-bootstrap.ts';

/** A figure with the interval a reader should quote. */
export interface QuotedFigure {
  /** `null` where the figure, or its interval, is undefined. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Figures of an evaluation that are quoted with an interval. */
export type QuotedName = Exclude<keyof EvaluationBootstrap['estimates'], 'errorRate'>;

export type QuotedEvaluation = Pick<
  Evaluation,
  'rates' | 'rocAuc' | 'sensitivityAtSpecificity90' | 'averagePrecision' | 'bootstrap'
>;

/**
 * The figure with its interval over patients where cells have patients, since cells of one patient resemble each other;
 * drawn out at each end to the interval over cells where that one reaches further. For a bootstrap knows nothing beyond
 * its sample: of a few patients without one error it makes an interval without width.
 */
export function quoted(evaluation: QuotedEvaluation, name: QuotedName): QuotedFigure {
  const { rates, rocAuc, sensitivityAtSpecificity90, averagePrecision, bootstrap } = evaluation;
  const overCells = { ...rates, rocAuc, sensitivityAtSpecificity90, averagePrecision }[name];
  if (bootstrap === null) return overCells;
  return outerInterval(bootstrap.estimates[name], overCells);
}

/** The figure over patients, its interval drawn out at each end to the one over cells where that reaches further. */
export function outerInterval({ value, low, high }: QuotedFigure, overCells: QuotedFigure): QuotedFigure {
  return { value, low: outer(Math.min, low, overCells.low), high: outer(Math.max, high, overCells.high) };
}

function outer(choose: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return choose(a, b);
}

/** How many patients the quoted intervals rest on, if so few that they are still too narrow; otherwise `null`. */
export function fewPatients({ bootstrap }: Pick<Evaluation, 'bootstrap'>): number | null {
  if (bootstrap === null) return null;
  const warned = Object.values(bootstrap.estimates).some(({ warnings }) => warnings.includes('few-patients'));
  return warned ? bootstrap.patients : null;
}
