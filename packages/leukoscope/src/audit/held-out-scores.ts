import { setImmediate } from 'node:timers/promises';
import type { FeatureMatrix, ShallowLearner } from './shallow/feature-matrix.ts';
import type { Round } from './trials.ts';

export interface HeldOutTask {
  readonly features: FeatureMatrix;
  /** 1 or 0 for each cell. */
  readonly positive: Uint8Array;
  /** Of each cell; see `ShallowTask`. */
  readonly units: Uint32Array;
  readonly learner: ShallowLearner;
  /** Told after each model that has learnt. */
  readonly onModel?: () => void;
  readonly signal: AbortSignal;
}

/**
 * What models say of cells that they have not learnt from.
 *
 * @returns the probability of positive of each cell, NaN for one that no trial tests
 * @throws the signal's reason if it aborts
 */
export async function heldOutScores(round: Round, task: HeldOutTask): Promise<Float64Array> {
  const { features, positive, units, learner, onModel, signal } = task;
  const scores = new Float64Array(features.rows).fill(Number.NaN);
  for (const { train, test } of round) {
    // A model takes up to a second: between two there must be room for Ctrl-C and for what is drawn of the progress.
    await setImmediate();
    signal.throwIfAborted();
    const model = learner({ features, positive, units, rows: train });
    model.predict(features, test).forEach((probability, at) => {
      scores[test[at]!] = probability;
    });
    onModel?.();
  }
  return scores;
}
