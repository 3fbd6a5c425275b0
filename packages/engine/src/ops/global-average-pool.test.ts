import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { globalAveragePool } from './global-average-pool.ts';

checkOperator('global-average-pool', {
  build: ({ x }) => ({ y: globalAveragePool(x!) }),
  reference({ x }) {
    const [items, channels, height, width] = x!.shape as [number, number, number, number];
    const y = new Float64Array(items * channels);
    x!.data.forEach((value, index) => {
      y[Math.floor(index / (height * width))]! += value / (height * width);
    });
    return { y };
  },
});

checkRefusals('globalAveragePool', {
  'a flat x': [
    () => globalAveragePool(inputsOf()(2, 3)),
    'globalAveragePool() x: got float32[2, 3], expected [N, C, H, W]',
  ],
});
