import type { Runtime, StoredTensor } from '@leukoscope/engine';
import type { FeatureMatrix, Labels } from '../heads/feature-matrix.ts';
import type { FittedHead } from '../models/fitted-head.ts';

/** Training cells as a head sees them. */
export interface HeadTask {
  /** As they come from the network, a row for each cell. */
  readonly features: FeatureMatrix;
  readonly rows: Uint32Array;
  readonly labels: Labels;
  readonly classes: number;
  /** Cells of a unit, a patient's, never stand on two sides where a setting is chosen. */
  readonly units: Uint32Array;
  readonly seed: number;
  readonly runtime: Runtime;
  /** Awaited between models: the place for progress and for breaking off. */
  readonly onModel: () => Promise<void>;
}

/** A head, and its tensors by their names below `head.`. */
export interface HeadFit {
  readonly head: FittedHead;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}
