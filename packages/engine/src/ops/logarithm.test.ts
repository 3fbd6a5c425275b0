import { expect, test } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { gradients } from '../autodiff.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { logarithm } from './logarithm.ts';
import { reshape } from './reshape.ts';

test('of probabilities; that of 0 is a number too', async () => {
  const x = new Graph().input('x', { dtype: 'float32', shape: [5] });
  const values = [1, 0.5, 1e-30, 1e-42, 0];
  const { y } = await runGraph(nodeRuntime({ threads: 1 }), { y: logarithm(x) }, { x: Float32Array.from(values) });
  const expected = [0, Math.log(0.5), Math.log(1e-30), Math.log(2 ** -126), Math.log(2 ** -126)];
  for (const [at, value] of expected.entries()) expect(y![at]).toBeCloseTo(value, 4);
});

test('has no gradient, and says so', () => {
  const x = new Graph().input('x', { dtype: 'float32', shape: [1] });
  expect(() => gradients(reshape(logarithm(x), []), [x])).toThrow("operator 'logarithm' has no gradient");
});
