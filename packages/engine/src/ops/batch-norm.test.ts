import { describe, expect, test } from 'vitest';
import { checkOperator, type OperatorUnderTest, type Values } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { batchNorm, frozenBatchNorm } from './batch-norm.ts';
import { reshape } from './reshape.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

interface Config {
  readonly frozen: boolean;
  readonly epsilon: number;
}

const UNDER_TEST: OperatorUnderTest<Config> = {
  build({ x, gamma, beta, mean, variance }, { frozen, epsilon }) {
    if (!frozen) return { ...batchNorm(x!, gamma!, beta!, { epsilon }) };
    const statistics = { mean: mean!, variance: variance! };
    return { y: frozenBatchNorm(x!, { gamma: gamma!, beta: beta! }, statistics, { epsilon }) };
  },
  reference({ x, gamma, beta, mean, variance }, { frozen, epsilon }) {
    const own = statisticsOf(x!);
    const used = frozen ? { mean: mean!.data, variance: variance!.data } : own;
    const y = x!.data.map((value, index) => {
      const channel = channelOf(x!, index);
      const deviation = Math.sqrt(used.variance[channel]! + epsilon);
      return ((value - used.mean[channel]!) / deviation) * gamma!.data[channel]! + beta!.data[channel]!;
    });
    return frozen ? { y } : { y, ...own };
  },
};

checkOperator('batch-norm', UNDER_TEST);

describe('with channels last', () => {
  checkOperator('batch-norm', {
    ...UNDER_TEST,
    // ONNX Runtime moves the test's transposes about, and sums in another order.
    tolerances: { alone: { relative: 1e-6, absolute: 1e-6 } },
    build({ x, gamma, beta, mean, variance }, { frozen, epsilon }) {
      const options = { epsilon, channelsLast: true };
      const last = channelsLast(x!);
      if (!frozen) {
        const { y, ...statistics } = batchNorm(last, gamma!, beta!, options);
        return { y: channelsFirst(y), ...statistics };
      }
      const statistics = { mean: mean!, variance: variance! };
      return { y: channelsFirst(frozenBatchNorm(last, { gamma: gamma!, beta: beta! }, statistics, options)) };
    },
  });
});

function channelOf({ shape: [, channels, height, width] }: Values, index: number): number {
  return Math.floor(index / (height! * width!)) % channels!;
}

function statisticsOf(x: Values): { mean: number[]; variance: number[] } {
  const [, channels] = x.shape as [number, number];
  const byChannel = Array.from({ length: channels }, (_, channel) =>
    [...x.data].filter((_, index) => channelOf(x, index) === channel),
  );
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;
  const mean = byChannel.map(meanOf);
  const variance = byChannel.map((values, channel) => meanOf(values.map((value) => (value - mean[channel]!) ** 2)));
  return { mean, variance };
}

const input = inputsOf();
const x = input(2, 3, 4, 4);
const affine = { gamma: input(3), beta: input(3) };

checkRefusals('batchNorm', {
  'a flat x': [
    () => batchNorm(input(2, 3), affine.gamma, affine.beta),
    'batchNorm() x: got shape [2,3], expected [N, C, H, W]',
  ],
  'a flat x with channels last': [
    () => batchNorm(input(2, 3), affine.gamma, affine.beta, { channelsLast: true }),
    'batchNorm() x: got shape [2,3], expected [N, H, W, C]',
  ],
  'a gamma of another size': [
    () => batchNorm(x, input(4), affine.beta),
    'batchNorm() argument 1: got float32[4], expected float32[3]',
  ],
  'statistics of another size': [
    () => frozenBatchNorm(x, affine, { mean: input(3), variance: input(2) }),
    'frozenBatchNorm() argument 4: got float32[2], expected float32[3]',
  ],
});

test('the batch’s own statistics have no gradient either', () => {
  const one = input(1, 1, 2, 2);
  const { mean } = batchNorm(one, input(1), input(1));
  expect(() => gradients(reshape(mean, []), [one])).toThrow('batchNorm() statistics have no gradient');
});

test('frozen statistics have no gradient', () => {
  const [one, gamma, beta, mean, variance] = [input(1, 1, 1, 1), input(1), input(1), input(1), input(1)];
  const y = frozenBatchNorm(one, { gamma, beta }, { mean, variance });
  expect(() => gradients(reshape(y, []), [variance])).toThrow('frozenBatchNorm() statistics have no gradient');
});
