import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { binaryTargets } from '../loss.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';

interface Config {
  readonly labels: readonly number[];
  readonly positiveWeight: number;
}

checkOperator<Config>('binary-cross-entropy', {
  build({ logits }, { labels, positiveWeight }) {
    const { positive, negative } = binaryTargets(labels, positiveWeight);
    const constant = (data: Float32Array) => logits!.graph.constant(data, logits!.type);
    return { y: binaryCrossEntropy(logits!, constant(positive), constant(negative)) };
  },
  // As PyTorch's manual defines it: the mean over items of −(w · t · log σ(z) + (1 − t) · log(1 − σ(z))).
  reference({ logits }, { labels, positiveWeight }) {
    const logSigmoid = (z: number) => Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    const losses = labels.map((label, item) => {
      const z = logits!.data[item]!;
      return -(positiveWeight * label * logSigmoid(z) + (1 - label) * logSigmoid(-z));
    });
    return { y: [losses.reduce((sum, loss) => sum + loss) / labels.length] };
  },
});

const input = inputsOf();

checkRefusals('binaryCrossEntropy', {
  'targets of another shape': [
    () => binaryCrossEntropy(input(2, 1), input(2), input(2, 1)),
    'binaryCrossEntropy() got float32[2, 1], float32[2], float32[2, 1], expected equal shapes',
  ],
});

test('targets have no gradient', () => {
  const negative = input(2);
  expect(() => gradients(binaryCrossEntropy(input(2), input(2), negative), [negative])).toThrow(
    'binaryCrossEntropy() targets have no gradient',
  );
});
