import { exportModel, type Network, type StoredTensor, type Tensor } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { drawnState } from '../../test/drawn-state.ts';
import { TINY_RUNTIME } from '../../test/tiny-model.ts';
import { LEARNING_PARTS } from './network-choices.ts';
import { buildNetwork, NETWORKS, rateFactorOf, splitNetwork } from './networks.ts';

const SIZE_PX = 32;
const ITEMS = 3;
const CLASSES = 4;
const item = { dtype: 'uint8', shape: [SIZE_PX, SIZE_PX, 3] } as const;

async function outputOf(network: Network, state: ReadonlyMap<string, StoredTensor>, x: Given): Promise<Given> {
  const outputs = (given: Tensor, apply: (x: Tensor) => Tensor) => {
    const output = apply(given);
    shape = output.shape.slice(1);
    return new Map([['output', output]]);
  };
  let shape: readonly number[] = [];
  const model = exportModel({ network, item: x.item, state: { tensors: state }, outputs });
  const executable = await TINY_RUNTIME.load(model);
  const output = TINY_RUNTIME.tensor({ dtype: 'float32', shape: [ITEMS, ...shape] });
  const input = TINY_RUNTIME.tensor({ ...x.item, shape: [ITEMS, ...x.item.shape] }, x.data);
  await executable.run(new Map([['x', input]]), new Map([['output', output]]));
  await executable.dispose();
  return { item: { dtype: 'float32', shape }, data: (await output.read()) as Float32Array };
}

interface Given {
  readonly item: { readonly dtype: 'uint8' | 'float32'; readonly shape: readonly number[] };
  readonly data: Uint8Array | Float32Array;
}

describe.each(['resnet18', 'resnet50', 'cell-resnet8'] as const)('%s in two parts', (name) => {
  const { spec, normalisation } = NETWORKS[name];
  const preprocessing = { sizePx: SIZE_PX, crop: { kind: 'whole' }, kernel: 'area', ...normalisation } as const;

  test.each(LEARNING_PARTS.filter((part) => part !== 'all'))(
    'of which the %s learns, one after the other, is the whole',
    async (learns) => {
      const network = buildNetwork(spec, preprocessing, { classes: CLASSES });
      const tensors = drawnState(network, item);
      const pixels = Uint8Array.from({ length: ITEMS * SIZE_PX ** 2 * 3 }, (_, k) => (k * k * 7 + k * 13) % 256);
      const { frozen, learning } = splitNetwork(spec, preprocessing, { learns, classes: CLASSES });
      const whole = await outputOf(network, tensors, { item, data: pixels });
      const features = await outputOf(frozen, tensors, { item, data: pixels });
      const logits = await outputOf(learning, tensors, features);
      expect(logits.data).toHaveLength(ITEMS * CLASSES);
      for (const [at, value] of whole.data.entries()) expect(Math.abs(logits.data[at]! - value)).toBeLessThan(1e-5);
    },
  );
});

test('the learning rate shrinks once for each stage below the head', () => {
  const names = ['head.2.bias', 'layer4.1.bn2.weight', 'layer3.0.conv1.weight', 'layer1.0.conv1.weight', 'bn1.weight'];
  expect(names.map((name) => rateFactorOf(name, 0.5))).toEqual([1, 0.5, 0.25, 0.0625, 0.03125]);
});
