import { type BootstrapEstimate, bootstrapPatients } from './bootstrap.ts';
import { type Confusion, type ConfusionValues, confusionValues } from './confusion-values.ts';
import { type RankedCells, rankCells } from './ranked-cells.ts';
import { isCalledAtypical, type ScoredCell } from './scored-cell.ts';

/** The figures that `bootstrapEvaluation` gives over patients. */
export interface PatientFigures extends ConfusionValues {
  readonly rocAuc: number | null;
  /** As `sensitivityAtSpecificity(scored, 0.9)`, the threshold chosen anew in every draw. */
  readonly sensitivityAtSpecificity90: number | null;
}
type StatisticName = keyof PatientFigures;

/** Figures with intervals over patients: what to quote wherever a patient gave several cells. */
export interface EvaluationBootstrap {
  readonly intervals: 'over-patients';
  readonly patients: number;
  /** Cells of no known patient; each is drawn by itself, as if it were the only cell of one more patient. */
  readonly cellsWithoutPatient: number;
  readonly draws: number;
  readonly estimates: Readonly<Record<StatisticName, BootstrapEstimate>>;
}

export interface EvaluationBootstrapOptions {
  readonly threshold: number;
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
  { threshold, draws, level, random }: EvaluationBootstrapOptions,
): EvaluationBootstrap | null {
  const units = resamplingUnits(scored);
  if (units.patients === 0) return null;
  const counts = countsByUnit(scored, units, threshold);
  const ranked = rankCells(scored);
  const unitAtRank = ranked.index.map((index) => units.ofCell[index]!);
  const statistics = (weights: Uint32Array): PatientFigures => ({
    ...confusionValues(weightedSum(counts, weights)),
    ...rankStatistics(ranked, unitAtRank, weights),
  });
  const bearing = patientsBearing(counts.slice(0, units.patients));
  return {
    intervals: 'over-patients',
    patients: units.patients,
    cellsWithoutPatient: units.count - units.patients,
    draws,
    estimates: bootstrapPatients(units.count, statistics, { bearing, draws, level, random }),
  };
}

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

function countsByUnit(scored: readonly ScoredCell[], units: ResamplingUnits, threshold: number): Confusion[] {
  const counts = Array.from({ length: units.count }, noCells);
  for (const [at, { group, probability }] of scored.entries()) {
    const called = isCalledAtypical(probability, threshold);
    const outcome = group === 'atypical' ? (called ? 'tp' : 'fn') : called ? 'fp' : 'tn';
    counts[units.ofCell[at]!]![outcome] += 1;
  }
  return counts;
}

function weightedSum(counts: readonly Confusion[], weights: Uint32Array): Confusion {
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

/** One walk down the ranks, each cell counting as often as its unit was drawn. */
function rankStatistics(
  ranked: RankedCells,
  unitAtRank: Uint32Array,
  weights: Uint32Array,
): Pick<PatientFigures, 'rocAuc' | 'sensitivityAtSpecificity90'> {
  const { positive, endsTie } = ranked;
  const n = positive.length;
  let negatives = 0;
  for (let rank = 0; rank < n; rank++) negatives += positive[rank] === 1 ? 0 : weights[unitAtRank[rank]!]!;
  let tp = 0;
  let fp = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  let pairsInOrder = 0;
  let reached = 0;
  for (let rank = 0; rank < n; rank++) {
    const weight = weights[unitAtRank[rank]!]!;
    if (positive[rank] === 1) tiedPositives += weight;
    else tiedNegatives += weight;
    if (endsTie[rank] === 0) continue;
    pairsInOrder += tiedNegatives * (tp + tiedPositives / 2);
    tp += tiedPositives;
    fp += tiedNegatives;
    if ((negatives - fp) / negatives >= 0.9) reached = tp;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  if (tp === 0 || negatives === 0) return { rocAuc: null, sensitivityAtSpecificity90: null };
  return { rocAuc: pairsInOrder / (tp * negatives), sensitivityAtSpecificity90: reached / tp };
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
    errorRate: all,
    fnShare: all,
    fpShare: all,
    rocAuc: both,
    sensitivityAtSpecificity90: both,
  };
}
