import type { FeatureMatrix, Labels } from './feature-matrix.ts';
import { dotRow, type LinearObjectiveTask, linearObjective } from './linear-objective.ts';
import { minimise } from './minimise.ts';
import { logisticLoss, softmaxLoss, squaredHingeLoss } from './row-losses.ts';

export interface LinearTask {
  /** Standardised. */
  readonly features: FeatureMatrix;
  /** The rows to learn from. */
  readonly rows: Uint32Array;
  /** For each row of the features its class. */
  readonly labels: Labels;
  readonly classes: number;
  /** For each row of the features what it counts; see `balancedWeights`. */
  readonly weights: Float64Array;
}

/** A score for each class; for two classes one score alone, the higher the more it is the second. */
export interface LinearModel {
  readonly outputs: number;
  readonly columns: number;
  /** `[outputs, columns + 1]`: the weights of each output and, behind them, its constant. */
  readonly parameters: Float64Array;
}

export interface FitOptions {
  /** Half of it times the squared weights is added to the sum of the losses; scikit-learn's `C` is the inverse. */
  readonly penalty: number;
  /** Of the slope at zero, what may be left at the end. */
  readonly tolerance: number;
  /** A model to start from, of the same task with another penalty. */
  readonly start?: LinearModel;
}

/** A kind of linear model; each is convex, so that there is one best, which does not depend on where the search begins. */
export type LinearLearner = (task: LinearTask, options: FitOptions) => LinearModel;

/**
 * Logistic regression, multinomial for more than two classes; the constants are not penalised. Checked against
 * scikit-learn's `LogisticRegression(C=1 / penalty)`.
 */
export const fitLogistic: LinearLearner = ({ labels, classes, weights, ...task }, options) => {
  const loss = classes === 2 ? logisticLoss(labels, weights) : softmaxLoss(labels, classes, weights);
  return fitted({ ...task, ...options, loss, constantPenalty: false });
};

/**
 * Linear support vector machine with squared hinge loss, one class against the rest for more than two; the constants are
 * penalised as the weights are. Checked against scikit-learn's `LinearSVC(C=1 / penalty)`.
 */
export const fitLinearSvm: LinearLearner = ({ labels, classes, weights, ...task }, { start, ...options }) => {
  const outputs = classes === 2 ? [1] : Array.from({ length: classes }, (_, at) => at);
  const { columns } = task.features;
  const width = columns + 1;
  const models = outputs.map((positive, at) => {
    const isIt = Uint8Array.from(labels, (label) => Number(label === positive));
    const from = start && { ...start, outputs: 1, parameters: start.parameters.subarray(at * width, (at + 1) * width) };
    const loss = squaredHingeLoss(isIt, weights);
    return fitted({ ...task, ...options, ...(from && { start: from }), loss, constantPenalty: true });
  });
  const parameters = new Float64Array(models.length * width);
  for (const [at, model] of models.entries()) parameters.set(model.parameters, at * width);
  return { outputs: models.length, columns, parameters };
};

function fitted({ start, tolerance, ...task }: FitOptions & LinearObjectiveTask): LinearModel {
  const objective = linearObjective(task);
  const parameters = minimise(objective, { start: start?.parameters ?? new Float64Array(objective.size), tolerance });
  return { outputs: task.loss.outputs, columns: task.features.columns, parameters };
}

/** What a model says of these rows, `[rows, outputs]`. */
export function scoresOf(model: LinearModel, { values }: FeatureMatrix, rows: Uint32Array): Float64Array {
  const { outputs, columns, parameters } = model;
  const scores = new Float64Array(rows.length * outputs);
  rows.forEach((row, at) => {
    for (let output = 0; output < outputs; output++) {
      const from = output * (columns + 1);
      const score = dotRow(values, row * columns, { vector: parameters, from, columns });
      scores[at * outputs + output] = score + parameters[from + columns]!;
    }
  });
  return scores;
}

/** As many as there are rows in all, but each class counts as much as the others, as scikit-learn's `balanced`. */
export function balancedWeights(labels: Labels, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = counts[label]! + 1;
  const present = counts.filter((count) => count > 0).length;
  return Float64Array.from(labels, (label) => labels.length / (present * counts[label]!));
}
