import { describe, expect, test } from 'vitest';
import { exportModel } from '../export-model.ts';
import * as layers from '../nn/layers.ts';
import type { Network } from '../nn/scope.ts';
import { normalizeImage } from '../ops/normalize-image.ts';
import { relu } from '../ops/relu.ts';
import { flatten } from '../ops/reshape.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { float32 } from '../tensor-type.ts';
import { averageModels } from './average-models.ts';

const runtime = nodeRuntime({ threads: 1 });
const OPTIONS = { means: ['probabilities'], logarithm: { name: 'logits', of: 'probabilities' } };
const ITEMS = [
  [0.5, -1, 2],
  [3, 0.25, -0.125],
];

const shallow: Network = (scope, x) => layers.linear(scope.child('head'), x, 2);
const deep: Network = (scope, x) =>
  layers.linear(scope.child('head'), relu(layers.linear(scope.child('hidden'), x, 4)), 2);

/** A model whose parameters are a formula of `salt`. */
function modelOf(network: Network, salt: number, inputs = 3): Uint8Array {
  const values = (shape: readonly number[]) => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, at) => Math.sin(salt + 3 * at)),
  });
  const isDeep = network === deep;
  const tensors = new Map([
    ['head.weight', values([2, isDeep ? 4 : inputs])],
    ['head.bias', values([2])],
    ['hidden.weight', values([4, inputs])],
    ['hidden.bias', values([4])],
  ]);
  return exportModel({ network, item: float32(inputs), state: { tensors } });
}

async function run(model: Uint8Array): Promise<Record<'logits' | 'probabilities', number[]>> {
  const executable = await runtime.load(model);
  const [logits, probabilities] = [runtime.tensor(float32(2, 2)), runtime.tensor(float32(2, 2))];
  const x = runtime.tensor(float32(2, 3), Float32Array.from(ITEMS.flat()));
  await executable.run(
    new Map([['x', x]]),
    new Map([
      ['logits', logits],
      ['probabilities', probabilities],
    ]),
  );
  const read = async (tensor: typeof logits) => [...((await tensor.read()) as Float32Array)];
  const result = { logits: await read(logits), probabilities: await read(probabilities) };
  await executable.dispose();
  return result;
}

/** A model for pictures of one channel. */
function pictureModelOf(salt: number, sizePx: number): Uint8Array {
  const network: Network = (scope, x) =>
    layers.linear(scope.child('head'), flatten(normalizeImage(x, { mean: [0.5], deviation: [0.25] })), 2);
  const values = (shape: readonly number[]) => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, at) => Math.sin(salt + 3 * at)),
  });
  const tensors = new Map([
    ['head.weight', values([2, sizePx * sizePx])],
    ['head.bias', values([2])],
  ]);
  return exportModel({ network, item: { dtype: 'uint8', shape: [sizePx, sizePx, 1] }, state: { tensors } });
}

/** Probabilities of two pictures. */
async function runOnPictures(model: Uint8Array, sizePx: number, pixels: readonly number[]): Promise<number[]> {
  const executable = await runtime.load(model);
  const [probabilities, logits] = [runtime.tensor(float32(2, 2)), runtime.tensor(float32(2, 2))];
  const x = runtime.tensor({ dtype: 'uint8', shape: [2, sizePx, sizePx, 1] }, Uint8Array.from(pixels));
  await executable.run(
    new Map([['x', x]]),
    new Map([
      ['probabilities', probabilities],
      ['logits', logits],
    ]),
  );
  const values = [...((await probabilities.read()) as Float32Array)];
  await executable.dispose();
  return values;
}

describe('the average of models', () => {
  test('of different networks is the mean of what each gives by itself, within 1e-7', async () => {
    const models = [modelOf(shallow, 1), modelOf(deep, 2), modelOf(deep, 5)];
    const each = await Promise.all(models.map(run));
    const { probabilities, logits } = await run(averageModels(models, OPTIONS));
    for (const [at, value] of probabilities.entries()) {
      const mean = each.reduce((sum, one) => sum + one.probabilities[at]!, 0) / 3;
      expect(Math.abs(value - mean)).toBeLessThan(1e-7);
      expect(logits[at]).toBeCloseTo(Math.log(value), 6);
    }
    expect(new Set(each.map((one) => one.probabilities[0])).size).toBe(3);
  });

  test('of models for pictures of several sizes shows the others what is made of the pictures of one', async () => {
    const resampling = { source: 2, target: 1, weights: Float32Array.of(1, 1), total: 2 };
    const [whole, part] = [pictureModelOf(1, 2), pictureModelOf(2, 1)];
    const together = averageModels([part, whole], { ...OPTIONS, resamplings: [resampling, null] });
    const pixels = [3, 250, 18, 40, 99, 7, 120, 200];
    const means = [78, 107]; // of four values each, 77.75 and 106.5
    const each = [await runOnPictures(part, 1, means), await runOnPictures(whole, 2, pixels)] as const;
    const mean = each[0].map((value, at) => (value + each[1][at]!) / 2);
    const got = await runOnPictures(together, 2, pixels);
    for (const [at, value] of got.entries()) expect(Math.abs(value - mean[at]!)).toBeLessThan(1e-6);
  });

  test('of one model is that model', async () => {
    const model = modelOf(shallow, 1);
    expect((await run(averageModels([model], OPTIONS))).probabilities).toEqual((await run(model)).probabilities);
  });
});

describe('is refused', () => {
  test.each<[string, readonly Uint8Array[], string]>([
    ['without models', [], 'averageModels() models: expected at least one whose pictures are those of the whole'],
    [
      'with other inputs',
      [modelOf(shallow, 1), modelOf(shallow, 1, 5)],
      'averageModels() models[1]: other inputs than the first',
    ],
  ])('%s', (_, models, message) => {
    expect(() => averageModels(models, OPTIONS)).toThrow(new RangeError(message));
  });

  test('without the output', () => {
    expect(() => averageModels([modelOf(shallow, 1)], { ...OPTIONS, means: ['typeProbabilities'] })).toThrow(
      new RangeError("averageModels(): a model has no output 'typeProbabilities'"),
    );
  });
});
