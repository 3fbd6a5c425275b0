import { expect, test } from 'vitest';
import { exportModel } from '../export-model.ts';
import { linear } from '../nn/layers.ts';
import type { Network } from '../nn/scope.ts';
import { averageModels } from './average-models.ts';
import { modelTensors } from './model-tensors.ts';

const network: Network = (scope, x) => linear(scope.child('fc.0'), x, 3);
const tensors = new Map([
  ['fc.0.weight', { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  ['fc.0.bias', { shape: [3], data: Float32Array.of(-1, 0, 1) }],
]);
const exported = exportModel({ network, item: { dtype: 'float32', shape: [2] }, state: { tensors } });

test('what was exported comes back under its names, from a Buffer at any place too', () => {
  expect(modelTensors(exported)).toEqual(tensors);
  for (let offset = 0; offset < 4; offset++) {
    const file = Buffer.concat([Buffer.alloc(offset), exported]).subarray(offset);
    expect(modelTensors(file)).toEqual(tensors);
  }
});

test('members of an average keep theirs apart', () => {
  const options = { means: ['probabilities'], logarithm: { name: 'logits', of: 'probabilities' } };
  const both = modelTensors(averageModels([exported, exported], options));
  expect([...both.keys()].sort()).toEqual(
    [0, 1].flatMap((member) => [`member${member}.fc.0.bias`, `member${member}.fc.0.weight`]),
  );
  expect(both.get('member1.fc.0.bias')).toEqual(tensors.get('fc.0.bias'));
});
