import { describe } from 'vitest';
import { checkOperator, type OperatorUnderTest, type Values } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { groupNorm } from './group-norm.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

interface Config {
  readonly groups: number;
  readonly epsilon: number;
}

const UNDER_TEST: OperatorUnderTest<Config> = {
  build: ({ x, gamma, beta }, config) => ({ y: groupNorm(x!, gamma!, beta!, config) }),
  reference({ x, gamma, beta }, { groups, epsilon }) {
    const [, channels, height, width] = x!.shape as [number, number, number, number];
    const plane = height * width;
    const length = (channels / groups) * plane;
    const normalised = rowsOf(x!, length).flatMap((row) => {
      const mean = row.reduce((sum, value) => sum + value) / length;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
      return row.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
    });
    const channelOf = (at: number) => Math.floor(at / plane) % channels;
    return { y: normalised.map((value, at) => value * gamma!.data[channelOf(at)]! + beta!.data[channelOf(at)]!) };
  },
};

/** An item's group lies end to end. */
function rowsOf({ data }: Values, length: number): number[][] {
  return Array.from({ length: data.length / length }, (_, row) => [...data.subarray(row * length, (row + 1) * length)]);
}

checkOperator('group-norm', UNDER_TEST);

describe('with channels last', () => {
  checkOperator('group-norm', {
    ...UNDER_TEST,
    // ONNX Runtime moves the test's transposes about, and sums in another order.
    tolerances: { alone: { relative: 1e-6, absolute: 1e-6 } },
    build: ({ x, gamma, beta }, config) => ({
      y: channelsFirst(groupNorm(channelsLast(x!), gamma!, beta!, { ...config, channelsLast: true })),
    }),
  });
});

const input = inputsOf();
const x = input(2, 6, 4, 4);

checkRefusals('groupNorm', {
  'a flat x': [
    () => groupNorm(input(2, 6), input(6), input(6), { groups: 2 }),
    'groupNorm() x: got shape [2,6], expected [N, C, H, W]',
  ],
  'a gamma of another size': [
    () => groupNorm(x, input(4), input(6), { groups: 2 }),
    'groupNorm() argument 1: got float32[4], expected float32[6]',
  ],
  'groups that do not divide the channels': [
    () => groupNorm(x, input(6), input(6), { groups: 4 }),
    'groupNorm() groups=4: expected a divisor of the 6 channels',
  ],
  'no groups': [() => groupNorm(x, input(6), input(6), { groups: 0 }), 'groupNorm() groups=0'],
});
