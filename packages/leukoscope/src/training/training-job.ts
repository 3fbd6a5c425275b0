import type { ModelState } from '../models/model-file.ts';
import type { NetworkSpec } from '../models/networks.ts';
import type { EpochMetrics } from './epoch-metrics.ts';
import type { InputsRequest } from './open-inputs.ts';
import type { RunFolder } from './run-folder.ts';
import type { Scores } from './scoring.ts';
import type { TrainingCell } from './training-data.ts';

/** All that a training depends on. */
export interface TrainingJob extends InputsRequest {
  readonly seed: number;
  /** Of the run, see `fingerprintOf`. */
  readonly fingerprint: string;
  readonly validation: readonly TrainingCell[];
  /** The model file of who teaches, where `settings.teaching` says that somebody does; else `null`. */
  readonly teacher: Uint8Array | null;
  readonly folder: RunFolder;
  /** A clock in milliseconds that never runs backwards. */
  readonly nowMs: () => number;
}

/** What a training comes to. */
export interface TrainingOutcome {
  /** The settings' network, with what of it was decided in the run. */
  readonly network: NetworkSpec;
  /** Parameters of the chosen epoch, of the whole network. */
  readonly state: ModelState;
  /** That epoch, counted from 1; 0 where nothing was trained in epochs. */
  readonly epoch: number;
  readonly metrics: readonly EpochMetrics[];
  /** Of the validation cells by the chosen parameters; `null` without such cells. */
  readonly validation: Scores | null;
}
