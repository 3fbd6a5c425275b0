import type { FeatureMatrix } from './feature-matrix.ts';
import type { Objective } from './minimise.ts';
import type { RowLoss } from './row-losses.ts';

export interface LinearObjectiveTask {
  readonly features: FeatureMatrix;
  /** Those rows of the features that count. */
  readonly rows: Uint32Array;
  readonly loss: RowLoss;
  /** Half of it times the squared weights is added to the sum of the losses; scikit-learn's `C` is the inverse. */
  readonly penalty: number;
  /** Whether the constant counts among the weights. */
  readonly constantPenalty: boolean;
}

/**
 * Sum of the rows' losses and the penalty, as a function of `[outputs, columns + 1]`: the weights of each output and,
 * behind them, its constant.
 */
export function linearObjective({ features, rows, loss, penalty, constantPenalty }: LinearObjectiveTask): Objective {
  const { columns, values } = features;
  const { outputs } = loss;
  const width = columns + 1;
  const logits = new Float64Array(outputs);
  const slopes = new Float64Array(outputs);
  const penaltyOf = (at: number) => (at % width < columns || constantPenalty ? penalty : 0);
  const logitsOf = (row: number, point: Float64Array) => {
    for (let output = 0; output < outputs; output++) {
      const from = output * width;
      logits[output] = dotRow(values, row * columns, { vector: point, from, columns }) + point[from + columns]!;
    }
  };
  const addRow = (row: number, shares: Float64Array, result: Float64Array) => {
    for (let output = 0; output < outputs; output++) {
      const from = output * width;
      const share = shares[output]!;
      if (share === 0) continue;
      addScaledRow(values, row * columns, { share, vector: result, from, columns });
      result[from + columns] = result[from + columns]! + share;
    }
  };
  return {
    size: outputs * width,
    evaluate(point, gradient) {
      let value = 0;
      for (let at = 0; at < point.length; at++) {
        gradient[at] = penaltyOf(at) * point[at]!;
        value += (penaltyOf(at) / 2) * point[at]! ** 2;
      }
      for (const row of rows) {
        logitsOf(row, point);
        value += loss.at(row, logits, slopes);
        addRow(row, slopes, gradient);
      }
      return value;
    },
    curvature(direction, result) {
      for (let at = 0; at < direction.length; at++) result[at] = penaltyOf(at) * direction[at]!;
      for (const row of rows) {
        logitsOf(row, direction);
        loss.curve(row, logits);
        addRow(row, logits, result);
      }
    },
  };
}

interface Span {
  readonly vector: Float64Array;
  readonly from: number;
  readonly columns: number;
}

/** A row by a part of a vector; in four sums, as one alone would wait for itself. */
export function dotRow(values: FeatureMatrix['values'], at: number, { vector, from, columns }: Span): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let column = 0;
  for (; column + 3 < columns; column += 4) {
    a += values[at + column]! * vector[from + column]!;
    b += values[at + column + 1]! * vector[from + column + 1]!;
    c += values[at + column + 2]! * vector[from + column + 2]!;
    d += values[at + column + 3]! * vector[from + column + 3]!;
  }
  for (; column < columns; column++) a += values[at + column]! * vector[from + column]!;
  return a + b + c + d;
}

function addScaledRow(
  values: FeatureMatrix['values'],
  at: number,
  { share, vector, from, columns }: Span & { readonly share: number },
): void {
  for (let column = 0; column < columns; column++) {
    vector[from + column] = vector[from + column]! + share * values[at + column]!;
  }
}
