import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { classTargets } from '../loss.ts';
import { softmaxCrossEntropy } from './cross-entropy.ts';

interface Config {
  readonly labels: readonly number[];
  readonly classWeights: readonly number[] | null;
  readonly labelSmoothing: number;
}

checkOperator<Config>('cross-entropy', {
  build({ logits }, { labels, classWeights, labelSmoothing }) {
    const classes = logits!.shape[1]!;
    const targets = classTargets(labels, { classes, labelSmoothing, ...(classWeights && { classWeights }) });
    return { y: softmaxCrossEntropy(logits!, logits!.graph.constant(targets, logits!.type)) };
  },
  // As PyTorch's manual defines the weighted mean and the smoothing.
  reference({ logits }, { labels, classWeights, labelSmoothing }) {
    const classes = logits!.shape[1]!;
    const weight = (label: number) => classWeights?.[label] ?? 1;
    let loss = 0;
    let total = 0;
    labels.forEach((label, item) => {
      const row = logits!.data.subarray(item * classes, (item + 1) * classes);
      const surprise = (k: number) => logOfSumOfExponentials(row) - row[k]!;
      loss += (1 - labelSmoothing) * weight(label) * surprise(label);
      for (let k = 0; k < classes; k++) loss += (labelSmoothing / classes) * weight(k) * surprise(k);
      total += weight(label);
    });
    return { y: [loss / total] };
  },
});

function logOfSumOfExponentials(values: Float64Array): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

const input = inputsOf();

checkRefusals('softmaxCrossEntropy', {
  'targets of another shape': [
    () => softmaxCrossEntropy(input(2, 3), input(2, 2)),
    'softmaxCrossEntropy() got logits float32[2, 3] and targets float32[2, 2], expected both [N, C]',
  ],
  'flat logits': [() => softmaxCrossEntropy(input(3), input(3)), 'expected both [N, C]'],
});

test('targets have no gradient', () => {
  const targets = input(2, 2);
  expect(() => gradients(softmaxCrossEntropy(input(2, 2), targets), [targets])).toThrow(
    'softmaxCrossEntropy() targets have no gradient',
  );
});
