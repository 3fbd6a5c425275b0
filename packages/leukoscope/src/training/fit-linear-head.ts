import type { Calibration } from '../heads/calibrate.ts';
import { choosePenalty } from '../heads/choose-penalty.ts';
import { balancedWeights, fitLinearSvm, fitLogistic, type LinearModel } from '../heads/linear-model.ts';
import { type Scaling, standardised } from '../heads/scaling.ts';
import type { HeadFit, HeadTask } from './head-task.ts';

/** Of the slope at zero what may be left: parameters are then within 1e-4 of the best ones (heads/linear-model.test.ts). */
const TOLERANCE = 1e-6;

/**
 * A support vector machine or a logistic regression on standardised features, its penalty chosen by whole patients.
 * Scores of the former become logits by what models that had not seen the patients said of them.
 */
export async function fitLinearHead(
  given: HeadTask,
  { scaling, by, balanced }: { readonly scaling: Scaling; readonly by: 'svm' | 'logistic'; readonly balanced: boolean },
): Promise<HeadFit> {
  const { labels, rows, classes, units, seed, onModel } = given;
  const learner = by === 'svm' ? fitLinearSvm : fitLogistic;
  const weights = balanced ? balancedWeights(labels, classes) : new Float64Array(labels.length).fill(1);
  const task = { features: standardised(given.features, rows, scaling), rows, labels, classes, weights };
  const search = { task, units, learner, calibrated: by === 'svm', seed, onModel };
  const { penalty, calibration } = await choosePenalty(search);
  const model = learner(task, { penalty, tolerance: TOLERANCE });
  const head = { kind: 'linear', by, c: 1 / penalty, calibration: by === 'svm' ? calibration : null } as const;
  return { head, tensors: tensorsOf(model, { classes, scaling, calibration }) };
}

interface Folding {
  readonly classes: number;
  readonly scaling: Scaling;
  readonly calibration: Calibration;
}

/** Logits from features as they come: standardisation and calibration are linear too, and go into the weights. */
function tensorsOf({ outputs, columns, parameters }: LinearModel, { classes, scaling, calibration }: Folding) {
  const weight = new Float32Array(classes * columns);
  const bias = new Float32Array(classes);
  for (let group = 0; group < classes; group++) {
    // One score says how much more it is the second of two classes: each of the two gets half of it.
    const [from, share] = outputs === 1 ? [0, group - 0.5] : [group * (columns + 1), 1];
    let constant = calibration.slope * parameters[from + columns]! + calibration.offset;
    for (let at = 0; at < columns; at++) {
      const own = (calibration.slope * parameters[from + at]!) / scaling.deviation[at]!;
      weight[group * columns + at] = share * own;
      constant -= own * scaling.mean[at]!;
    }
    bias[group] = share * constant;
  }
  return new Map([
    ['weight', { shape: [classes, columns], data: weight }],
    ['bias', { shape: [classes], data: bias }],
  ]);
}
