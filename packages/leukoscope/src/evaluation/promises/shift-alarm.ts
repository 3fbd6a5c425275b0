import { randomStream } from '@leukoscope/engine';
import { LOOK_MEASURES } from './cell-look.ts';

/** A batch that is as the calibration raises the alarm with this probability, at most. */
export const ALARM_LEVEL = 0.05;

export type LookMeasure = (typeof LOOK_MEASURES)[number];

export interface ShiftTest {
  /** How often a choice of as many patients from all would be as far off; in (0, 1]. */
  readonly p: number;
  readonly alarm: boolean;
  /** Patients of the calibration, and of the batch. */
  readonly reference: number;
  readonly batch: number;
  /** The measure by which the batch is furthest off, and how far in standard deviations of patients. */
  readonly furthest: { readonly measure: LookMeasure; readonly deviations: number };
}

const ROUNDS = 999;
/** Added to the correlations, so that measures which hardly differ between patients do not decide alone. */
const RIDGE = 0.1;

/**
 * Whether a batch of patients looks like those a model was calibrated on: Hotelling's distance of the batch's mean from the
 * mean of all, with a permutation test over patients, which holds its level whatever the measures' distribution. Exact for a
 * single patient, of 999 seeded choices for more.
 *
 * @param reference means of the calibration's patients, each as `LookTally` gives them. @param batch of the new ones.
 * @returns `null` where the batch has no patient with enough cells, or the calibration too few for any alarm (19 for one
 * new patient).
 */
export function shiftTest(
  reference: readonly (readonly number[])[],
  batch: readonly (readonly number[])[],
): ShiftTest | null {
  const all = standardised([...batch, ...reference]);
  const choices = batch.length === 1 ? all.length : ROUNDS + 1;
  const possible = choose(all.length, batch.length);
  if (batch.length === 0 || reference.length === 0 || 1 / possible > ALARM_LEVEL) return null;
  const whitened = whiten(all);
  const distance = (chosen: ArrayLike<number>) => squaredMean(whitened, chosen);
  const observed = distance(batch.map((_, at) => at)) - 1e-9;
  let asFar = batch.length === 1 ? 0 : 1;
  if (batch.length === 1) {
    for (let at = 0; at < all.length; at++) if (distance([at]) >= observed) asFar += 1;
  } else {
    const random = randomStream(1, 'shift-alarm', all.length, batch.length);
    for (let round = 0; round < ROUNDS; round++) {
      if (distance(chosenOf(all.length, batch.length, random)) >= observed) asFar += 1;
    }
  }
  const p = asFar / choices;
  return {
    p,
    alarm: p <= ALARM_LEVEL,
    reference: reference.length,
    batch: batch.length,
    furthest: furthestOf(reference, batch),
  };
}

/** How many choices there are, as far as it matters. */
function choose(n: number, k: number): number {
  let ways = 1;
  for (let at = 1; at <= Math.min(k, n - k) && ways < 1e6; at++) ways = (ways * (n - at + 1)) / at;
  return ways;
}

/** A random choice of `k` of `n`, by the first steps of Fisher and Yates's shuffle. */
function chosenOf(n: number, k: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, at) => at);
  for (let at = 0; at < k; at++) {
    const pick = at + Math.floor(random() * (n - at));
    [order[at], order[pick]] = [order[pick]!, order[at]!];
  }
  return order.subarray(0, k);
}

type Rows = readonly (readonly number[])[];

function momentsOf(rows: Rows, measure: number): { mean: number; deviation: number } {
  const mean = rows.reduce((sum, row) => sum + row[measure]!, 0) / rows.length;
  const variance = rows.reduce((sum, row) => sum + (row[measure]! - mean) ** 2, 0) / rows.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function standardised(rows: Rows): number[][] {
  const moments = (rows[0] ?? []).map((_, measure) => momentsOf(rows, measure));
  return rows.map((row) =>
    row.map((value, at) => {
      const { mean, deviation } = moments[at]!;
      return deviation === 0 ? 0 : (value - mean) / deviation;
    }),
  );
}

/** Rows as they stand to axes on which all together are uncorrelated: L⁻¹ row, with L Lᵀ the correlations and a ridge. */
function whiten(rows: readonly number[][]): number[][] {
  const size = rows[0]!.length;
  const lower: number[][] = [];
  for (let i = 0; i < size; i++) {
    lower.push([]);
    for (let j = 0; j <= i; j++) {
      let sum = rows.reduce((total, row) => total + row[i]! * row[j]!, 0) / rows.length + (i === j ? RIDGE : 0);
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]!.push(i === j ? Math.sqrt(sum) : sum / lower[j]![j]!);
    }
  }
  return rows.map((row) => {
    const solved: number[] = [];
    for (let i = 0; i < size; i++) {
      let value = row[i]!;
      for (let k = 0; k < i; k++) value -= lower[i]![k]! * solved[k]!;
      solved.push(value / lower[i]![i]!);
    }
    return solved;
  });
}

function squaredMean(rows: readonly number[][], chosen: ArrayLike<number>): number {
  const sums = new Float64Array(rows[0]!.length);
  for (let at = 0; at < chosen.length; at++) {
    const row = rows[chosen[at]!]!;
    for (let measure = 0; measure < sums.length; measure++) sums[measure]! += row[measure]!;
  }
  return sums.reduce((total, sum) => total + (sum / chosen.length) ** 2, 0);
}

function furthestOf(reference: Rows, batch: Rows): ShiftTest['furthest'] {
  const off = LOOK_MEASURES.map((measure, at) => {
    const { mean, deviation } = momentsOf(reference, at);
    const difference = momentsOf(batch, at).mean - mean;
    return { measure, deviations: deviation === 0 ? 0 : difference / deviation };
  });
  return off.reduce((most, one) => (Math.abs(one.deviations) > Math.abs(most.deviations) ? one : most));
}
