import type { Group } from '../cells/scheme.ts';

/** A cell whose group is known, with what a model said of it: what every figure of this folder is computed from. */
export interface ScoredCell {
  readonly id: string;
  /** `null` where the data set does not say whose cell it is. */
  readonly patient: string | null;
  /** Code of the true cell type, where it is known. */
  readonly cellCode: string | null;
  /** The true label as the data set gives it. */
  readonly label: string | null;
  /** Ground truth. Positive is atypical. */
  readonly group: Group;
  /** The model's probability of atypical, in [0, 1]. */
  readonly probability: number;
  /** The type that the model holds most probable; absent where it knows the two groups alone. */
  readonly calledType?: string;
}

/** Whether a cell with this probability of atypical is called atypical: at the threshold itself it is. */
export function isCalledAtypical(probability: number, threshold: number): boolean {
  return probability >= threshold;
}

/** @throws RangeError naming the first cell whose probability is not a number in [0, 1]. */
export function assertProbabilities(scored: readonly ScoredCell[]): void {
  for (const [index, { probability }] of scored.entries()) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`scored[${index}].probability=${probability} must lie in [0, 1]`);
    }
  }
}

/** @throws RangeError unless `threshold` is a number in [0, 1]. */
export function assertThreshold(threshold: number): void {
  if (!(threshold >= 0 && threshold <= 1)) throw new RangeError(`threshold=${threshold} must lie in [0, 1]`);
}
