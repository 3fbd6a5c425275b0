import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { classTargets } from '../loss.ts';
import { robustCrossEntropy } from './robust-cross-entropy.ts';

interface Config {
  readonly labels: readonly number[];
  readonly q: number;
  readonly labelSmoothing: number;
}

checkOperator<Config>('robust-cross-entropy', {
  build({ logits }, { labels, q, labelSmoothing }) {
    const targets = classTargets(labels, { classes: logits!.shape[1]!, labelSmoothing });
    return { y: robustCrossEntropy(logits!, logits!.graph.constant(targets, logits!.type), q) };
  },
  reference({ logits }, { labels, q, labelSmoothing }) {
    const classes = logits!.shape[1]!;
    let loss = 0;
    labels.forEach((label, item) => {
      const row = logits!.data.subarray(item * classes, (item + 1) * classes);
      const largest = Math.max(...row);
      const whole = row.reduce((sum, value) => sum + Math.exp(value - largest), 0);
      row.forEach((value, k) => {
        const share = labelSmoothing / classes + (k === label ? 1 - labelSmoothing : 0);
        loss += (share * (1 - (Math.exp(value - largest) / whole) ** q)) / q;
      });
    });
    return { y: [loss / labels.length] };
  },
});

const input = inputsOf();

checkRefusals('robustCrossEntropy', {
  'targets of another shape': [
    () => robustCrossEntropy(input(2, 3), input(2, 2), 0.7),
    'robustCrossEntropy() got logits float32[2, 3] and targets float32[2, 2], expected both [N, C]',
  ],
  'a q of 0': [() => robustCrossEntropy(input(2, 3), input(2, 3), 0), 'robustCrossEntropy() q=0'],
  'a q above 1': [() => robustCrossEntropy(input(2, 3), input(2, 3), 1.1), 'robustCrossEntropy() q=1.1'],
});

test('targets have no gradient', () => {
  const targets = input(2, 2);
  expect(() => gradients(robustCrossEntropy(input(2, 2), targets, 0.7), [targets])).toThrow(
    'robustCrossEntropy() targets have no gradient',
  );
});
