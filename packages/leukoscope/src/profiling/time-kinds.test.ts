import { expect, test } from 'vitest';
import { kindsOf } from './time-kinds.ts';

const node = (name: string) => {
  const opType = /(?<opType>[A-Za-z]+)\.\d+$/.exec(name)?.groups?.opType ?? name.replace(/_.*/, '');
  return { name, opType, ms: 1, flops: 0 };
};

test.each([
  ['forward//normalizeImage/Mul.8', 'pixels'],
  ['forward/conv1/convByColumns/Gemm.24', 'convolution'],
  ['forward/layer1.0.conv1/convWinograd/MatMul.1', 'convolution'],
  ['forward/conv1/convByColumns/Slice.17', 'copies'],
  ['gradient/conv1/convByColumnsInputGradient/ConvTranspose.104', 'convolution-by-input'],
  ['gradient/layer1.0.conv1/convWinogradWeightGradient/MatMul.9', 'convolution-by-weights'],
  ['gradient/layer1.0.conv1/convChannelsLastGradients/Gemm.12', 'convolution-gradients'],
  ['gradient/conv1/gemm/Gemm.126', 'convolution-by-weights'],
  ['gradient/head.0/gemm/Gemm.74', 'dense'],
  ['fused forward/head.0/gemm/Gemm.55', 'dense'],
  ['forward/bn1/batchNorm/Mul.4', 'normalisation'],
  ['gradient/bn1/batchNormGradient/Mul.4', 'normalisation'],
  ['forward/conv1/phaseMax/Max.26', 'pooling'],
  ['forward/bn1/normMaxPool2d/MaxPool.3', 'pooling'],
  ['forward/conv1/relu/Relu.31', 'element-wise'],
  ['forward/loss/softmaxCrossEntropy/Mul.61', 'loss'],
  ['update//multiply/Mul.140', 'update'],
  ['update//split/Split.0', 'update'],
  ['ReorderOutput_token_6', 'copies'],
])('%s: %s', (name, kind) => {
  // The layer's own convolution is there too, by which a matrix product in its gradient is known.
  const kinds = kindsOf([node(name), node('forward/conv1/convByColumns/Gemm.24')]);
  expect(kinds[0]).toBe(kind);
});

test('a convolution that ONNX Runtime put together with what follows it stays one', () => {
  expect(kindsOf([{ ...node('forward/bn1/relu/19_nchwc'), opType: 'Conv' }])).toEqual(['convolution']);
});
