import { assertLevel, type Estimate } from './rate.ts';

/**
 * Below this many patients a percentile interval over patients is known to be too narrow: in simulation its coverage
 * misses the nominal 95% by more than 2 points (table in `bootstrap-coverage.test.ts`).
 */
export const FEW_PATIENTS = 40;

/** A share of undefined draws above which the interval no longer describes the statistic. */
const OFTEN_UNDEFINED = 0.01;

/** Why an interval over patients is to be read with care. */
export type BootstrapWarning = 'few-patients' | 'often-undefined';

/** An estimate whose interval comes from resampling patients; `n` is the number of patients it rests on. */
export interface BootstrapEstimate extends Estimate {
  readonly method: 'bootstrap-patients-percentile';
  /** Draws in which the statistic was undefined (no atypical cell drawn, say); the interval is made without them. */
  readonly undefinedDraws: number;
  readonly warnings: readonly BootstrapWarning[];
}

export interface PatientBootstrapOptions<Name extends string> {
  /**
   * For each statistic, how many patients bear on it: for a sensitivity, those with atypical cells. Decides on the
   * warning and becomes the estimate's `n`.
   */
  readonly bearing: Readonly<Record<Name, number>>;
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
 * resampling cells instead gives intervals several times too narrow. With fewer than two patients the interval is
 * `null`.
 *
 * @throws RangeError unless `patients` and `draws` are whole numbers, at least 1, and the level lies in (0, 1).
 */
export function bootstrapPatients<Name extends string>(
  patients: number,
  statistics: PatientStatistics<Name>,
  { bearing, draws, level, random }: PatientBootstrapOptions<Name>,
): Record<Name, BootstrapEstimate> {
  assertLevel(level);
  for (const [name, value] of Object.entries({ patients, draws })) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw new RangeError(`bootstrapPatients() ${name}=${value} must be a whole number, at least 1`);
    }
  }
  const weights = new Uint32Array(patients).fill(1);
  const observed = statistics(weights);
  const names = Object.keys(observed) as Name[];
  const drawn = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let draw = 0; draw < (patients < 2 ? 0 : draws); draw++) {
    weights.fill(0);
    for (let pick = 0; pick < patients; pick++) weights[Math.floor(random() * patients)]! += 1;
    const values = statistics(weights);
    for (const name of names) if (values[name] !== null) drawn[name].push(values[name]);
  }
  const estimate = (name: Name): BootstrapEstimate => {
    const values = Float64Array.from(drawn[name]).sort();
    const undefinedDraws = patients < 2 ? 0 : draws - values.length;
    const usable = observed[name] !== null && values.length > 0;
    const warnings: BootstrapWarning[] = [];
    if (bearing[name] < FEW_PATIENTS) warnings.push('few-patients');
    if (undefinedDraws > OFTEN_UNDEFINED * draws) warnings.push('often-undefined');
    return {
      value: observed[name],
      low: usable ? quantileOfSorted(values, (1 - level) / 2) : null,
      high: usable ? quantileOfSorted(values, (1 + level) / 2) : null,
      level,
      method: 'bootstrap-patients-percentile',
      n: bearing[name],
      undefinedDraws,
      warnings,
    };
  };
  return Object.fromEntries(names.map((name) => [name, estimate(name)])) as Record<Name, BootstrapEstimate>;
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
