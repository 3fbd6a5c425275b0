import { expect, test } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { gradients } from '../autodiff.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { gemm } from './gemm.ts';
import { logarithm } from './logarithm.ts';
import { reshape } from './reshape.ts';

test('of probabilities; that of 0 is a number too', async () => {
  const x = new Graph().input('x', { dtype: 'float32', shape: [5] });
  const values = [1, 0.5, 1e-30, 1e-42, 0];
  const { y } = await runGraph(nodeRuntime({ threads: 1 }), { y: logarithm(x) }, { x: Float32Array.from(values) });
  const expected = [0, Math.log(0.5), Math.log(1e-30), Math.log(2 ** -126), Math.log(2 ** -126)];
  for (const [at, value] of expected.entries()) expect(y![at]).toBeCloseTo(value, 4);
});

test('its gradient is 1 / x; 0 below the smallest', async () => {
  const x = new Graph().input('x', { dtype: 'float32', shape: [5, 1] });
  const weights = x.graph.constant(Float32Array.of(1, 2, 3, 4, 5), { dtype: 'float32', shape: [1, 5] });
  const [dx] = gradients(reshape(gemm(weights, logarithm(x)), []), [x]);
  const values = Float32Array.of(1, 0.5, 1e-30, 1e-42, 0);
  const { gradient } = await runGraph(nodeRuntime({ threads: 1 }), { gradient: dx! }, { x: values });
  for (const [at, value] of [1, 4, 3e30, 0, 0].entries()) {
    expect(Math.abs(Number(gradient![at]) - value)).toBeLessThanOrEqual(1e-6 * value);
  }
});
