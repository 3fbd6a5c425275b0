import { Graph } from '../graph.ts';
import { encodeOnnx } from '../onnx/encode.ts';
import { gemm } from '../ops/gemm.ts';
import type { Runtime } from '../runtime/runtime.ts';

const MATRIX = 1024;

/**
 * The rate of one large matrix product (1024 x 1024, float32): what the machine can reach.
 *
 * @returns thousands of millions of additions and multiplications a second, the best of the products done in the time.
 */
export async function matmulPeak(runtime: Runtime, forMs: number): Promise<number> {
  const graph = new Graph();
  const type = { dtype: 'float32', shape: [MATRIX, MATRIX] } as const;
  const product = gemm(graph.input('a', type), graph.input('b', type));
  const executable = await runtime.load(encodeOnnx(new Map([['c', product]])));
  const ones = new Float32Array(MATRIX * MATRIX).fill(1);
  const inputs = new Map([
    ['a', runtime.tensor(type, ones)],
    ['b', runtime.tensor(type, ones.slice())],
  ]);
  const outputs = new Map([['c', runtime.tensor(type)]]);
  let best = 0;
  const start = performance.now();
  do {
    const before = performance.now();
    await executable.run(inputs, outputs);
    best = Math.max(best, (2 * MATRIX ** 3) / ((performance.now() - before) * 1e6));
  } while (performance.now() - start < forMs);
  await executable.dispose();
  for (const tensor of [...inputs.values(), ...outputs.values()]) tensor.dispose();
  return best;
}
