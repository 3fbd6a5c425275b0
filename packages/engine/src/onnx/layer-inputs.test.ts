import { expect, test } from 'vitest';
import { exportModel } from '../export-model.ts';
import { linear } from '../nn/layers.ts';
import type { Network } from '../nn/scope.ts';
import { relu } from '../ops/relu.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { averageModels } from './average-models.ts';
import { withLayerInputs } from './layer-inputs.ts';

/** Three features, max(x + (1, 2, −9), 0) of one number, and a head. */
const network: Network = (scope, x) => linear(scope.child('head'), relu(linear(scope.child('first'), x, 3)), 2);
const modelOf = (shift: number) =>
  exportModel({
    network,
    item: { dtype: 'float32', shape: [1] },
    state: {
      tensors: new Map([
        ['first.weight', { shape: [3, 1], data: Float32Array.of(1, 1, 1) }],
        ['first.bias', { shape: [3], data: Float32Array.of(1 + shift, 2, -9) }],
        ['head.weight', { shape: [2, 3], data: Float32Array.of(1, 0, 0, 0, 1, 0) }],
        ['head.bias', { shape: [2], data: Float32Array.of(0, 0) }],
      ]),
    },
  });
const isHead = (layer: string) => layer === 'head';

async function run(bytes: Uint8Array, inputs: readonly { name: string; columns: number }[]) {
  const runtime = nodeRuntime({ threads: 1 });
  const executable = await runtime.load(bytes);
  const outputs = inputs.map(
    ({ name, columns }) => [name, runtime.tensor({ dtype: 'float32', shape: [2, columns] })] as const,
  );
  const x = runtime.tensor({ dtype: 'float32', shape: [2, 1] }, Float32Array.of(5, 10));
  await executable.run(new Map([['x', x]]), new Map(outputs));
  const values = await Promise.all(outputs.map(async ([, tensor]) => [...((await tensor.read()) as Float32Array)]));
  await executable.dispose();
  return values;
}

test('what goes into a layer is another output, and those there were are still there', async () => {
  const { model, inputs } = withLayerInputs(modelOf(0), isHead);
  expect(inputs.map(({ columns }) => columns)).toEqual([3]);
  const [features, logits] = await run(model, [...inputs, { name: 'logits', columns: 2 }]);
  expect(features).toEqual([6, 7, 0, 11, 12, 1]);
  expect(logits).toEqual([6, 7, 11, 12]);
});

test('of an average there is one for each member', async () => {
  const options = { means: ['probabilities'], logarithm: { name: 'logits', of: 'probabilities' } };
  const { model, inputs } = withLayerInputs(averageModels([modelOf(0), modelOf(1)], options), isHead);
  expect(await run(model, inputs)).toEqual([
    [6, 7, 0, 11, 12, 1],
    [7, 7, 0, 12, 12, 1],
  ]);
});

test('a model without such a layer is refused', () => {
  expect(() => withLayerInputs(modelOf(0), () => false)).toThrow(
    'withLayerInputs() bytes: no matrix product in such a layer',
  );
});
