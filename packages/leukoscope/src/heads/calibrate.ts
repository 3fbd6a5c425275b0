import type { Labels } from './feature-matrix.ts';
import { linearObjective } from './linear-objective.ts';
import { minimise, type Objective } from './minimise.ts';
import { logisticLoss, softmaxLoss } from './row-losses.ts';

/** Turns scores into logits: `slope * score + offset`, of which softmax or the sigmoid makes probabilities. */
export interface Calibration {
  /** At least 0: scores that rank the wrong way round say nothing, and are not turned round. */
  readonly slope: number;
  readonly offset: number;
}

export interface ScoredRows {
  /** `[rows]` for two classes, else `[rows, classes]`; of models that have not learnt from these rows. */
  readonly scores: Float64Array;
  readonly labels: Labels;
  readonly classes: number;
  /** What each row counts. */
  readonly weights: Float64Array;
}

const TOLERANCE = 1e-9;

/**
 * For two classes Platt's sigmoid with his targets (2000; "Probabilistic outputs for support vector machines"), checked
 * against scikit-learn's. For more a slope for all scores and no offset (Guo et al. 2017), which leaves the order of the
 * classes as it is.
 */
export function calibrate(scored: ScoredRows): Calibration {
  return scored.classes === 2 ? plattSigmoid(scored) : commonSlope(scored);
}

function plattSigmoid({ scores, labels, weights }: ScoredRows): Calibration {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const positives = weights.reduce((sum, weight, row) => sum + weight * labels[row]!, 0);
  const [low, high] = [1 / (total - positives + 2), (positives + 1) / (positives + 2)];
  const targets = Float64Array.from(labels, (label) => (label === 1 ? high : low));
  const objective = linearObjective({
    features: { rows: scores.length, columns: 1, values: scores },
    rows: Uint32Array.from(labels.keys()),
    loss: logisticLoss(targets, weights),
    penalty: 0,
    constantPenalty: false,
  });
  const [slope, offset] = minimise(objective, { start: new Float64Array(2), tolerance: TOLERANCE });
  if (slope! > 0) return { slope: slope!, offset: offset! };
  const mean = targets.reduce((sum, target, row) => sum + weights[row]! * target, 0) / total;
  return { slope: 0, offset: Math.log(mean / (1 - mean)) };
}

function commonSlope({ scores, labels, classes, weights }: ScoredRows): Calibration {
  const loss = softmaxLoss(labels, classes, weights);
  const logits = new Float64Array(classes);
  const slopes = new Float64Array(classes);
  const eachScore = (visit: (row: number, own: Float64Array) => void) => {
    for (let row = 0; row < labels.length; row++) visit(row, scores.subarray(row * classes, (row + 1) * classes));
  };
  const product = (own: Float64Array) => own.reduce((sum, score, at) => sum + score * slopes[at]!, 0);
  const objective: Objective = {
    size: 1,
    evaluate([slope], gradient) {
      let value = 0;
      gradient[0] = 0;
      eachScore((row, own) => {
        for (let at = 0; at < classes; at++) logits[at] = slope! * own[at]!;
        value += loss.at(row, logits, slopes);
        gradient[0] = gradient[0]! + product(own);
      });
      return value;
    },
    curvature([direction], result) {
      result[0] = 0;
      eachScore((row, own) => {
        for (let at = 0; at < classes; at++) slopes[at] = direction! * own[at]!;
        loss.curve(row, slopes);
        result[0] = result[0]! + product(own);
      });
    },
  };
  const [slope] = minimise(objective, { start: new Float64Array(1), tolerance: TOLERANCE });
  return { slope: Math.max(0, slope!), offset: 0 };
}

/** Mean cross-entropy of what calibrated scores say of the rows, in nats. */
export function meanLoss(scored: ScoredRows, { slope, offset }: Calibration): number {
  const { scores, labels, classes, weights } = scored;
  const loss = classes === 2 ? logisticLoss(labels, weights) : softmaxLoss(labels, classes, weights);
  const slopes = new Float64Array(loss.outputs);
  const logits = scores.map((score) => slope * score + offset);
  let [sum, total] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    sum += loss.at(row, logits.subarray(row * loss.outputs, (row + 1) * loss.outputs), slopes);
    total += weights[row]!;
  }
  return sum / total;
}
