/** Every stage of long work; a renderer translates it, so a new stage needs a word in each language. */
export type ProgressStage =
  | 'scan'
  | 'hash'
  | 'decode'
  | 'compare'
  | 'features'
  | 'tune'
  | 'train'
  | 'validate'
  | 'search'
  | 'profile'
  | 'learning-rate-test'
  | 'evaluate'
  | 'classify'
  | 'bootstrap'
  | 'explain'
  | 'map'
  | 'check-maps'
  | 'known-cells'
  | 'adapt'
  | 'download'
  | 'write';

export type ProgressUnit = 'images' | 'cells' | 'files' | 'steps' | 'bytes' | 'resamples';

/** What else is known of the work while it goes on; a renderer words it. No file name and no patient id. */
export interface ProgressNote {
  /** Of several trainings: the one under way, counted from 1; of a reproduction, the paper's experiment that it is of. */
  readonly run?: number;
  readonly runs?: number;
  readonly experiment?: number;
  /** Of a cross-validation, counted from 1. */
  readonly fold?: number;
  /** Of a training that is taught: the teacher that is trained before, counted from 1. */
  readonly teacher?: number;
  readonly teachers?: number;
  /** Of a search: the trial under way, counted from 1, and the epoch that it is to come to. */
  readonly trial?: number;
  readonly trials?: number;
  readonly toEpoch?: number;
  /** The epoch under way, counted from 1. */
  readonly epoch?: number;
  readonly epochs?: number;
  /** Mean of this epoch's steps so far. */
  readonly loss?: number;
  /** Of the last validation. */
  readonly rocAuc?: number;
}

/** What the working code knows: how much of a stage is done. */
export interface ProgressUpdate {
  readonly stage: ProgressStage;
  readonly unit: ProgressUnit;
  /** Units done so far, at least those of the stage's last update; the first update is the start (0, or where a resumed run goes on). */
  readonly done: number;
  /** Units in all; `null` while unknown. */
  readonly total: number | null;
  readonly note?: ProgressNote;
  /** Ends a stage whose total is unknown, or early; a stage with `done === total` ends by itself. */
  readonly ended?: boolean;
}

/** What a reader of progress gets: the update with rate and remaining time; the command line and the web app show the same. */
export interface ProgressEvent {
  readonly stage: ProgressStage;
  readonly unit: ProgressUnit;
  readonly done: number;
  readonly total: number | null;
  /** Smoothed rate; `null` until time has passed. */
  readonly perSecond: number | null;
  /** `null` while rate or total are unknown. */
  readonly etaSeconds: number | null;
  readonly elapsedSeconds: number;
  readonly note?: ProgressNote;
  readonly ended: boolean;
}

/** Passed into long work; reporting is cheap enough for every batch. */
export interface Progress {
  report(update: ProgressUpdate): void;
}

/** The same progress, in which more is known of all work: where among other work it stands. */
export function withNote(progress: Progress, note: ProgressNote): Progress {
  return { report: (update) => progress.report({ ...update, note: { ...note, ...update.note } }) };
}
