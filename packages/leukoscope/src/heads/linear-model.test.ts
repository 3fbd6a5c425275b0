import { describe, expect, it } from 'vitest';
import type { FeatureMatrix } from './feature-matrix.ts';
import golden from './golden/heads.json' with { type: 'json' };
import {
  balancedWeights,
  fitLinearSvm,
  fitLogistic,
  type LinearLearner,
  type LinearModel,
  type LinearTask,
  scoresOf,
} from './linear-model.ts';
import { scalingOf, standardised } from './scaling.ts';

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, at) => from + at);
const ROWS = golden.features.length;
const TRAIN = range(0, golden.train);
const RAW = { rows: ROWS, columns: golden.features[0]!.length, values: Float64Array.from(golden.features.flat()) };
const FEATURES = standardised(RAW, range(0, ROWS), scalingOf(RAW, TRAIN));

function taskOf(classes: '2' | '4', balance: string): LinearTask {
  const labels = Uint8Array.from(golden.labels[classes]);
  const weights = new Float64Array(ROWS).fill(1);
  if (balance === 'balanced') weights.set(balancedWeights(labels.subarray(0, golden.train), Number(classes)));
  return { features: FEATURES, rows: TRAIN, labels, classes: Number(classes), weights };
}

const LEARNERS: Readonly<Record<string, LinearLearner>> = { logistic: fitLogistic, svm: fitLinearSvm };
const CASES = (['2', '4'] as const).flatMap((classes) =>
  Object.entries(golden.linear[classes]).map(([name, expected]) => ({ classes, name, expected })),
);

/** The class with the highest score; of two classes the second where its score is above 0. */
function predicted(model: LinearModel, features: FeatureMatrix, rows: Uint32Array): number[] {
  const scores = scoresOf(model, features, rows);
  return Array.from(rows, (_, at) => {
    const own = scores.subarray(at * model.outputs, (at + 1) * model.outputs);
    return own.length === 1 ? Number(own[0]! > 0) : own.indexOf(Math.max(...own));
  });
}

describe.each(CASES)('$name, $classes classes', ({ classes, name, expected }) => {
  const [, kind, c, balance] = /^(\w+) C=(\S+) (\w+)$/.exec(name)!;
  const learner = LEARNERS[kind!]!;
  const penalty = 1 / Number(c);
  const task = taskOf(classes, balance!);
  const model = learner(task, { penalty, tolerance: 1e-8 });

  it('has scikit-learn’s parameters, to 1e-4', () => {
    const parameters = expected.parameters.flat();
    expect(model.parameters).toHaveLength(parameters.length);
    // Of all constants together softmax does not change: scikit-learn's sum to 0, and so do ours from a start at 0.
    parameters.forEach((value, at) => {
      expect(Math.abs(model.parameters[at]! - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
    });
  });

  it('predicts the same of rows it has not seen', () => {
    expect(predicted(model, FEATURES, range(golden.train, ROWS))).toEqual(expected.predicted);
  });

  it('is found from another start too', () => {
    const start = learner(task, { penalty: 30 * penalty, tolerance: 1e-3 });
    const again = learner(task, { penalty, tolerance: 1e-8, start });
    again.parameters.forEach((value, at) => {
      expect(Math.abs(model.parameters[at]! - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
    });
  });
});

it('balanced weights let each class count the same, and all rows as many as they are', () => {
  const weights = balancedWeights(Uint8Array.of(0, 0, 0, 2), 3);
  expect([...weights]).toEqual([2 / 3, 2 / 3, 2 / 3, 2]);
});

it('learns with a feature that does not vary, and from one class alone', () => {
  const raw = { rows: 4, columns: 2, values: Float32Array.of(0.1, 1, 0.1, 2, 0.1, 3, 0.1, 4) };
  const rows = range(0, 4);
  const features = standardised(raw, rows, scalingOf(raw, rows));
  const task = { features, rows, classes: 2, weights: new Float64Array(4).fill(1) };
  for (const learner of Object.values(LEARNERS)) {
    const model = learner({ ...task, labels: Uint8Array.of(0, 0, 1, 1) }, { penalty: 1, tolerance: 1e-6 });
    expect(predicted(model, features, rows)).toEqual([0, 0, 1, 1]);
    const one = learner({ ...task, labels: new Uint8Array(4) }, { penalty: 1, tolerance: 1e-6 });
    expect(predicted(one, features, rows)).toEqual([0, 0, 0, 0]);
  }
});
