import type { Runtime } from '@leukoscope/engine';
import type { Scheme } from '../cells/scheme.ts';
import type { ColumnFilter } from '../datasets/column-filter.ts';
import type { Dataset, OpenOptions } from '../datasets/dataset.ts';
import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { Progress } from '../progress/progress.ts';
import type { TeacherSource } from './teacher-source.ts';
import type { TrainSettings } from './train-settings.ts';
import type { PrepareRequest } from './training-data.ts';

/** What every run needs of its surroundings. */
export interface RunWorld {
  readonly runtime: Runtime;
  /** How data sets are opened, resumed runs' too: `openDataset`, with a place to unpack them where there is one. */
  readonly openDataset: (path: string, options: Pick<OpenOptions, 'scheme' | 'exclude'>) => Promise<Dataset>;
  readonly cacheFolder: string | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** A clock in milliseconds that never runs backwards. */
  readonly nowMs: () => number;
  /** The time of day, for the run's record. */
  readonly now: () => Date;
  /** Versions of Leukoscope and what it runs on. */
  readonly versions: Readonly<Record<string, string>>;
  /** Told of what does not stop a run: an image left out, a cache that cannot be used, another machine. */
  readonly onWarning?: (warning: LeukoscopeError) => void;
}

export interface RunRequest {
  readonly datasetPath: string;
  readonly scheme: Scheme;
  readonly exclude: readonly ColumnFilter[];
  readonly settings: TrainSettings;
  /** What `settings.start` names; `null` where everything is drawn. */
  readonly start: StartWeights | null;
  /** Who teaches, where `settings.teaching` says that somebody does. */
  readonly teacher?: TeacherSource | null;
  readonly seed: number;
  readonly planSplit: PrepareRequest['planSplit'];
  readonly allowLeaks: boolean;
  readonly allowRejected: boolean;
}
