import { describe, expect, test } from 'vitest';
import { checkOperator } from '../test/check-operator.ts';
import { checkRefusals } from '../test/check-refusals.ts';
import { binaryTargets, classLoss, classTargets, taughtLoss, taughtTargets } from './loss.ts';

// That the other losses equal PyTorch's is checked with the operators (ops/cross-entropy.test.ts, ops/binary-cross-entropy.test.ts).

interface Taught {
  readonly labels: readonly number[];
  /** Logits of the teacher. */
  readonly teacher: readonly (readonly number[])[];
  readonly weight: number;
  readonly temperature: number;
}

checkOperator<Taught>('taught-loss', {
  build({ logits }, { labels, teacher, weight, temperature }) {
    const classes = logits!.shape[1]!;
    const targets = classTargets(labels, { classes, share: 1 - weight });
    const probabilities = Float32Array.from(teacher.flatMap((row) => softmaxOf(row, 1)));
    const taught = taughtTargets(probabilities, { classes, temperature, share: weight });
    const constant = (values: Float32Array) => logits!.graph.constant(values, logits!.type);
    const loss = taughtLoss(classLoss, temperature);
    return { y: loss.build(logits!, { targets: constant(targets), taught: constant(taught) }) };
  },
  // By the logits of the teacher, not by its probabilities.
  reference({ logits }, { labels, teacher, weight, temperature }) {
    const classes = logits!.shape[1]!;
    const losses = labels.map((label, item) => {
      const row = [...logits!.data.subarray(item * classes, (item + 1) * classes)];
      const taught = softmaxOf(teacher[item]!, temperature);
      const softened = logarithmsOf(row, temperature);
      const ofTeacher = taught.reduce((sum, share, at) => sum - share * softened[at]!, 0);
      return (1 - weight) * -logarithmsOf(row, 1)[label]! + weight * temperature ** 2 * ofTeacher;
    });
    return { y: [losses.reduce((sum, loss) => sum + loss) / losses.length] };
  },
});

function logarithmsOf(row: readonly number[], temperature: number): number[] {
  const scaled = row.map((value) => value / temperature);
  const largest = Math.max(...scaled);
  const logOfSum = largest + Math.log(scaled.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  return scaled.map((value) => value - logOfSum);
}

function softmaxOf(row: readonly number[], temperature: number): number[] {
  return logarithmsOf(row, temperature).map(Math.exp);
}

describe('taughtTargets', () => {
  test('at temperature 1 are what the teacher says, as a share of the mean', () => {
    const taught = taughtTargets(Float32Array.of(0.25, 0.75, 1, 0), { classes: 2, temperature: 1, share: 0.5 });
    expect([...taught]).toEqual([0.0625, 0.1875, 0.25, Math.fround(0.25 * 2 ** -126)]);
  });

  test('at temperature 2 are as roots of the probabilities', () => {
    const taught = taughtTargets(Float32Array.of(0.2, 0.8), { classes: 2, temperature: 2, share: 1 });
    expect(taught[1]! / taught[0]!).toBeCloseTo(2, 6);
    expect(taught[0]! + taught[1]!).toBeCloseTo(1, 6);
  });
});

describe('classTargets', () => {
  test('each item has its share of the mean, on its label', () => {
    expect([...classTargets([1, 0], { classes: 2 })]).toEqual([0, 0.5, 0.5, 0]);
  });

  test('with a share, that of the labels beside a teacher', () => {
    expect([...classTargets([1, 0], { classes: 2, share: 0.5 })]).toEqual([0, 0.25, 0.25, 0]);
  });

  test('all labels of weight 0: targets of 0, so a loss of 0 instead of 0 / 0', () => {
    expect([...classTargets([0, 0], { classes: 2, classWeights: [0, 1] })]).toEqual([0, 0, 0, 0]);
  });
});

test('binaryTargets: positive and negative share of each item', () => {
  const { positive, negative } = binaryTargets([1, 0, 0.25, 0], 3);
  expect([...positive]).toEqual([0.75, 0, 0.1875, 0]);
  expect([...negative]).toEqual([0, 0.25, 0.1875, 0.25]);
});

checkRefusals('classTargets', {
  'a label that is no class': [
    () => classTargets([0, 2], { classes: 2 }),
    'classTargets() labels[1]=2: expected a whole number below 2',
  ],
  'a negative label': [() => classTargets([-1], { classes: 2 }), 'labels[0]=-1'],
  'half a label': [() => classTargets([0.5], { classes: 2 }), 'labels[0]=0.5'],
  'too few weights': [
    () => classTargets([0], { classes: 3, classWeights: [1, 2] }),
    'classTargets() classWeights=[1,2]: expected 3 weights, none negative',
  ],
  'a negative weight': [() => classTargets([0], { classes: 2, classWeights: [1, -1] }), 'classWeights=[1,-1]'],
  'smoothing of 1': [
    () => classTargets([0], { classes: 2, labelSmoothing: 1 }),
    'classTargets() labelSmoothing=1: expected 0 up to below 1',
  ],
  'a share below 0': [
    () => classTargets([0], { classes: 2, share: -0.1 }),
    'classTargets() share=-0.1: expected 0 to 1',
  ],
});
checkRefusals('taughtTargets', {
  'half a row': [
    () => taughtTargets(new Float32Array(3), { classes: 2, temperature: 1, share: 1 }),
    'taughtTargets() probabilities: got 3, expected rows of 2',
  ],
  'a temperature of 0': [
    () => taughtTargets(new Float32Array(2), { classes: 2, temperature: 0, share: 1 }),
    'taughtTargets() temperature=0: expected a number above 0',
  ],
  'a share above 1': [
    () => taughtTargets(new Float32Array(2), { classes: 2, temperature: 1, share: 1.5 }),
    'taughtTargets() share=1.5: expected 0 to 1',
  ],
});
checkRefusals('taughtLoss', {
  'a temperature of 0': [() => taughtLoss(classLoss, 0), 'taughtLoss() temperature=0: expected a number above 0'],
});
checkRefusals('binaryTargets', {
  'a label above 1': [() => binaryTargets([0, 1.5]), 'binaryTargets() labels[1]=1.5: expected 0 to 1'],
  'a label that is no number': [() => binaryTargets([Number.NaN]), 'binaryTargets() labels[0]=NaN'],
  'a negative weight': [() => binaryTargets([1], -2), 'binaryTargets() positiveWeight=-2: expected 0 or more'],
});
