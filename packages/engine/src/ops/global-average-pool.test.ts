import { describe } from 'vitest';
import { checkOperator, type OperatorUnderTest } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { globalAveragePool } from './global-average-pool.ts';
import { channelsLast } from './transpose.ts';

const UNDER_TEST: OperatorUnderTest<object> = {
  build: ({ x }) => ({ y: globalAveragePool(x!) }),
  reference({ x }) {
    const [items, channels, height, width] = x!.shape as [number, number, number, number];
    const y = new Float64Array(items * channels);
    x!.data.forEach((value, index) => {
      y[Math.floor(index / (height * width))]! += value / (height * width);
    });
    return { y };
  },
};

checkOperator('global-average-pool', UNDER_TEST);

describe('with channels last', () => {
  checkOperator('global-average-pool', {
    ...UNDER_TEST,
    build: ({ x }) => ({ y: globalAveragePool(channelsLast(x!), { channelsLast: true }) }),
  });
});

checkRefusals('globalAveragePool', {
  'a flat x': [
    () => globalAveragePool(inputsOf()(2, 3)),
    'globalAveragePool() x: got float32[2, 3], expected [N, C, H, W]',
  ],
  'a flat x with channels last': [
    () => globalAveragePool(inputsOf()(2, 3), { channelsLast: true }),
    'globalAveragePool() x: got float32[2, 3], expected [N, H, W, C]',
  ],
});
