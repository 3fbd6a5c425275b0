import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { pool } from '../../test/reference.ts';
import { gradients } from '../autodiff.ts';
import type { PoolOptions } from './max-pool.ts';
import { normMaxPool2d } from './norm-max-pool.ts';
import { reshape } from './reshape.ts';

interface Config extends Required<PoolOptions> {
  readonly epsilon: number;
}

checkOperator<Config>('norm-max-pool', {
  build: ({ x, gamma, beta }, config) => ({ ...normMaxPool2d(x!, { gamma: gamma!, beta: beta! }, config) }),
  reference({ x, gamma, beta }, { epsilon, ...config }) {
    const [items, channels, height, width] = x!.shape as [number, number, number, number];
    const channelOf = (index: number) => Math.floor(index / (height * width)) % channels;
    const count = items * height * width;
    const mean = new Array<number>(channels).fill(0);
    const variance = new Array<number>(channels).fill(0);
    x!.data.forEach((value, index) => {
      mean[channelOf(index)]! += value / count;
    });
    x!.data.forEach((value, index) => {
      variance[channelOf(index)]! += (value - mean[channelOf(index)]!) ** 2 / count;
    });
    const data = x!.data.map((value, index) => {
      const channel = channelOf(index);
      const deviation = Math.sqrt(variance[channel]! + epsilon);
      return ((value - mean[channel]!) / deviation) * gamma!.data[channel]! + beta!.data[channel]!;
    });
    return { y: pool({ shape: x!.shape, data }, config), mean, variance };
  },
});

const input = inputsOf();
const x = input(2, 3, 4, 4);
const affine = { gamma: input(3), beta: input(3) };

checkRefusals('normMaxPool2d', {
  'a flat x': [
    () => normMaxPool2d(input(2, 3), affine, { kernel: 2 }),
    'normMaxPool2d() x: got float32[2, 3], expected [N, C, H, W]',
  ],
  'a gamma of another size': [
    () => normMaxPool2d(x, { ...affine, gamma: input(4) }, { kernel: 2 }),
    'normMaxPool2d() got float32[4], expected float32[3]',
  ],
  'a kernel larger than x': [() => normMaxPool2d(x, affine, { kernel: 5 }), 'kernel=5 is larger than the input'],
});

test('the statistics have no gradient', () => {
  const one = input(1, 1, 2, 2);
  const { mean } = normMaxPool2d(one, { gamma: input(1), beta: input(1) }, { kernel: 2 });
  expect(() => gradients(reshape(mean, []), [one])).toThrow('normMaxPool2d() statistics have no gradient');
});
