import { crossValidation } from '../../heads/cross-validation.ts';
import { sigmoid } from '../../heads/feature-matrix.ts';
import { fitLogistic, scoresOf } from '../../heads/linear-model.ts';
import { scalingOf, standardised } from '../../heads/scaling.ts';
import { assertTask, constantModel, positiveShare, type ShallowLearner } from './shallow-task.ts';

/**
 * Half of one of them times the squared weights is added to the sum of the losses; scikit-learn's `C` is the inverse. Far
 * apart, so that the choice between them is of more than chance.
 */
const PENALTIES = [0.1, 10, 1_000, 10_000] as const;
const TOLERANCE = 1e-6;

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
    labels: Uint8Array.from(own, (row) => task.positive[row]!),
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
 * Logistic regression on standardised features; the constant is not penalised. Checked against scikit-learn's
 * `make_pipeline(StandardScaler(), LogisticRegression(C=1 / penalty))`.
 *
 * @throws RangeError as `assertTask`
 */
export function ridgeLogistic(penalty: number): ShallowLearner {
  return (task) => {
    assertTask(task);
    const share = positiveShare(task);
    if (share === 0 || share === 1) return constantModel(share);
    const scaling = scalingOf(task.features, task.rows);
    const rows = Uint32Array.from(task.rows.keys());
    const own = {
      features: standardised(task.features, task.rows, scaling),
      rows,
      labels: Uint8Array.from(task.rows, (row) => task.positive[row]!),
      classes: 2,
      weights: new Float64Array(rows.length).fill(1),
    };
    const model = fitLogistic(own, { penalty, tolerance: TOLERANCE });
    return {
      predict: (features, asked) =>
        scoresOf(model, standardised(features, asked, scaling), Uint32Array.from(asked.keys())).map(sigmoid),
    };
  };
}
