import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { convolve } from '../../test/reference.ts';
import { conv2d } from './conv2d.ts';

interface Config {
  readonly stride: number;
  readonly padding: number;
}

checkOperator<Config>('conv2d', {
  build: ({ x, weight, bias }, config) => ({ y: conv2d(x!, weight!, { ...config, ...(bias && { bias }) }) }),
  reference: ({ x, weight, bias }, config) => ({ y: convolve(x!, weight!, { bias, ...config }) }),
});

const input = inputsOf();
const x = input(2, 3, 5, 6);
const weight = input(4, 3, 3, 3);

checkRefusals('conv2d', {
  'a flat x': [
    () => conv2d(input(2, 3), weight),
    'conv2d() got x float32[2, 3] and weight float32[4, 3, 3, 3], expected [N, C, H, W] and [K, C, kH, kW]',
  ],
  'weights for other channels': [
    () => conv2d(x, input(4, 2, 3, 3)),
    'conv2d() got x float32[2, 3, 5, 6] and weight float32[4, 2, 3, 3], expected [N, C, H, W] and [K, C, kH, kW]',
  ],
  'stride 0': [() => conv2d(x, weight, { stride: 0 }), 'conv2d() stride=0: at least 1'],
  'stride 1.5': [() => conv2d(x, weight, { stride: 1.5 }), 'conv2d() stride=1.5: at least 1'],
  'padding -1': [() => conv2d(x, weight, { padding: -1 }), 'conv2d() padding=-1: at least 0'],
  'a short bias': [() => conv2d(x, weight, { bias: input(3) }), 'conv2d() bias: got float32[3], expected float32[4]'],
  'a kernel larger than the padded x': [
    () => conv2d(input(1, 3, 2, 9), weight),
    'conv2d() weight float32[4, 3, 3, 3] is larger than x float32[1, 3, 2, 9] with padding 0',
  ],
});
