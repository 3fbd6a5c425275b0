import type { ScoredCell } from '../scored-cell.ts';
import { hoeffdingBentkus } from './hoeffding-bentkus.ts';
import {
  highestWithShareBelow,
  lowestWithShareFrom,
  type PromiseUnit,
  shareBelow,
  shareFrom,
  type UnitScores,
  unitScores,
} from './unit-losses.ts';

/**
 * Two promises of an error share, not to be confused. `average`: over many calibrations and many new patients the mean
 * share is at most the limit; one calibration may be worse. `confident`: with this confidence, the calibration at hand is
 * one whose mean share over new patients is at most the limit. Neither speaks of a single patient, and both of patients
 * that come from where those of the calibration came from.
 */
export const PROMISE_KINDS = ['average', 'confident'] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/** Of `confident`. */
export const PROMISE_CONFIDENCE = 0.95;

export interface PromiseRequest {
  readonly kind: PromiseKind;
  /** The most that may go wrong, in (0, 1): of each unit's cells of a group the share on the wrong side, in the mean. */
  readonly limit: number;
}

interface Counted {
  readonly unit: PromiseUnit;
  /** Units that the promise rests on: those with cells of the group. */
  readonly n: number;
  /** Fewest units with which it can be given at all. */
  readonly fewest: number;
}

export interface GrantedPromise extends Counted {
  readonly granted: true;
  /** A float32. */
  readonly threshold: number;
  /** The mean share on the calibration units themselves. */
  readonly observed: number;
}

export interface RefusedPromise extends Counted {
  readonly granted: false;
}

export type PromiseAnswer = GrantedPromise | RefusedPromise;

/**
 * The highest threshold with a promise that of each patient's atypical cells at most a share `limit` lies below it.
 *
 * `average`: conformal risk control (Angelopoulos et al., ICLR 2024), (Σ shares + 1) / (n + 1) <= limit. `confident`: Learn
 * then Test with `hoeffdingBentkus`, in a fixed sequence from the safest threshold, 0, upwards until the first that cannot be
 * shown safe. Both over the float32 thresholds.
 *
 * @throws RangeError for a probability outside [0, 1] or a limit outside (0, 1).
 */
export function promiseFewMissed(scored: readonly ScoredCell[], request: PromiseRequest): PromiseAnswer {
  const scores = unitScores(scored, 'atypical');
  return answer(scores, request, (share) => {
    const threshold = highestWithShareBelow(scores, share);
    return { threshold, observed: shareBelow(scores, threshold) };
  });
}

/**
 * The lowest threshold with a promise that of each patient's typical cells at most a share `limit` lies at or above it; as
 * `promiseFewMissed`, from the safest threshold, above 1, downwards.
 *
 * @throws RangeError as `promiseFewMissed`.
 */
export function promiseFewFalseAlarms(scored: readonly ScoredCell[], request: PromiseRequest): PromiseAnswer {
  const scores = unitScores(scored, 'typical');
  return answer(scores, request, (share) => {
    const threshold = lowestWithShareFrom(scores, share);
    return { threshold, observed: shareFrom(scores, threshold) };
  });
}

function answer(
  { unit, n }: UnitScores,
  request: PromiseRequest,
  at: (share: number) => { readonly threshold: number; readonly observed: number },
): PromiseAnswer {
  const fewest = fewestUnits(request);
  if (n < fewest) return { granted: false, unit, n, fewest };
  return { granted: true, unit, n, fewest, ...at(mostObserved(n, request)) };
}

/** Fewest units for a promise: with fewer even a threshold that misses nothing cannot be shown to hold. */
export function fewestUnits({ kind, limit }: PromiseRequest): number {
  if (!(limit > 0 && limit < 1)) throw new RangeError(`a promise's limit=${limit} must lie in (0, 1)`);
  const rough = kind === 'average' ? 1 / limit - 1 : Math.log(1 - PROMISE_CONFIDENCE) / Math.log(1 - limit);
  let n = Math.max(1, Math.floor(rough) - 1);
  while (!isShown(0, n, { kind, limit })) n += 1;
  return n;
}

/** Whether a mean share observed over `n` units shows the promise. */
function isShown(observed: number, n: number, { kind, limit }: PromiseRequest): boolean {
  if (kind === 'average') return observed * n + 1 <= limit * (n + 1) + 1e-12;
  return hoeffdingBentkus(observed, { n, limit }) <= 1 - PROMISE_CONFIDENCE + 1e-12;
}

/** The highest mean share that, observed over `n` units, still shows the promise. */
function mostObserved(n: number, request: PromiseRequest): number {
  if (request.kind === 'average') return (request.limit * (n + 1) - 1) / n;
  let [shown, not] = [0, request.limit];
  while (not - shown > 1e-13) {
    const middle = (shown + not) / 2;
    if (isShown(middle, n, request)) shown = middle;
    else not = middle;
  }
  return shown;
}
