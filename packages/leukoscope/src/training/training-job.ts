import type { Runtime, TrainerState } from '@leukoscope/engine';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import type { NetworkSpec } from '../models/networks.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { Progress } from '../progress/progress.ts';
import type { EpochMetrics } from './epoch-metrics.ts';
import type { RunFolder } from './run-folder.ts';
import type { Scores } from './scoring.ts';
import type { TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';
import type { TrainingCell } from './training-data.ts';

/** All that a training depends on. */
export interface TrainingJob {
  readonly settings: TrainSettings;
  readonly seed: number;
  /** Of the run, see `fingerprintOf`. */
  readonly fingerprint: string;
  readonly train: readonly TrainingCell[];
  readonly validation: readonly TrainingCell[];
  readonly classes: TrainingClasses;
  readonly images: PreparedImages;
  /** `null` where everything is drawn. */
  readonly start: StartWeights | null;
  /** Where what frozen parts make of images is kept; `null` keeps none. */
  readonly cacheFolder: string | null;
  readonly runtime: Runtime;
  readonly folder: RunFolder;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** A clock in milliseconds that never runs backwards. */
  readonly nowMs: () => number;
}

/** What a training comes to. */
export interface TrainingOutcome {
  /** The settings' network, with what of it was decided in the run. */
  readonly network: NetworkSpec;
  /** Parameters of the chosen epoch, of the whole network. */
  readonly state: Pick<TrainerState, 'tensors'>;
  /** That epoch, counted from 1; 0 where nothing was trained in epochs. */
  readonly epoch: number;
  readonly metrics: readonly EpochMetrics[];
  /** Of the validation cells by the chosen parameters; `null` without such cells. */
  readonly validation: Scores | null;
}
