import { sigmoid } from '../../heads/feature-matrix.ts';
import { binFeatures } from './feature-bins.ts';
import { type Tree, TreeGrower } from './grow-tree.ts';
import { assertTask, constantModel, positiveShare, type ShallowLearner, type ShallowModel } from './shallow-task.ts';

export interface BoostingOptions {
  readonly rounds: number;
  /** What of each tree is added. */
  readonly learningRate: number;
  readonly mostLeaves: number;
  /** In a leaf; fewer where there are few rows to learn from, see `leastRowsOf`. */
  readonly leastRows: number;
}

export const BOOSTING: BoostingOptions = { rounds: 100, learningRate: 0.1, mostLeaves: 15, leastRows: 20 };

/**
 * Gradient boosting of small trees over histograms, for two classes with the logistic loss: what scikit-learn calls
 * `HistGradientBoostingClassifier`, and checked against it. No randomness: the same rows give the same trees.
 *
 * @throws RangeError as `assertTask`
 */
export function boostedTrees(options: BoostingOptions = BOOSTING): ShallowLearner {
  return (task) => {
    assertTask(task);
    const { features, positive, rows } = task;
    const share = positiveShare(task);
    if (share === 0 || share === 1) return constantModel(share);
    const start = Math.log(share / (1 - share));
    const logits = new Float64Array(rows.length).fill(start);
    const gradient = new Float64Array(rows.length);
    const hessian = new Float64Array(rows.length);
    const binned = binFeatures(features, rows);
    const grower = new TreeGrower(binned, {
      mostLeaves: options.mostLeaves,
      leastRows: leastRowsOf(rows.length, options),
    });
    const trees = Array.from({ length: options.rounds }, () => {
      for (let at = 0; at < rows.length; at++) {
        const probability = sigmoid(logits[at]!);
        gradient[at] = probability - positive[rows[at]!]!;
        hessian[at] = probability * (1 - probability);
      }
      return grower.grow({ gradient, hessian }, (some, value) => {
        for (const at of some) logits[at] = logits[at]! + options.learningRate * value;
      });
    });
    return modelOf(trees, start, options.learningRate);
  };
}

/** A twenty-fifth of the rows where that is less: a leaf of 20 would be a sixth of 120 cells. */
function leastRowsOf(rows: number, { leastRows }: BoostingOptions): number {
  return Math.max(2, Math.min(leastRows, Math.floor(rows / 25)));
}

function modelOf(trees: readonly Tree[], start: number, learningRate: number): ShallowModel {
  return {
    predict: ({ columns, values }, rows) =>
      Float64Array.from(rows, (row) => {
        let sum = 0;
        for (const { feature, end, left, right, value } of trees) {
          let node = 0;
          while (feature[node]! >= 0) {
            node = values[row * columns + feature[node]!]! <= end[node]! ? left[node]! : right[node]!;
          }
          sum += value[node]!;
        }
        return sigmoid(start + learningRate * sum);
      }),
  };
}
