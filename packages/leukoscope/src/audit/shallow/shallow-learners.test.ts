import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { rocAuc } from '../../evaluation/roc.ts';
import type { FeatureMatrix } from '../../heads/feature-matrix.ts';
import { BOOSTING, boostedTrees } from './boosted-trees.ts';
import golden from './golden/shallow.json' with { type: 'json' };
import { logisticRegression, ridgeLogistic } from './logistic-regression.ts';
import type { ShallowLearner, ShallowTask } from './shallow-task.ts';

const matrix = (rows: readonly (readonly number[])[]): FeatureMatrix => ({
  rows: rows.length,
  columns: rows[0]!.length,
  values: Float64Array.from(rows.flat()),
});
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, at) => from + at);

const FEATURES = matrix(golden.features);
const POSITIVE = Uint8Array.from(golden.positive);
const TASK: ShallowTask = {
  features: FEATURES,
  positive: POSITIVE,
  rows: range(0, golden.train),
  units: range(0, FEATURES.rows),
};
const TESTED = range(golden.train, FEATURES.rows);

function aucOf(probabilities: Float64Array, rows: Uint32Array, positive: Uint8Array): number {
  const cell = { id: '', patient: null, cellCode: null, label: null };
  const scored = Array.from(probabilities, (probability, at) => ({
    ...cell,
    group: positive[rows[at]!] === 1 ? ('atypical' as const) : ('typical' as const),
    probability,
  }));
  return rocAuc(scored).value!;
}

const LEARNERS: Readonly<Record<string, ShallowLearner>> = {
  'boosted trees': boostedTrees(),
  'logistic regression': logisticRegression,
};

describe('boosted trees', () => {
  const predicted = boostedTrees()(TASK).predict(FEATURES, TESTED);

  it('rank unseen rows as scikit-learn’s do, within 0.01 of its ROC AUC', () => {
    expect(Math.abs(aucOf(predicted, TESTED, POSITIVE) - golden.trees.auc)).toBeLessThan(0.01);
  });

  it('give nearly the same probabilities', () => {
    const differences = Array.from(predicted, (value, at) => Math.abs(value - golden.trees.probabilities[at]!)).sort();
    expect(differences[Math.floor(differences.length / 2)]).toBeLessThan(0.02);
  });

  it('learn what only two features together tell', () => {
    const random = randomStream('exclusive or');
    const rows = Array.from({ length: 600 }, () => [random(), random()]);
    const positive = Uint8Array.from(rows, ([x, y]) => Number(x! > 0.5 !== y! > 0.5));
    const task = { features: matrix(rows), positive, rows: range(0, 400), units: range(0, 600) };
    expect(
      aucOf(boostedTrees()(task).predict(task.features, range(400, 600)), range(400, 600), positive),
    ).toBeGreaterThan(0.95);
  });

  it('have no leaf of fewer rows than asked for', () => {
    const rows = Array.from({ length: 1000 }, (_, at) => [at]);
    const positive = Uint8Array.from(rows, (_, at) => Number(at === 7));
    const task = { features: matrix(rows), positive, rows: range(0, 1000), units: range(0, 1000) };
    const found = boostedTrees({ ...BOOSTING, leastRows: 30 })(task).predict(task.features, range(0, 1000));
    expect(new Set(Array.from(found.subarray(0, 29))).size).toBe(1);
  });
});

describe('logistic regression', () => {
  it.each(Object.entries(golden.logistic))('with penalty %s is scikit-learn’s', (penalty, expected) => {
    const predicted = ridgeLogistic(Number(penalty))(TASK).predict(FEATURES, TESTED.subarray(0, expected.length));
    for (const [at, value] of expected.entries()) expect(predicted[at]).toBeCloseTo(value, 4);
  });

  it('learns nothing of what holds within patients only, and keeps what holds for all', () => {
    const random = randomStream('patients');
    const patients = Array.from({ length: 40 }, () => ({ shade: random(), label: Number(random() < 0.5) }));
    const cells = Array.from({ length: 2000 }, (_, at) => ({ ...patients[at % 40]!, own: random() }));
    const task = {
      features: matrix(cells.map(({ shade, own }) => [shade, shade ** 2, shade ** 3, own])),
      rows: range(0, 1000),
      units: range(0, 2000).map((at) => at % 40),
    };
    const byPatient = Uint8Array.from(cells, ({ label }) => label);
    const spread = (positive: Uint8Array) => {
      const found = logisticRegression({ ...task, positive }).predict(task.features, task.rows);
      return Math.max(...found) - Math.min(...found);
    };
    expect(spread(byPatient)).toBeLessThan(0.1);
    expect(spread(Uint8Array.from(cells, ({ own }) => Number(own > 0.5)))).toBeGreaterThan(0.9);
  });

  it('bears features that do not vary and that repeat each other', () => {
    const rows = Array.from({ length: 50 }, (_, at) => [1, at, 2 * at]);
    const positive = Uint8Array.from(rows, (_, at) => Number(at > 25));
    const task = { features: matrix(rows), positive, rows: range(0, 50), units: range(0, 50) };
    expect(aucOf(logisticRegression(task).predict(task.features, task.rows), task.rows, positive)).toBe(1);
  });
});

describe.each(Object.entries(LEARNERS))('%s', (_, learner) => {
  it('gives the same probabilities again', () => {
    expect(learner(TASK).predict(FEATURES, TESTED)).toEqual(learner(TASK).predict(FEATURES, TESTED));
  });

  it('says the share where all rows are of one group', () => {
    const one = { ...TASK, positive: new Uint8Array(FEATURES.rows).fill(1) };
    expect(Array.from(learner(one).predict(FEATURES, TESTED.subarray(0, 2)))).toEqual([1, 1]);
  });

  it('refuses a task whose parts do not fit', () => {
    expect(() => learner({ ...TASK, positive: POSITIVE.subarray(1) })).toThrow(RangeError);
    expect(() => learner({ ...TASK, rows: new Uint32Array() })).toThrow(RangeError);
    expect(() => learner({ ...TASK, units: TASK.units.subarray(1) })).toThrow(RangeError);
  });
});
