import type { Group } from '../../cells/scheme.ts';
import { assertProbabilities, type ScoredCell } from '../scored-cell.ts';

/** What a promise is calibrated over: patients where the cells have them, else single cells. */
export type PromiseUnit = 'patients' | 'cells';

/**
 * One group's cells by unit. With `n` units, a threshold's error share is the mean over units of the share of the unit's
 * cells on its wrong side: every patient counts the same, however many cells it gave.
 */
export interface UnitScores {
  readonly unit: PromiseUnit;
  /** Units with cells of the group. */
  readonly n: number;
  readonly cells: number;
  /** Cells of no known patient among others that have one; they say nothing of patients and take no part. */
  readonly leftOut: number;
  /** Rising. */
  readonly probability: Float64Array;
  /** What the cell at this place adds to the mean error share when it is on the wrong side: 1 / (n · cells of its unit). */
  readonly weight: Float64Array;
}

/**
 * The cells of a group, sorted once.
 *
 * @throws RangeError for a probability outside [0, 1].
 */
export function unitScores(scored: readonly ScoredCell[], group: Group): UnitScores {
  assertProbabilities(scored);
  const own = scored.filter((cell) => cell.group === group);
  const unit: PromiseUnit = scored.some(({ patient }) => patient !== null) ? 'patients' : 'cells';
  const kept = unit === 'cells' ? own : own.filter(({ patient }) => patient !== null);
  const units = Map.groupBy(kept, ({ id, patient }) => patient ?? id);
  const sorted = kept.toSorted((a, b) => a.probability - b.probability);
  return {
    unit,
    n: units.size,
    cells: kept.length,
    leftOut: own.length - kept.length,
    probability: Float64Array.from(sorted, ({ probability }) => probability),
    weight: Float64Array.from(sorted, ({ id, patient }) => 1 / (units.size * units.get(patient ?? id)!.length)),
  };
}

/** Mean over units of the share of cells below a threshold: of atypical cells, the share missed. */
export function shareBelow({ probability, weight }: UnitScores, threshold: number): number {
  let sum = 0;
  for (let at = 0; at < probability.length && probability[at]! < threshold; at++) sum += weight[at]!;
  return sum;
}

/** Mean over units of the share of cells at or above a threshold: of typical cells, the share called atypical. */
export function shareFrom({ probability, weight }: UnitScores, threshold: number): number {
  let sum = 0;
  for (let at = probability.length - 1; at >= 0 && probability[at]! >= threshold; at--) sum += weight[at]!;
  return sum;
}

/** Sums of a few hundred shares differ from what they stand for by less. */
const ROUNDING = 1e-12;

/** The highest threshold, as a float32 in [0, 1], below which at most `share` of the cells lie. */
export function highestWithShareBelow({ probability, weight }: UnitScores, share: number): number {
  let sum = 0;
  for (let at = 0; at < probability.length; at++) {
    sum += weight[at]!;
    if (sum > share + ROUNDING) return float32NotAbove(probability[at]!);
  }
  return 1;
}

/**
 * The lowest threshold, as a float32, from which on at most `share` of the cells lie. It is above 1, so that no cell is at
 * or above it, where cells of probability 1 are already too many.
 */
export function lowestWithShareFrom({ probability, weight }: UnitScores, share: number): number {
  let sum = 0;
  for (let at = probability.length - 1; at >= 0; at--) {
    sum += weight[at]!;
    if (sum > share + ROUNDING) return float32Above(probability[at]!);
  }
  return 0;
}

/** The nearest float32 that is not above a value in [0, 1]. */
export function float32NotAbove(value: number): number {
  const nearest = Math.fround(value);
  return nearest > value ? neighbour(nearest, -1) : nearest;
}

/** The lowest normal float32. Below it a processor that ran a network may take every number for 0. */
const LOWEST_NORMAL = 2 ** -126;

/** The lowest normal float32 that is above a value in [0, 1]. */
function float32Above(value: number): number {
  if (value < LOWEST_NORMAL) return LOWEST_NORMAL;
  const nearest = Math.fround(value);
  return nearest > value ? nearest : neighbour(nearest, 1);
}

/** For floats that are not negative, the next number is the next bit pattern. */
function neighbour(value: number, step: 1 | -1): number {
  const bits = new Float32Array([value]);
  new Uint32Array(bits.buffer)[0]! += step;
  return bits[0]!;
}
