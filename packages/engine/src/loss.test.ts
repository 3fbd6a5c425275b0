import { describe, expect, test } from 'vitest';
import { checkRefusals } from '../test/check-refusals.ts';
import { binaryTargets, classTargets } from './loss.ts';

// That the losses equal PyTorch's is checked with the operators (ops/cross-entropy.test.ts, ops/binary-cross-entropy.test.ts).

describe('classTargets', () => {
  test('each item has its share of the mean, on its label', () => {
    expect([...classTargets([1, 0], { classes: 2 })]).toEqual([0, 0.5, 0.5, 0]);
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
});
checkRefusals('binaryTargets', {
  'a label above 1': [() => binaryTargets([0, 1.5]), 'binaryTargets() labels[1]=1.5: expected 0 to 1'],
  'a label that is no number': [() => binaryTargets([Number.NaN]), 'binaryTargets() labels[0]=NaN'],
  'a negative weight': [() => binaryTargets([1], -2), 'binaryTargets() positiveWeight=-2: expected 0 or more'],
});
