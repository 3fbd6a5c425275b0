import { type Labels, sigmoid } from './feature-matrix.ts';

/** What a linear model pays for each row by the logits it gives it, and how that bends. */
export interface RowLoss {
  /** Logits of a row. */
  readonly outputs: number;
  /** The loss of row `row` at these logits; writes its gradient by them, and remembers them for `curve`. */
  at(row: number, logits: Float64Array, gradient: Float64Array): number;
  /** Turns a direction in the logits of row `row` into its curvature times it. */
  curve(row: number, direction: Float64Array): void;
}

/** @param positive 1 or 0 for each row. @param weights what each row counts. */
export function logisticLoss(positive: ArrayLike<number>, weights: Float64Array): RowLoss {
  const curvatures = new Float64Array(positive.length);
  return {
    outputs: 1,
    at(row, logits, gradient) {
      const logit = logits[0]!;
      const weight = weights[row]!;
      const probability = sigmoid(logit);
      curvatures[row] = weight * probability * (1 - probability);
      gradient[0] = weight * (probability - positive[row]!);
      return weight * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - positive[row]! * logit);
    },
    curve(row, direction) {
      direction[0] = direction[0]! * curvatures[row]!;
    },
  };
}

/** The square of what is missing to a margin of 1. */
export function squaredHingeLoss(positive: Uint8Array, weights: Float64Array): RowLoss {
  const curvatures = new Float64Array(positive.length);
  return {
    outputs: 1,
    at(row, logits, gradient) {
      const sign = positive[row] === 1 ? 1 : -1;
      const missing = Math.max(0, 1 - sign * logits[0]!);
      curvatures[row] = missing > 0 ? 2 * weights[row]! : 0;
      gradient[0] = -2 * weights[row]! * sign * missing;
      return weights[row]! * missing ** 2;
    },
    curve(row, direction) {
      direction[0] = direction[0]! * curvatures[row]!;
    },
  };
}

/** Cross-entropy of several classes. @param labels the class of each row. */
export function softmaxLoss(labels: Labels, classes: number, weights: Float64Array): RowLoss {
  const probabilities = new Float64Array(labels.length * classes);
  return {
    outputs: classes,
    at(row, logits, gradient) {
      const weight = weights[row]!;
      const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
      let total = 0;
      for (let at = 0; at < classes; at++) total += Math.exp(logits[at]! - largest);
      for (let at = 0; at < classes; at++) {
        const probability = Math.exp(logits[at]! - largest) / total;
        probabilities[row * classes + at] = probability;
        gradient[at] = weight * (probability - Number(labels[row] === at));
      }
      return weight * (Math.log(total) + largest - logits[labels[row]!]!);
    },
    curve(row, direction) {
      let mean = 0;
      for (let at = 0; at < classes; at++) mean += probabilities[row * classes + at]! * direction[at]!;
      for (let at = 0; at < classes; at++) {
        direction[at] = weights[row]! * probabilities[row * classes + at]! * (direction[at]! - mean);
      }
    },
  };
}
