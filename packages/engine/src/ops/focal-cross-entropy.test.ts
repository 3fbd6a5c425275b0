import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { classTargets } from '../loss.ts';
import { focalCrossEntropy } from './focal-cross-entropy.ts';

interface Config {
  readonly labels: readonly number[];
  readonly gamma: number;
  readonly labelSmoothing: number;
}

checkOperator<Config>('focal-cross-entropy', {
  build({ logits }, { labels, gamma, labelSmoothing }) {
    const targets = classTargets(labels, { classes: logits!.shape[1]!, labelSmoothing });
    return { y: focalCrossEntropy(logits!, logits!.graph.constant(targets, logits!.type), gamma) };
  },
  reference({ logits }, { labels, gamma, labelSmoothing }) {
    const classes = logits!.shape[1]!;
    let loss = 0;
    labels.forEach((label, item) => {
      const row = logits!.data.subarray(item * classes, (item + 1) * classes);
      const largest = Math.max(...row);
      const whole = row.reduce((sum, value) => sum + Math.exp(value - largest), 0);
      row.forEach((value, k) => {
        const logarithm = value - largest - Math.log(whole);
        const share = labelSmoothing / classes + (k === label ? 1 - labelSmoothing : 0);
        loss -= share * (1 - Math.exp(logarithm)) ** gamma * logarithm;
      });
    });
    return { y: [loss / labels.length] };
  },
});

const input = inputsOf();

checkRefusals('focalCrossEntropy', {
  'targets of another shape': [
    () => focalCrossEntropy(input(2, 3), input(2, 2), 2),
    'focalCrossEntropy() got logits float32[2, 3] and targets float32[2, 2], expected both [N, C]',
  ],
  'a gamma of 0': [() => focalCrossEntropy(input(2, 3), input(2, 3), 0), 'focalCrossEntropy() gamma=0'],
});

test('targets have no gradient', () => {
  const targets = input(2, 2);
  expect(() => gradients(focalCrossEntropy(input(2, 2), targets, 2), [targets])).toThrow(
    'focalCrossEntropy() targets have no gradient',
  );
});
