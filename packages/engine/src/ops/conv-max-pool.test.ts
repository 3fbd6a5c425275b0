import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { convolve, pool } from '../../test/reference.ts';
import { convMaxPool2d } from './conv-max-pool.ts';

// Sizes on both sides of every choice of form: columns, phases by convolution, and the two operators one after the other
// (odd sizes, even kernels, many channels of a large plane).
checkOperator('conv-max-pool', {
  build: ({ x, weight, bias }) => ({ y: convMaxPool2d(x!, weight!, bias!) }),
  reference({ x, weight, bias }) {
    const [items, , height, width] = x!.shape as [number, number, number, number];
    const [filters, , size] = weight!.shape as [number, number, number];
    const convolved = convolve(x!, weight!, { stride: 1, padding: 0, bias });
    const shape = [items, filters, height - size + 1, width - size + 1];
    return { y: pool({ shape, data: Float64Array.from(convolved) }, { kernel: 2, stride: 2, padding: 0 }) };
  },
});

const input = inputsOf();

checkRefusals('convMaxPool2d', {
  'weights for other channels': [
    () => convMaxPool2d(input(1, 3, 8, 8), input(2, 1, 5, 5), input(2)),
    'convMaxPool2d() got x float32[1, 3, 8, 8], weight float32[2, 1, 5, 5] and bias float32[2], expected [N, C, H, W]',
  ],
  'a bias for other filters': [
    () => convMaxPool2d(input(1, 3, 8, 8), input(2, 3, 5, 5), input(3)),
    'and bias float32[3], expected [N, C, H, W], [K, C, kH, kW] and [K]',
  ],
  'a kernel larger than x': [
    () => convMaxPool2d(input(1, 3, 4, 8), input(2, 3, 5, 5), input(2)),
    'nothing of x is left to pool, expected H > kH and W > kW',
  ],
  'a kernel as large as x': [
    () => convMaxPool2d(input(1, 3, 5, 5), input(2, 3, 5, 5), input(2)),
    'nothing of x is left to pool',
  ],
});
