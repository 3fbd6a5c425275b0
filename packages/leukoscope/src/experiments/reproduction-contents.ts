import type { SplitUnit } from '../datasets/split-units.ts';
import type { Language } from '../errors/entry.ts';
import type { ReportOrigin } from '../reports/report-parts.ts';
import type { SyntheticUse } from '../reports/synthetic-use.ts';
import type { DivergedRun, PlannedRun, ReproducedRun } from './reproduced-run.ts';

/** A cell to look at, with the part of the split that it was in. */
export interface SampleCell {
  readonly part: 'train' | 'test';
  readonly group: 'typical' | 'atypical';
  /** Of the cell, in the data set's words. */
  readonly label: string | null;
  /** Data URI; `null` where the file cannot be shown. */
  readonly picture: string | null;
}

/** What the report of a reproduction shows. */
export interface ReproductionReport {
  readonly language: Language;
  readonly dataset: {
    readonly name: string;
    readonly dataHash: string;
    readonly typical: number;
    readonly atypical: number;
    readonly excluded: number;
    /** `null` where the data set names none: then there is no split by patient. */
    readonly patients: number | null;
    /** Id of the scheme that says which types are atypical. */
    readonly scheme: string;
    /** Cells of each type that is met, the most frequent first. */
    readonly types: readonly {
      readonly code: string | null;
      readonly label: string | null;
      readonly group: 'typical' | 'atypical';
      readonly cells: number;
    }[];
  };
  readonly splits: readonly SplitUnit[];
  /** 1: all of the paper's epochs. */
  readonly epochsFactor: number;
  readonly seed: number;
  /** In the paper's order; those by image first. */
  readonly runs: readonly ReproducedRun[];
  readonly diverged: readonly DivergedRun[];
  /** Planned, and not done yet. */
  readonly pending: readonly PlannedRun[];
  /** Figure 3: of the first run that is done, the training cells first. */
  readonly samples: readonly SampleCell[];
  /** Where it was computed: processor, memory, versions. */
  readonly environment: { readonly software: string; readonly machine: string };
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}
