import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { confusionAt } from '../evaluation/confusion.ts';
import { judgedAt, judgedBlasts, unitErrors } from '../evaluation/patients/unit-errors.ts';
import {
  fewestUnits,
  type GrantedPromise,
  PROMISE_CONFIDENCE,
  type PromiseAnswer,
  type PromiseKind,
  promiseFewFalseAlarms,
  promiseFewMissed,
} from '../evaluation/promises/promise.ts';
import { type ThresholdGoal, thresholdForGoal } from '../evaluation/promises/targets.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { reachedBy } from '../evaluation/threshold.ts';
import type { Calibration, ModelErrors } from './calibration-card.ts';
import type { ModelCard } from './model-card.ts';

/** What the threshold of a model is to be chosen by. */
export type CalibrationGoal = PromiseGoal | ThresholdGoal;

/** The largest shares of a patient's cells that may be called wrongly, of the atypical and of the typical ones. */
export interface PromiseGoal {
  readonly kind: PromiseKind;
  readonly missed: number;
  /** With it, cells in between are referred to a person; `null` without. */
  readonly falseAlarms: number | null;
}

export interface CalibrationRequest {
  /** That the model was not trained on. */
  readonly scored: readonly ScoredCell[];
  readonly goal: CalibrationGoal;
  readonly dataset: Calibration['dataset'];
  readonly choseModel: boolean;
  /** Of the cells, see `LookTally`. */
  readonly looks: Calibration['looks'];
}

/**
 * The card with a threshold chosen by the cells, what it promises, and how often the model errs at it.
 *
 * @throws LeukoscopeError `promise.too-few` where the promise cannot be given; `promise.one-group`.
 */
export function calibratedCard(card: ModelCard, request: CalibrationRequest): ModelCard {
  const { scored, dataset, choseModel, looks } = request;
  const { goal, band } = chosen(request);
  const atypical = scored.filter(({ group }) => group === 'atypical').length;
  const unit = scored.some(({ patient }) => patient !== null) ? 'patients' : 'cells';
  const cells = { typical: scored.length - atypical, atypical };
  return {
    ...card,
    threshold: { threshold: band.low, rule: 'calibrated', reached: reachedBy(confusionAt(scored, band.low)) },
    errors: modelErrors(scored, { threshold: band.low, on: 'calibration', card }),
    calibration: { dataset, choseModel, unit, cells, goal, looks, band },
  };
}

interface ErrorsOf {
  readonly threshold: number;
  readonly on: ModelErrors['on'];
  readonly card: Pick<ModelCard, 'types' | 'scheme'>;
}

/** How often a model errs at a threshold on cells that it was not trained on. */
export function modelErrors(
  scored: readonly ScoredCell[],
  { threshold, on, card: { types, scheme } }: ErrorsOf,
): ModelErrors {
  const byPatient = scored.some(({ patient }) => patient !== null);
  const blasts = types === null ? null : unitErrors(scored, judgedBlasts(scheme));
  return { on, byPatient, atypical: unitErrors(scored, judgedAt(threshold)), blasts };
}

function chosen({ scored, goal }: CalibrationRequest): Pick<Calibration, 'goal' | 'band'> {
  if ('falseAlarms' in goal) return promised(scored, goal);
  const low = thresholdForGoal(scored, goal);
  if (low === null) throw new LeukoscopeError('promise.one-group', { cells: scored.length });
  return { goal, band: { low, high: low } };
}

function promised(
  scored: readonly ScoredCell[],
  { kind, missed: limit, falseAlarms: alarmLimit }: PromiseGoal,
): Pick<Calibration, 'goal' | 'band'> {
  const missed = granted(promiseFewMissed(scored, { kind, limit }), { kind, limit, group: 'atypical' });
  const alarms =
    alarmLimit === null
      ? null
      : granted(promiseFewFalseAlarms(scored, { kind, limit: alarmLimit }), {
          ...{ kind, limit: alarmLimit, group: 'typical' },
        });
  const low = missed.threshold;
  return {
    goal: {
      kind,
      missed: observed(missed, limit),
      falseAlarms: alarms && alarmLimit !== null ? observed(alarms, alarmLimit) : null,
      confidence: kind === 'confident' ? PROMISE_CONFIDENCE : null,
    },
    band: { low, high: Math.max(low, alarms?.threshold ?? low) },
  };
}

function observed({ n, observed: share }: GrantedPromise, limit: number) {
  return { limit, n, observed: share };
}

function granted(
  answer: PromiseAnswer,
  asked: { readonly kind: PromiseKind; readonly limit: number; readonly group: 'typical' | 'atypical' },
): GrantedPromise {
  if (answer.granted) return answer;
  const { unit, n, fewest } = answer;
  const onAverage = fewestUnits({ kind: 'average', limit: asked.limit });
  const average = asked.kind === 'confident' && n >= onAverage ? onAverage : null;
  throw new LeukoscopeError('promise.too-few', { ...asked, unit, n, fewest, average });
}
