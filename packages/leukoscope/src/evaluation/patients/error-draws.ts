import { randomStream } from '@leukoscope/engine';
import { betaDraw } from './beta-draws.ts';
import type { UnitErrors } from './unit-errors.ts';

/** Some wrong ones of a patient's cells. */
export interface UnitCount {
  readonly wrong: number;
  /** At least 1. */
  readonly cells: number;
}

/** How a share of wrong calls varies from patient to patient. */
export interface ErrorSpread {
  /** Over all cells. */
  readonly mean: number;
  /** Correlation of two cells of one patient, in [0, 1): 0 where all patients are alike. */
  readonly correlation: number;
}

/**
 * Mean and intraclass correlation by the analysis of variance (Donner, International Statistical Review 54, 1986).
 * Checked against R's `aov`.
 *
 * @throws RangeError without units.
 */
export function errorSpread(units: readonly UnitCount[]): ErrorSpread {
  if (units.length === 0) throw new RangeError('errorSpread() needs at least one unit');
  const k = units.length;
  const sum = (of: (unit: UnitCount) => number) => units.reduce((total, unit) => total + of(unit), 0);
  const n = sum(({ cells }) => cells);
  const mean = sum(({ wrong }) => wrong) / n;
  if (k < 2 || n === k) return { mean, correlation: 0 };
  const between = sum(({ wrong, cells }) => cells * (wrong / cells - mean) ** 2) / (k - 1);
  const within = sum(({ wrong, cells }) => wrong * (1 - wrong / cells)) / (n - k);
  const size = (n - sum(({ cells }) => cells * cells) / n) / (k - 1);
  const correlation = (between - within) / (between + (size - 1) * within);
  return { mean, correlation: Math.min(MOST_CORRELATION, Math.max(0, Number.isFinite(correlation) ? correlation : 0)) };
}

const MOST_CORRELATION = 0.99;
/** Below it a beta distribution is as good as its mean. */
const LEAST_CORRELATION = 1e-6;

/** What the sensitivity and specificity of a new patient may be: draws, the same number of each. */
export interface ErrorDraws {
  readonly sensitivity: Float64Array;
  readonly specificity: Float64Array;
  /** Over all cells of the units. */
  readonly mean: { readonly sensitivity: number; readonly specificity: number };
}

/** So many draws that an end of a 95% interval moves by less than a hundredth of its width. */
const ERROR_DRAWS = 2_000;

/**
 * Sensitivities and specificities that a new patient may have: the units drawn anew with replacement give a mean and a
 * correlation, these a beta distribution, and this the patient's own. So both are in it, how little the units say and how
 * patients differ. `null` where there are no positive or no negative cells.
 */
export function drawErrors(errors: readonly UnitErrors[], seed = 1): ErrorDraws | null {
  const missed = errors.filter(({ positives }) => positives > 0);
  const alarms = errors.filter(({ negatives }) => negatives > 0);
  if (missed.length === 0 || alarms.length === 0) return null;
  const ofMissed = missed.map(({ missed: wrong, positives: cells }) => ({ wrong, cells }));
  const ofAlarms = alarms.map(({ falseAlarms: wrong, negatives: cells }) => ({ wrong, cells }));
  const right = (units: readonly UnitCount[], name: string) =>
    drawShares(units, randomStream(seed, 'patient-errors', name)).map((wrong) => 1 - wrong);
  return {
    sensitivity: right(ofMissed, 'missed'),
    specificity: right(ofAlarms, 'false-alarms'),
    mean: { sensitivity: 1 - errorSpread(ofMissed).mean, specificity: 1 - errorSpread(ofAlarms).mean },
  };
}

function drawShares(units: readonly UnitCount[], random: () => number): Float64Array {
  return Float64Array.from({ length: ERROR_DRAWS }, () => {
    const drawn = units.map(() => units[Math.floor(random() * units.length)]!);
    const wrong = drawn.reduce((sum, unit) => sum + unit.wrong, 0);
    const cells = drawn.reduce((sum, unit) => sum + unit.cells, 0);
    // Jeffreys' prior: that no call of a few patients was wrong does not mean that none ever is.
    const mean = betaDraw(wrong + 0.5, cells - wrong + 0.5, random);
    const { correlation } = errorSpread(drawn);
    if (correlation < LEAST_CORRELATION) return mean;
    const strength = (1 - correlation) / correlation;
    return betaDraw(Math.max(TINY, mean * strength), Math.max(TINY, (1 - mean) * strength), random);
  });
}

/** A mean so near to 0 or 1 that its shape would be 0. */
const TINY = 1e-9;
