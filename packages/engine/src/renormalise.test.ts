import { describe, expect, test } from 'vitest';
import { expectClose } from '../test/close.ts';
import { type InputFormula, inputValues } from '../test/formula.ts';
import golden from '../test/golden/renormalise.json' with { type: 'json' };
import { ITEM, plain, residual } from '../test/networks.ts';
import { exportModel } from './export-model.ts';
import { averageModels } from './onnx/average-models.ts';
import { modelTensors } from './onnx/model-tensors.ts';
import { normLayers, withConstants } from './onnx/norm-layers.ts';
import { renormalise } from './renormalise.ts';
import { nodeRuntime } from './runtime/node.ts';
import { elementCount } from './tensor-type.ts';
import type { StoredTensor } from './trainer.ts';

const runtime = nodeRuntime({ threads: 1 });
const TOLERANCE = { relative: 1e-5, absolute: 1e-6 };
const LAYERS = ['bn1', 'bn2'] as const;

const floats = (formula: InputFormula) => Float32Array.from(inputValues(formula));
const start = new Map<string, StoredTensor>(
  Object.entries(golden.start).map(([name, formula]) => [name, { shape: formula.shape, data: floats(formula) }]),
);
const model = exportModel({ network: residual(2), item: ITEM, state: { tensors: start } });
const items = floats(golden.items);
const size = elementCount(ITEM.shape);

/** All items, so many at a time. */
const inBatchesOf = (count: number) => () =>
  Array.from({ length: Math.ceil(7 / count) }, (_, at) => {
    const data = items.slice(at * count * size, (at + 1) * count * size);
    return { data, count: data.length / size };
  });

describe('renormalise', () => {
  test.each([7, 3])(
    'gives each layer the statistics that PyTorch has in training, %i items at a time',
    async (count) => {
      const result = await renormalise(model, { runtime, item: ITEM, batches: inBatchesOf(count), priorItems: 0 });
      expect(result.layers).toBe(2);
      const tensors = modelTensors(result.model);
      for (const layer of LAYERS) {
        const { mean, variance } = golden.statistics[layer];
        expectClose(`${layer} mean`, tensors.get(`${layer}.running_mean`)!.data, {
          expected: mean,
          tolerance: TOLERANCE,
        });
        const found = tensors.get(`${layer}.running_var`)!.data;
        expectClose(`${layer} variance`, found, { expected: variance, tolerance: TOLERANCE });
      }
      for (const [name, { data }] of start) {
        if (!name.includes('running')) expect(tensors.get(name)!.data).toEqual(data);
      }
    },
  );

  test('mixes old and new by the number of items: 7 of 7 + 14 are a third', async () => {
    const { model: mixed } = await renormalise(model, { runtime, item: ITEM, batches: inBatchesOf(7), priorItems: 14 });
    // The first layer's input does not depend on any statistics.
    const expected = golden.statistics.bn1.mean.map((now, at) => {
      const before = start.get('bn1.running_mean')!.data[at]!;
      return before + (now - before) / 3;
    });
    const found = modelTensors(mixed).get('bn1.running_mean')!.data;
    expectClose('bn1 mean', found, { expected, tolerance: TOLERANCE });
  });

  test('does the same to each member of an average', async () => {
    const both = averageModels([model, model], {
      means: ['probabilities'],
      logarithm: { name: 'logits', of: 'probabilities' },
    });
    const options = { runtime, item: ITEM, batches: inBatchesOf(7), priorItems: 0 };
    const [one, two] = [await renormalise(model, options), await renormalise(both, options)];
    expect(two.layers).toBe(4);
    const [alone, together] = [modelTensors(one.model), modelTensors(two.model)];
    expect(together.get('member1.bn2.running_var')).toEqual(alone.get('bn2.running_var'));
  });

  test('leaves a network without such layers as it is', async () => {
    const layers = new Map([...(await plainTensors())]);
    const bytes = exportModel({ network: plain(2), item: ITEM, state: { tensors: layers } });
    const result = await renormalise(bytes, { runtime, item: ITEM, batches: inBatchesOf(7), priorItems: 0 });
    expect(result).toEqual({ model: bytes, layers: 0 });
  });

  test('refuses fewer than two items, and a negative weight of the old', async () => {
    const batches = () => [{ data: items.slice(0, size), count: 1 }];
    await expect(renormalise(model, { runtime, item: ITEM, batches, priorItems: 1 })).rejects.toThrow('got 1 items');
    const negative = renormalise(model, { runtime, item: ITEM, batches: inBatchesOf(7), priorItems: -1 });
    await expect(negative).rejects.toThrow('priorItems=-1');
  });

  test('ends where `onLayer` throws', async () => {
    const done: number[] = [];
    const onLayer = async (layer: number) => {
      done.push(layer);
      if (layer === 1) throw new Error('interrupted');
    };
    const options = { runtime, item: ITEM, batches: inBatchesOf(7), priorItems: 0, onLayer };
    await expect(renormalise(model, options)).rejects.toThrow('interrupted');
    expect(done).toEqual([0, 1]);
  });
});

test('constants are replaced by name alone, and by as many numbers', () => {
  const [{ mean }] = normLayers(model) as [ReturnType<typeof normLayers>[number]];
  const changed = withConstants(model, new Map([[mean, Float32Array.of(1, 2, 3, 4)]]));
  expect([...modelTensors(changed).get('bn1.running_mean')!.data]).toEqual([1, 2, 3, 4]);
  expect(() => withConstants(model, new Map([[mean, Float32Array.of(1)]]))).toThrow('expected float32[4]');
  expect(() => withConstants(model, new Map([['nowhere', Float32Array.of(1)]]))).toThrow("no constant 'nowhere'");
});

/** Any weights of the right shapes. */
async function plainTensors(): Promise<Map<string, StoredTensor>> {
  const shapes = {
    'conv.weight': [5, 2, 3, 3],
    'conv.bias': [5],
    'hidden.weight': [7, 10],
    'hidden.bias': [7],
    'head.weight': [2, 7],
    'head.bias': [2],
  };
  return new Map(
    Object.entries(shapes).map(([name, shape]) => [name, { shape, data: new Float32Array(elementCount(shape)) }]),
  );
}
