import { setImmediate } from 'node:timers/promises';
import type { Round } from '../heads/cross-validation.ts';
import { type FeatureMatrix, sigmoid } from '../heads/feature-matrix.ts';
import { positiveShare, type ShallowLearner } from './shallow/shallow-task.ts';

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
 * What models say of cells that they have not learnt from, each as if it had learnt from as many positive cells as there
 * are in all. Otherwise scores of several folds could not be ranked together: where whole patients are held out, many
 * positive cells among them leave few to learn from, and every fold would be scored the lower the more it has.
 *
 * @returns the probability of positive of each cell, NaN for one that no trial tests
 * @throws the signal's reason if it aborts
 */
export async function heldOutScores(round: Round, task: HeldOutTask): Promise<Float64Array> {
  const { features, positive, units, learner, onModel, signal } = task;
  const share = positiveShare({ positive, rows: Uint32Array.from(positive.keys()) });
  const scores = new Float64Array(features.rows).fill(Number.NaN);
  for (const { train, test } of round) {
    // A model takes up to a second: between two there must be room for Ctrl-C and for what is drawn of the progress.
    await setImmediate();
    signal.throwIfAborted();
    const model = learner({ features, positive, units, rows: train });
    const shift = logit(share) - logit(positiveShare({ positive, rows: train }));
    model.predict(features, test).forEach((probability, at) => {
      scores[test[at]!] = rounded(Number.isFinite(shift) ? sigmoid(logit(probability) + shift) : probability);
    });
    onModel?.();
  }
  return scores;
}

/** Far coarser than errors of rounding, which would rank what is equal by the fold it is in. */
const STEPS = 1e9;

function rounded(probability: number): number {
  return Math.round(probability * STEPS) / STEPS;
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
