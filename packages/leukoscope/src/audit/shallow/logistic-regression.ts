import { crossValidation } from '../trials.ts';
import {
  assertTask,
  constantModel,
  type FeatureMatrix,
  positiveShare,
  type ShallowLearner,
  type ShallowTask,
  sigmoid,
} from './feature-matrix.ts';

/**
 * Half of one of them times the squared weights is added to the sum of the losses; scikit-learn's `C` is the inverse. Far
 * apart, so that the choice between them is of more than chance.
 */
const PENALTIES = [0.1, 10, 1_000, 10_000] as const;
const MOST_STEPS = 50;
const TOLERANCE = 1e-8;

/**
 * Logistic regression on standardised features with a penalty on the weights, chosen by cross-validation within the rows
 * to learn from, whole units apart: what does not hold from patient to patient is learnt as nothing.
 *
 * @throws RangeError as `assertTask`
 */
export const logisticRegression: ShallowLearner = (task) => {
  assertTask(task);
  const { rows: own } = task;
  const units = own.map((row) => task.units[row]!);
  const [round = []] = crossValidation({
    units,
    positive: Uint8Array.from(own, (row) => task.positive[row]!),
    seed: 0,
  });
  let best = { penalty: PENALTIES[0] as number, loss: Number.POSITIVE_INFINITY };
  for (const penalty of PENALTIES) {
    let loss = 0;
    for (const { train, test } of round) {
      const model = ridgeLogistic(penalty)({ ...task, rows: train.map((at) => own[at]!) });
      const rows = test.map((at) => own[at]!);
      model.predict(task.features, rows).forEach((probability, at) => {
        loss -= Math.log(Math.max(1e-9, task.positive[rows[at]!] === 1 ? probability : 1 - probability));
      });
    }
    if (loss < best.loss) best = { penalty, loss };
  }
  return ridgeLogistic(best.penalty)(task);
};

/**
 * Logistic regression on standardised features by Newton's method; the constant is not penalised. Checked against
 * scikit-learn's `make_pipeline(StandardScaler(), LogisticRegression(C=1 / penalty))`.
 *
 * @throws RangeError as `assertTask`
 */
export function ridgeLogistic(penalty: number): ShallowLearner {
  return (task) => {
    assertTask(task);
    const share = positiveShare(task);
    if (share === 0 || share === 1) return constantModel(share);
    const scaling = scalingOf(task);
    const truth = Float64Array.from(task.rows, (row) => task.positive[row]!);
    const weights = weightsOf(standardised(task.features, task.rows, scaling), truth, penalty);
    return {
      predict: (features, rows) => {
        const values = standardised(features, rows, scaling);
        return Float64Array.from(rows, (_, at) => sigmoid(dot(values, at, weights)));
      },
    };
  };
}

interface Scaling {
  readonly mean: Float64Array;
  /** 1 for a feature that does not vary. */
  readonly deviation: Float64Array;
}

function scalingOf({ features: { columns, values }, rows }: ShallowTask): Scaling {
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  for (const row of rows) for (let at = 0; at < columns; at++) mean[at] = mean[at]! + values[row * columns + at]!;
  for (let at = 0; at < columns; at++) mean[at] = mean[at]! / rows.length;
  for (const row of rows) {
    for (let at = 0; at < columns; at++) {
      deviation[at] = deviation[at]! + (values[row * columns + at]! - mean[at]!) ** 2;
    }
  }
  return { mean, deviation: deviation.map((sum) => Math.sqrt(sum / rows.length) || 1) };
}

/** `[rows, columns + 1]`, the last column of ones for the constant. */
function standardised({ columns, values }: FeatureMatrix, rows: Uint32Array, { mean, deviation }: Scaling) {
  const width = columns + 1;
  const result = new Float64Array(rows.length * width);
  rows.forEach((row, to) => {
    for (let at = 0; at < columns; at++) {
      result[to * width + at] = (values[row * columns + at]! - mean[at]!) / deviation[at]!;
    }
    result[to * width + columns] = 1;
  });
  return result;
}

function dot(values: Float64Array, row: number, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += values[row * weights.length + at]! * weights[at]!;
  return sum;
}

function weightsOf(values: Float64Array, truth: Float64Array, penalty: number): Float64Array {
  const width = values.length / truth.length;
  let weights = new Float64Array(width);
  let loss = lossOf(values, truth, { weights, penalty });
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = newtonDirection(values, truth, { weights, penalty });
    // Halved until it helps: far from the end Newton's step may be too long.
    let length = 1;
    let next = moved(weights, direction, length);
    let nextLoss = lossOf(values, truth, { weights: next, penalty });
    while (nextLoss > loss && length > 1e-4) {
      length /= 2;
      next = moved(weights, direction, length);
      nextLoss = lossOf(values, truth, { weights: next, penalty });
    }
    if (!(nextLoss < loss)) break;
    const gained = loss - nextLoss;
    [weights, loss] = [next, nextLoss];
    if (gained < TOLERANCE * (1 + Math.abs(loss))) break;
  }
  return weights;
}

interface Penalised {
  readonly weights: Float64Array;
  readonly penalty: number;
}

function lossOf(values: Float64Array, truth: Float64Array, { weights, penalty }: Penalised): number {
  let loss = 0;
  for (let at = 0; at < weights.length - 1; at++) loss += (penalty / 2) * weights[at]! ** 2;
  for (let row = 0; row < truth.length; row++) {
    const logit = dot(values, row, weights);
    loss += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - truth[row]! * logit;
  }
  return loss;
}

function moved(weights: Float64Array, direction: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(weights, (weight, at) => weight - length * direction[at]!);
}

/** The solution of hessian · direction = gradient. */
function newtonDirection(values: Float64Array, truth: Float64Array, { weights, penalty }: Penalised): Float64Array {
  const width = weights.length;
  const hessian = new Float64Array(width * width);
  const gradient = new Float64Array(width);
  for (let at = 0; at < width - 1; at++) {
    hessian[at * width + at] = penalty;
    gradient[at] = penalty * weights[at]!;
  }
  for (let row = 0; row < truth.length; row++) {
    const probability = sigmoid(dot(values, row, weights));
    const curvature = probability * (1 - probability);
    const from = row * width;
    for (let i = 0; i < width; i++) {
      const value = values[from + i]!;
      gradient[i] = gradient[i]! + (probability - truth[row]!) * value;
      for (let j = 0; j <= i; j++) {
        hessian[i * width + j] = hessian[i * width + j]! + curvature * value * values[from + j]!;
      }
    }
  }
  return solveSymmetric(hessian, gradient);
}

/** A little on the diagonal keeps a matrix that is singular but for rounding solvable. */
const JITTER = 1e-9;

/** By Cholesky's decomposition, from the lower triangle, both in place. */
function solveSymmetric(matrix: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  const at = (i: number, j: number) => matrix[i * width + j]!;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j) + (i === j ? JITTER : 0);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      matrix[i * width + j] = i === j ? Math.sqrt(Math.max(sum, JITTER)) : sum / at(j, j);
    }
  }
  for (let i = 0; i < width; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= at(i, k) * vector[k]!;
    vector[i] = sum / at(i, i);
  }
  for (let i = width - 1; i >= 0; i--) {
    let sum = vector[i]!;
    for (let k = i + 1; k < width; k++) sum -= at(k, i) * vector[k]!;
    vector[i] = sum / at(i, i);
  }
  return vector;
}
