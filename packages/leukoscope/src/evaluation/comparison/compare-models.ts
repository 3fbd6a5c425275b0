import type { BootstrapEstimate } from '../bootstrap.ts';
import { bootstrapPatients } from '../bootstrap.ts';
import { confusionAt } from '../confusion.ts';
import { type Confusion, confusionValues } from '../confusion-values.ts';
import { countsByUnit, type ResamplingUnits, resamplingUnits, weightedSum } from '../evaluation-bootstrap.ts';
import { rankStatistics } from '../rank-statistics.ts';
import { rankCells } from '../ranked-cells.ts';
import { DEFAULT_LEVEL, type Estimate } from '../rate.ts';
import { rocAuc } from '../roc.ts';
import { isCalledAtypical, type ScoredCell } from '../scored-cell.ts';
import { aucDifference } from './auc-difference.ts';
import { type McNemarTest, mcNemar, type PairedDecisions, pairedDifference } from './mcnemar.ts';

/** What a model says of cells, and the threshold it is used at. */
export interface ComparedModel {
  readonly scored: readonly ScoredCell[];
  readonly threshold: number;
}

/** The same figure of two models on the same cells. */
export interface ComparedFigure {
  readonly first: number | null;
  readonly other: number | null;
  /** Of the first less that of the other, taking cells as independent. */
  readonly difference: Estimate;
  /** The same with an interval over patients: what to quote. `null` where no cell has a patient. */
  readonly overPatients: BootstrapEstimate | null;
}

/** A share of decisions; each model decides by its own threshold. */
export interface ComparedRate extends ComparedFigure {
  readonly decisions: PairedDecisions;
  readonly mcNemar: McNemarTest;
}

/** Two models on the same cells, as plain JSON. */
export interface Comparison {
  readonly n: number;
  /** Of these, truly atypical. */
  readonly positive: number;
  readonly thresholds: { readonly first: number; readonly other: number };
  readonly confusions: { readonly first: Confusion; readonly other: Confusion };
  readonly sensitivity: ComparedRate;
  readonly specificity: ComparedRate;
  readonly accuracy: ComparedRate;
  /** `p` by DeLong's test. */
  readonly rocAuc: ComparedFigure & { readonly p: number | null };
  /** How many patients were resampled; `null` where no cell has one. */
  readonly patients: number | null;
}

