import { describe, expect, test } from 'vitest';
import { checkOperator, type Values } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { formula } from '../../test/formula.ts';
import { runGraph } from '../../test/run-graph.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { gemm, linear } from './gemm.ts';

interface Config {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

checkOperator<Config>('gemm', {
  build: ({ a, b, bias }, config) => ({ y: gemm(a!, b!, { ...config, ...(bias && { bias }) }) }),
  reference: ({ a, b, bias }, config) => ({ y: product(a!, b!, { bias, ...config }) }),
});

function product(a: Values, b: Values, options: Config & { bias: Values | undefined }): number[] {
  const { transposeA, transposeB, bias } = options;
  const [rows, inner] = (transposeA ? a.shape.toReversed() : a.shape) as [number, number];
  const columns = b.shape[transposeB ? 0 : 1]!;
  const y: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = bias?.data[column] ?? 0;
      for (let i = 0; i < inner; i++) {
        const left = a.data[transposeA ? i * rows + row : row * inner + i]!;
        sum += left * b.data[transposeB ? column * inner + i : i * columns + column]!;
      }
      y.push(sum);
    }
  }
  return y;
}

describe('linear', () => {
  test.each([true, false])('is gemm with the weights transposed, bias %s', async (withBias) => {
    const graph = new Graph();
    const input = inputsOf(graph);
    const [x, weight, bias] = [input(3, 4), input(2, 4), input(2)];
    const y = linear(x, weight, ...(withBias ? [bias] : []));
    const same = gemm(x, weight, { transposeB: true, ...(withBias && { bias }) });
    const data = (salt: number, count: number) => Float32Array.from(formula(count, salt));
    const feeds = { 'input 0': data(1, 12), 'input 1': data(2, 8), 'input 2': data(3, 2) };
    const values = await runGraph(nodeRuntime({ threads: 1 }), { y, same }, feeds);
    expect(values.y).toEqual(values.same);
  });
});

const input = inputsOf();

checkRefusals('gemm', {
  'unequal inner dimensions': [
    () => gemm(input(2, 3), input(2, 3)),
    'gemm() got float32[2, 3] by float32[2, 3], expected matrices with equal inner dimensions',
  ],
  'unequal inner dimensions after transposing': [
    () => gemm(input(2, 3), input(2, 4), { transposeB: true }),
    'gemm() got float32[2, 3] by float32[2, 4]ᵀ',
  ],
  'a tensor of three dimensions': [() => gemm(input(2, 3, 1), input(3, 2)), 'gemm() got float32[2, 3, 1]'],
  'a bias by rows': [
    () => gemm(input(2, 3), input(3, 4), { bias: input(2) }),
    'gemm() bias: got float32[2], expected float32[4]',
  ],
});
