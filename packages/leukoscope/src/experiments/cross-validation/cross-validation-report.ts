import type { Language } from '../../errors/entry.ts';
import type { Comparison } from '../../evaluation/comparison/compare-models.ts';
import type { Evaluation } from '../../evaluation/evaluate.ts';
import { type QuotedFigure, quoted } from '../../reports/plots/quoted-figure.ts';
import type { ReportOrigin } from '../../reports/report-parts.ts';
import type { SyntheticUse } from '../../reports/synthetic-use.ts';
import { type CrossValidated, comparedOnFolds, crossValidated, type DoneRun } from './cross-validated.ts';
import type { CrossValidationRecord } from './cross-validation-record.ts';
import type { DoubtedLabels } from './doubted-labels.ts';
import { foldRuns, sizesOf } from './fold-runs.ts';

/** What the report of a cross-validation shows. */
export interface CrossValidationReport {
  readonly language: Language;
  readonly record: CrossValidationRecord;
  /** Of those candidates and sizes that are done on one fold or more, in the order of the record. */
  readonly results: readonly CrossValidated[];
  /** Of the candidates after the first, with all training cells or the most; on the folds that both have done. */
  readonly comparisons: readonly { readonly candidate: number; readonly comparison: Comparison }[];
  /** Where all is done: of what is half done some cells are judged by more networks than others. */
  readonly doubted: PicturedDoubts | null;
  readonly done: number;
  readonly planned: number;
  readonly patients: number | null;
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

export interface PicturedDoubts extends DoubtedLabels {
  /** Small pictures of the least credible, as data URIs, by position in the cells. */
  readonly pictures: ReadonlyMap<number, string>;
}

/** The figures that candidates are judged by. */
export const JUDGED = ['rocAuc', 'sensitivityAtSpecificity90', 'sensitivity', 'specificity'] as const;
export type JudgedName = (typeof JUDGED)[number];

/** Whether a figure is of the curve, whatever the thresholds. */
export function isOfCurve(name: JudgedName): boolean {
  return name === 'rocAuc' || name === 'sensitivityAtSpecificity90';
}

/** Where a figure stands: of the curve, or of each fold's decisions by its own threshold. */
export function judgedIn({ scored, decided }: CrossValidated, name: JudgedName): Evaluation {
  return isOfCurve(name) ? scored : decided;
}

/** With the interval to quote. */
export function judgedFigure(result: CrossValidated, name: JudgedName): QuotedFigure {
  return quoted(judgedIn(result, name), name);
}

/** Results and comparisons of the runs that are done. */
export function resultsOf(
  record: CrossValidationRecord,
  done: readonly DoneRun[],
): Pick<CrossValidationReport, 'results' | 'comparisons' | 'done' | 'planned'> {
  const runsOf = (candidate: number, size: number | null) =>
    done.filter(({ run }) => run.candidate === candidate && run.size === size);
  const largest = record.candidates.map((candidate, at) => runsOf(at, sizesOf(candidate).at(-1)!));
  return {
    results: record.candidates.flatMap((candidate, at) =>
      sizesOf(candidate)
        .map((size) => runsOf(at, size))
        .filter((runs) => runs.length > 0)
        .map((runs) => crossValidated(runs, record.seed)),
    ),
    comparisons: largest.flatMap((runs, candidate) => {
      const comparison = candidate === 0 ? null : comparedOnFolds(runs, largest[0]!, record.seed);
      return comparison === null ? [] : [{ candidate, comparison }];
    }),
    done: done.length,
    planned: foldRuns(record).length,
  };
}

/** `fast`, `fast, 300 cells`: what a result is of. */
export function resultName(
  { candidate, size }: Pick<CrossValidated, 'candidate' | 'size'>,
  { candidates }: Pick<CrossValidationRecord, 'candidates'>,
  cells: (count: number) => string,
): string {
  const { name } = candidates[candidate]!;
  return size === null ? name : `${name}, ${cells(size)}`;
}
