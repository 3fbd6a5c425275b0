import { normalProbability } from './normal-distribution.ts';
import { assertLevel, type Estimate } from './rate.ts';
import { studentDeviate } from './student-distribution.ts';

/**
 * Below this many patients the interval over patients is too narrow: in simulations of a sensitivity around 0.95 it
 * holds the truth 82, 86, 88, 91 and 93 times of 100 instead of 95 with 5, 10, 20, 40 and 80 patients (the table is in
 * `bootstrap-coverage.test.ts`).
 */
export const FEW_PATIENTS = 80;

/** A share of undefined draws above which the interval no longer describes the statistic. */
const OFTEN_UNDEFINED = 0.01;

/** Why an interval over patients is to be read with care. */
export type BootstrapWarning = 'few-patients' | 'often-undefined';

/** An estimate whose interval comes from resampling patients, or cells; `n` is the number of them it rests on. */
export interface BootstrapEstimate extends Estimate {
  readonly method: `bootstrap-${ResampledUnit}-expanded-percentile`;
  /** Draws in which the statistic was undefined (no atypical cell drawn, say); the interval is made without them. */
  readonly undefinedDraws: number;
  readonly warnings: readonly BootstrapWarning[];
}

/** What is drawn anew: patients, each with all cells, or the cells where nobody is named for them. */
export type ResampledUnit = 'patients' | 'cells';

export interface PatientBootstrapOptions<Name extends string> {
  /**
   * For each statistic, how many patients bear on it: for a sensitivity, those with atypical cells. Decides on the
   * warning and becomes the estimate's `n`.
   */
  readonly bearing: Readonly<Record<Name, number>>;
  /** Patients unless given. */
  readonly unit?: ResampledUnit;
  readonly draws: number;
  readonly level: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * Statistics of a sample in which patient p stands `weights[p]` times (all its cells together), as numbers, `null`
 * where undefined. Must not keep `weights`: it is reused.
 */
export type PatientStatistics<Name extends string> = (weights: Uint32Array) => Readonly<Record<Name, number | null>>;

/**
 * Bootstrap over patients: draws as many patients as there are, with replacement, each with all its cells, and takes
 * percentiles of each statistic (all statistics on the same draws). Cells of one patient resemble each other, so
 * resampling cells instead gives intervals several times too narrow.
 *
 * The percentiles are expanded for the number of patients (Hesterberg, The American Statistician 69, 2015, 4.1.1:
 * Student's t for the normal, n for n - 1), since plain ones are too narrow with few patients: in the simulations of
 * `FEW_PATIENTS`, 74 instead of 82 of 100 with five patients. With fewer than two patients bearing on a statistic its
 * interval is `null`.
 *
 * @throws RangeError unless `patients` and `draws` are whole numbers, at least 1, and the level lies in (0, 1).
 */
export function bootstrapPatients<Name extends string>(
  patients: number,
  statistics: PatientStatistics<Name>,
  { bearing, unit = 'patients', draws, level, random }: PatientBootstrapOptions<Name>,
): Record<Name, BootstrapEstimate> {
  assertLevel(level);
  assertCount('patients', patients);
  assertCount('draws', draws);
  const observed = statistics(new Uint32Array(patients).fill(1));
  const names = Object.keys(observed) as Name[];
  const drawn = drawStatistics(patients, statistics, { names, draws, random });
  const estimates = names.map((name): [Name, BootstrapEstimate] => {
    const values = Float64Array.from(drawn[name]).sort();
    const undefinedDraws = draws - values.length;
    return [
      name,
      {
        value: observed[name],
        ...expandedPercentiles(observed[name] === null ? new Float64Array() : values, bearing[name], level),
        level,
        method: `bootstrap-${unit}-expanded-percentile`,
        n: bearing[name],
        undefinedDraws,
        warnings: warningsFor(unit === 'patients' && bearing[name] < FEW_PATIENTS, undefinedDraws / draws),
      },
    ];
  });
  return Object.fromEntries(estimates) as Record<Name, BootstrapEstimate>;
}

/** The defined values of each statistic over the draws. */
function drawStatistics<Name extends string>(
  patients: number,
  statistics: PatientStatistics<Name>,
  { names, draws, random }: { names: readonly Name[]; draws: number; random: () => number },
): Record<Name, number[]> {
  const drawn = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  const weights = new Uint32Array(patients);
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0);
    for (let pick = 0; pick < patients; pick++) weights[Math.floor(random() * patients)]! += 1;
    const values = statistics(weights);
    for (const name of names) {
      const value = values[name];
      if (value !== null) drawn[name].push(value);
    }
  }
  return drawn;
}

function expandedPercentiles(
  sorted: Float64Array,
  patients: number,
  level: number,
): { low: number | null; high: number | null } {
  if (patients < 2 || sorted.length === 0) return { low: null, high: null };
  const tail = normalProbability(-Math.sqrt(patients / (patients - 1)) * studentDeviate(level, patients - 1));
  return { low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
}

function warningsFor(few: boolean, undefinedShare: number): BootstrapWarning[] {
  const warnings: BootstrapWarning[] = [];
  if (few) warnings.push('few-patients');
  if (undefinedShare > OFTEN_UNDEFINED) warnings.push('often-undefined');
  return warnings;
}

function assertCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw new RangeError(`bootstrapPatients() ${name}=${value} must be a whole number, at least 1`);
  }
}

/**
 * The quantile of rising values by linear interpolation (R's type 7, NumPy's default).
 *
 * @throws RangeError if there are no values.
 */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) throw new RangeError('quantileOfSorted() needs at least one value');
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}
