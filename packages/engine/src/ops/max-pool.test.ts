import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { pool } from '../../test/reference.ts';
import { maxPool2d, type PoolOptions } from './max-pool.ts';

checkOperator<Required<PoolOptions>>('max-pool', {
  build: ({ x }, config) => ({ y: maxPool2d(x!, config) }),
  reference: ({ x }, config) => ({ y: pool(x!, config) }),
});

const input = inputsOf();

checkRefusals('maxPool2d', {
  'a flat x': [() => maxPool2d(input(2, 3), { kernel: 2 }), 'maxPool2d() x: got float32[2, 3], expected [N, C, H, W]'],
  'padding above half the kernel': [
    () => maxPool2d(input(1, 1, 4, 4), { kernel: 3, padding: 2 }),
    'maxPool2d() padding=2: at most half the kernel 3',
  ],
  'a kernel larger than x': [
    () => maxPool2d(input(1, 1, 4, 2), { kernel: 3 }),
    'maxPool2d() kernel=3 is larger than the input float32[1, 1, 4, 2]',
  ],
});