export interface CompareOptions {
  readonly draws: number;
  /** Confidence level of every interval; 0.95 unless given. */
  readonly level?: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * Compares two models on the same cells: differences with paired intervals over cells (Bonett and Price, DeLong), over
 * patients by a bootstrap in which both see the same draws, and McNemar's and DeLong's tests.
 *
 * @throws RangeError unless both scored the same cells in the same order; for a probability, a threshold or options
 * outside their range.
 */
export function compareModels(first: ComparedModel, other: ComparedModel, options: CompareOptions): Comparison {
  assertSameCells(first.scored, other.scored);
  const { level = DEFAULT_LEVEL } = options;
  const [confusion, otherConfusion] = [first, other].map(({ scored, threshold }) => confusionAt(scored, threshold));
  const [values, otherValues] = [confusionValues(confusion!), confusionValues(otherConfusion!)];
  const overPatients = differencesOverPatients(first, other, { ...options, level });
  const rate = (name: 'sensitivity' | 'specificity' | 'accuracy'): ComparedRate => {
    const decisions = pairedDecisions(first, other, OF[name]);
    return {
      first: values[name],
      other: otherValues[name],
      difference: pairedDifference(decisions, level),
      overPatients: overPatients?.[name] ?? null,
      decisions,
      mcNemar: mcNemar(decisions),
    };
  };
  const { difference, p } = aucDifference(first.scored, other.scored, level);
  return {
    n: first.scored.length,
    positive: confusion!.tp + confusion!.fn,
    thresholds: { first: first.threshold, other: other.threshold },
    confusions: { first: confusion!, other: otherConfusion! },
    sensitivity: rate('sensitivity'),
    specificity: rate('specificity'),
    accuracy: rate('accuracy'),
    rocAuc: {
      first: rocAuc(first.scored, level).value,
      other: rocAuc(other.scored, level).value,
      ...{ difference, overPatients: overPatients?.rocAuc ?? null, p },
    },
    patients: overPatients === null ? null : resamplingUnits(first.scored).patients,
  };
}

/** The cells that a share of decisions is of. */
const OF: Readonly<Record<'sensitivity' | 'specificity' | 'accuracy', (cell: ScoredCell) => boolean>> = {
  sensitivity: ({ group }) => group === 'atypical',
  specificity: ({ group }) => group !== 'atypical',
  accuracy: () => true,
};

function pairedDecisions(
  first: ComparedModel,
  other: ComparedModel,
  counted: (cell: ScoredCell) => boolean,
): PairedDecisions {
  const isRight = ({ group, probability }: ScoredCell, threshold: number) =>
    isCalledAtypical(probability, threshold) === (group === 'atypical');
  const counts = { bothRight: 0, onlyFirstRight: 0, onlyOtherRight: 0, neitherRight: 0 };
  for (const [at, cell] of first.scored.entries()) {
    if (!counted(cell)) continue;
    const [one, two] = [isRight(cell, first.threshold), isRight(other.scored[at]!, other.threshold)];
    counts[one ? (two ? 'bothRight' : 'onlyFirstRight') : two ? 'onlyOtherRight' : 'neitherRight'] += 1;
  }
  return counts;
}

type DifferenceName = 'sensitivity' | 'specificity' | 'accuracy' | 'rocAuc';

function differencesOverPatients(
  first: ComparedModel,
  other: ComparedModel,
  { draws, level, random }: Required<CompareOptions>,
): Record<DifferenceName, BootstrapEstimate> | null {
  const units = resamplingUnits(first.scored);
  if (units.patients === 0) return null;
  const [one, two] = [figuresByWeights(first, units), figuresByWeights(other, units)];
  const statistics = (weights: Uint32Array): Record<DifferenceName, number | null> => {
    const [a, b] = [one(weights), two(weights)];
    const less = (name: DifferenceName) => (a[name] === null || b[name] === null ? null : a[name] - b[name]);
    return {
      sensitivity: less('sensitivity'),
      specificity: less('specificity'),
      accuracy: less('accuracy'),
      rocAuc: less('rocAuc'),
    };
  };
  const having = (of: (cell: ScoredCell) => boolean) =>
    new Set(first.scored.filter((cell) => cell.patient !== null && of(cell)).map(({ patient }) => patient)).size;
  const bearing = {
    sensitivity: having(OF.sensitivity),
    specificity: having(OF.specificity),
    accuracy: units.patients,
    rocAuc: Math.min(having(OF.sensitivity), having(OF.specificity)),
  };
  return bootstrapPatients(units.count, statistics, { bearing, draws, level, random });
}

function figuresByWeights({ scored, threshold }: ComparedModel, units: ResamplingUnits) {
  const counts = countsByUnit(scored, units, threshold);
  const ranked = rankCells(scored);
  const unitAtRank = ranked.index.map((index) => units.ofCell[index]!);
  return (weights: Uint32Array) => ({
    ...confusionValues(weightedSum(counts, weights)),
    ...rankStatistics(ranked, unitAtRank, weights),
  });
}

function assertSameCells(first: readonly ScoredCell[], other: readonly ScoredCell[]): void {
  const differs = first.findIndex(({ id }, at) => other[at]?.id !== id);
  if (differs < 0 && first.length === other.length) return;
  const at = differs < 0 ? first.length : differs;
  throw new RangeError(
    `compareModels() other.scored[${at}]: got '${other[at]?.id ?? 'nothing'}', expected '${first[at]?.id ?? 'nothing'}'`,
  );
}
