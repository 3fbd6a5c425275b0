/** Every stage of long work; a renderer translates it, so a new stage needs a word in each language. */
export type ProgressStage =
  | 'scan'
  | 'hash'
  | 'decode'
  | 'compare'
  | 'features'
  | 'train'
  | 'validate'
  | 'search'
  | 'profile'
  | 'learning-rate-test'
  | 'evaluate'
  | 'classify'
  | 'bootstrap'
  | 'explain'
  | 'download'
  | 'write';

export type ProgressUnit = 'images' | 'cells' | 'files' | 'steps' | 'bytes' | 'resamples';

/** What the working code knows: how much of a stage is done. */
export interface ProgressUpdate {
  readonly stage: ProgressStage;
  readonly unit: ProgressUnit;
  /** Units done so far, at least those of the stage's last update; the first update is the start (0, or where a resumed run goes on). */
  readonly done: number;
  /** Units in all; `null` while unknown. */
  readonly total: number | null;
  /** A few words that change with the work, such as "epoch 3/45 · loss 0.321". No file name and no patient id. */
  readonly note?: string;
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
  readonly note?: string;
  readonly ended: boolean;
}

/** Passed into long work; reporting is cheap enough for every batch. */
export interface Progress {
  report(update: ProgressUpdate): void;
}
