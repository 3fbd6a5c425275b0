import type { Evaluation } from '../../evaluation/evaluate.ts';

/** A figure with the interval a reader should quote. */
export interface QuotedFigure {
  /** `null` where the figure, or its interval, is undefined. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Figures of an evaluation that are quoted with an interval. */
export type QuotedName =
  | 'sensitivity'
  | 'specificity'
  | 'accuracy'
  | 'ppv'
  | 'npv'
  | 'balancedAccuracy'
  | 'f1'
  | 'mcc'
  | 'fnShare'
  | 'fpShare'
  | 'rocAuc'
  | 'sensitivityAtSpecificity90';

export type QuotedEvaluation = Pick<Evaluation, 'rates' | 'rocAuc' | 'sensitivityAtSpecificity90' | 'bootstrap'>;

/**
 * The figure with its interval over patients where cells have patients, otherwise over cells: cells of one patient
 * resemble each other, and an interval that ignores it is too narrow.
 */
export function quoted(evaluation: QuotedEvaluation, name: QuotedName): QuotedFigure {
  const { rates, rocAuc, sensitivityAtSpecificity90, bootstrap } = evaluation;
  if (bootstrap !== null) return bootstrap.estimates[name];
  return { ...rates, rocAuc, sensitivityAtSpecificity90 }[name];
}

/** How many patients the quoted intervals rest on, if so few that they are still too narrow; otherwise `null`. */
export function fewPatients({ bootstrap }: Pick<Evaluation, 'bootstrap'>): number | null {
  if (bootstrap === null) return null;
  const warned = Object.values(bootstrap.estimates).some(({ warnings }) => warnings.includes('few-patients'));
  return warned ? bootstrap.patients : null;
}
