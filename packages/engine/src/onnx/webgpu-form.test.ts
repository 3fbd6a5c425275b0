import { describe, expect, test } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { Graph } from '../graph.ts';
import { split } from '../ops/concat.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { float32 } from '../tensor-type.ts';
import { encodeOnnx } from './encode.ts';
import { readOnnx } from './read.ts';
import { webgpuForm } from './webgpu-form.ts';

/** The processor, given models in the form for WebGPU. */
const processor = nodeRuntime({ threads: 1 });
const formed = { ...processor, load: (model: Uint8Array) => processor.load(webgpuForm(model).model) };

describe('webgpuForm', () => {
  test.each([7, 8, 49, 50, 400])('a split into %i parts gives the same parts', async (count) => {
    const sizes = Array.from({ length: count }, (_, part) => 1 + (part % 3));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const parts = split(new Graph().input('x', float32(total)), sizes);
    const outputs = Object.fromEntries(parts.map((part, index) => [`part ${index}`, part]));
    const x = Float32Array.from({ length: total }, (_, index) => index);
    expect(await runGraph(formed, outputs, { x })).toEqual(await runGraph(processor, outputs, { x }));
  });

  test('what needs no other form stays as it is, and nothing is left to the processor', () => {
    const x = new Graph().input('x', float32(3));
    const model = encodeOnnx(new Map(split(x, [1, 2]).map((part, index) => [`${index}`, part])));
    const { model: same, hostNodes } = webgpuForm(model);
    expect(hostNodes).toEqual([]);
    expect(readOnnx(same)).toEqual(readOnnx(model));
  });
});
