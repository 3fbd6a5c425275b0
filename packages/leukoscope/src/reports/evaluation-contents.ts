import type { SplitPart } from '../cells/cell.ts';
import type { Scheme } from '../cells/scheme.ts';
import type { JudgedEvaluation } from '../classify/judge-evaluation.ts';
import type { Language } from '../errors/entry.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { ModelCard } from '../models/model-card.ts';
import type { Examples } from './example-cells.ts';
import type { PicturedExplanation } from './explanation-pictures.ts';
import type { MatrixField } from './matrix-fields.ts';
import type { NamedComparison } from './model-comparison-texts.ts';
import type { LearningCurvesRow } from './plots/learning-curves.ts';
import type { ReportOrigin } from './report-parts.ts';
import type { NamedSubgroups } from './subgroups.ts';
import type { SyntheticUse } from './synthetic-use.ts';

/** What was tested with what. */
export interface TestedOn {
  /** Path of the model as given. */
  readonly model: string;
  readonly dataset: {
    readonly name: string;
    readonly dataHash: string;
    /** Its id. */
    readonly scheme: string;
    /** Cells that took no part. */
    readonly excluded: number;
  };
  readonly part: SplitPart | null;
  /** Whether these cells chose the model's epoch and threshold. */
  readonly choseModel: boolean;
  /** Whether cells that the model was trained on were allowed. */
  readonly trainingCellsAllowed: boolean;
}

/** A cell with its picture as a data URI; `null` where the file cannot be shown. */
export interface PicturedCell {
  readonly cell: ScoredCell;
  readonly picture: string | null;
}

export interface EvaluationReport {
  readonly language: Language;
  readonly evaluation: Evaluation;
  /** Of patients, referral and promise. */
  readonly judged: JudgedEvaluation;
  readonly about: TestedOn;
  readonly card: ModelCard;
  /** That the cells were read with. */
  readonly scheme: Scheme;
  readonly scored: readonly ScoredCell[];
  readonly examples: readonly Examples<PicturedCell>[];
  /** What the surest wrong calls rest on; absent where nobody looked. */
  readonly errorMaps?: readonly PicturedExplanation[];
  /** Of the matrices; fields without cells are not there. */
  readonly fields: readonly MatrixField<PicturedCell>[];
  /** By a column of the manifest; `null` where none was asked for. */
  readonly subgroups: NamedSubgroups | null;
  /** With another model; `null` where none was asked for. */
  readonly comparison: NamedComparison | null;
  /** Of the run that made the model; `null` where it is not at hand. */
  readonly learningCurves: readonly LearningCurvesRow[] | null;
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

/** All of a report but the pictures of its cells. */
export type UnpicturedReport = Omit<EvaluationReport, 'examples' | 'fields'>;
