import { type BootstrapEstimate, bootstrapPatients } from './bootstrap.ts';
import { type Confusion, type ConfusionValues, confusionValues } from './confusion-values.ts';
import { predictiveValuesOf } from './predictive-values.ts';
import { type RankStatistics, rankStatistics } from './rank-statistics.ts';
import { rankCells } from './ranked-cells.ts';
import { isCalledAtypical, type ScoredCell } from './scored-cell.ts';

/** The figures that `bootstrapEvaluation` gives over patients; thresholds of rank statistics are chosen anew in every draw. */
export interface PatientFigures extends ConfusionValues, RankStatistics {}
type StatisticName = keyof PatientFigures;

/** Figures with intervals over patients: what to quote wherever a patient gave several cells. */
export interface EvaluationBootstrap {
  readonly intervals: 'over-patients';
  readonly patients: number;
  /** Cells of no known patient; each is drawn by itself, as if it were the only cell of one more patient. */
  readonly cellsWithoutPatient: number;
  readonly draws: number;
  readonly estimates: Readonly<Record<StatisticName, BootstrapEstimate>>;
  /** At the stated prevalence; `null` where none is stated. */
  readonly atPrevalence: Readonly<Record<'ppv' | 'npv', BootstrapEstimate>> | null;
}

export interface EvaluationBootstrapOptions {
  readonly threshold: number;
  /** For predictive values, in (0, 1); none is stated unless given. */
  readonly prevalence?: number | null;
  readonly draws: number;
  readonly level: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * The figures of an evaluation with intervals that resample patients; `null` where no cell has a patient. Counts per
 * patient and the ranks of the cells are computed once, so that a draw costs one walk over the cells.
 *
 * @throws RangeError for a probability outside [0, 1], or options outside their range.
 */
export function bootstrapEvaluation(
  scored: readonly ScoredCell[],
  { threshold, prevalence = null, draws, level, random }: EvaluationBootstrapOptions,
): EvaluationBootstrap | null {
  const units = resamplingUnits(scored);
  if (units.patients === 0) return null;
  const counts = countsByUnit(scored, units, threshold);
  const ranked = rankCells(scored);
  const unitAtRank = ranked.index.map((index) => units.ofCell[index]!);
  const statistics = (weights: Uint32Array) => {
    const confusion = weightedSum(counts, weights);
    const { ppv, npv } = prevalence === null ? NOT_STATED : predictiveValuesOf(confusion, prevalence);
    return {
      ...confusionValues(confusion),
      ...rankStatistics(ranked, unitAtRank, weights),
      ppvAtPrevalence: ppv,
      npvAtPrevalence: npv,
    };
  };
  const bearing = patientsBearing(counts.slice(0, units.patients));
  const { ppvAtPrevalence, npvAtPrevalence, ...estimates } = bootstrapPatients(units.count, statistics, {
    bearing: { ...bearing, ppvAtPrevalence: bearing.balancedAccuracy, npvAtPrevalence: bearing.balancedAccuracy },
    ...{ draws, level, random },
  });
  return {
    intervals: 'over-patients',
    patients: units.patients,
    cellsWithoutPatient: units.count - units.patients,
    draws,
    estimates,
    atPrevalence: prevalence === null ? null : { ppv: ppvAtPrevalence, npv: npvAtPrevalence },
  };
}

const NOT_STATED = { ppv: null, npv: null };

/** Patients first, in order of appearance; then each cell without one as a unit of its own. */
export interface ResamplingUnits {
  readonly patients: number;
  readonly count: number;
  readonly ofCell: Uint32Array;
}

export function resamplingUnits(scored: readonly ScoredCell[]): ResamplingUnits {
  const named = new Set(scored.map(({ patient }) => patient));
  named.delete(null);
  const unitOf = new Map([...named].map((patient, unit) => [patient, unit]));
  let count = unitOf.size;
  const ofCell = Uint32Array.from(scored, ({ patient }) => unitOf.get(patient) ?? count++);
  return { patients: unitOf.size, count, ofCell };
}

type Counts = { -readonly [Key in keyof Confusion]: number };
const noCells = (): Counts => ({ tp: 0, fn: 0, fp: 0, tn: 0 });

/** What each unit's cells are called at the threshold. */
export function countsByUnit(scored: readonly ScoredCell[], units: ResamplingUnits, threshold: number): Confusion[] {
  const counts = Array.from({ length: units.count }, noCells);
  for (const [at, { group, probability }] of scored.entries()) {
    const called = isCalledAtypical(probability, threshold);
    const outcome = group === 'atypical' ? (called ? 'tp' : 'fn') : called ? 'fp' : 'tn';
    counts[units.ofCell[at]!]![outcome] += 1;
  }
  return counts;
}

/** Of units that count as often as they were drawn. */
export function weightedSum(counts: readonly Confusion[], weights: Uint32Array): Confusion {
  const sum = noCells();
  for (let unit = 0; unit < counts.length; unit++) {
    const weight = weights[unit]!;
    if (weight === 0) continue;
    const { tp, fn, fp, tn } = counts[unit]!;
    sum.tp += weight * tp;
    sum.fn += weight * fn;
    sum.fp += weight * fp;
    sum.tn += weight * tn;
  }
  return sum;
}

/** For each figure, how many patients have cells that it is made of. */
function patientsBearing(counts: readonly Confusion[]): Record<StatisticName, number> {
  const having = (cells: (counts: Confusion) => number): number => counts.filter((one) => cells(one) > 0).length;
  const all = counts.length;
  const atypical = having(({ tp, fn }) => tp + fn);
  const typical = having(({ fp, tn }) => fp + tn);
  const both = Math.min(atypical, typical);
  return {
    accuracy: all,
    sensitivity: atypical,
    specificity: typical,
    ppv: having(({ tp, fp }) => tp + fp),
    npv: having(({ tn, fn }) => tn + fn),
    balancedAccuracy: both,
    f1: having(({ tp, fn, fp }) => tp + fn + fp),
    mcc: both,
    positiveLikelihoodRatio: both,
    negativeLikelihoodRatio: both,
    errorRate: all,
    fnShare: all,
    fpShare: all,
    rocAuc: both,
    sensitivityAtSpecificity90: both,
    averagePrecision: both,
  };
}
