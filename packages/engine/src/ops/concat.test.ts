import { describe, expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { runGraph } from '../../test/run-graph.ts';
import { gradients } from '../autodiff.ts';
import { Graph, type Tensor } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { concat, split } from './concat.ts';
import { reshape } from './reshape.ts';

checkOperator('concat', {
  build: (parts) => ({ y: concat(Object.values(parts) as [Tensor]) }),
  reference: (parts) => ({ y: Object.values(parts).flatMap(({ data }) => [...data]) }),
});

describe('split', () => {
  test.each([[[6]], [[2, 4]], [[1, 2, 3]]])('into %j, and concat puts it together again', async (sizes) => {
    const x = inputsOf(new Graph())(6);
    const parts = split(x, sizes);
    const outputs = Object.fromEntries(parts.map((part, index) => [`part ${index}`, part]));
    const feeds = { 'input 0': Float32Array.of(10, 11, 12, 13, 14, 15) };
    const values = await runGraph(nodeRuntime({ threads: 1 }), { ...outputs, whole: concat(parts as [Tensor]) }, feeds);
    let next = 10;
    sizes.forEach((size, index) => {
      expect([...(values[`part ${index}`] as Float32Array)]).toEqual(Array.from({ length: size }, () => next++));
    });
    expect(values.whole).toEqual(feeds['input 0']);
  });
});

const input = inputsOf();

checkRefusals('concat', {
  'parts of two dimensions': [
    () => concat([input(2), input(2, 3)]),
    'concat() parts[1]: got float32[2, 3], expected one dimension',
  ],
});
checkRefusals('split', {
  'sizes that do not add up': [
    () => split(input(6), [2, 3]),
    'split() sizes=[2,3]: got float32[6], expected their sum 5',
  ],
});

test('have no gradient, and say so', () => {
  const x = input(1);
  expect(() => gradients(reshape(concat([x]), []), [x])).toThrow("operator 'concat' has no gradient");
  expect(() => gradients(reshape(split(x, [1])[0]!, []), [x])).toThrow("operator 'split' has no gradient");
});
