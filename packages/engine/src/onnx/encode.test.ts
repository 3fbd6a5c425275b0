import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { Graph, type Tensor } from '../graph.ts';
import { add } from '../ops/binary.ts';
import { gemm } from '../ops/gemm.ts';
import { relu } from '../ops/relu.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { float32 } from '../tensor-type.ts';
import { type EncodeOptions, encodeOnnx } from './encode.ts';
import { type ModelProto, ModelProtoSchema, type ValueInfoProto } from './generated/onnx_pb.ts';

const runtime = nodeRuntime({ threads: 1 });

function encoded(outputs: Readonly<Record<string, Tensor>>, options?: EncodeOptions): ModelProto {
  return fromBinary(ModelProtoSchema, encodeOnnx(new Map(Object.entries(outputs)), options));
}
const names = (values: readonly { name: string }[] | undefined) => values?.map(({ name }) => name);
const dimensions = ({ type }: ValueInfoProto) =>
  type?.value.case === 'tensorType' ? type.value.value.shape?.dim.map(({ value }) => value.value) : undefined;

describe('the model', () => {
  const graph = new Graph();
  const x = graph.input('x', float32(2, 3));
  const spare = graph.input('spare', float32(2, 3));
  const weight = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6), float32(3, 2), 'weight');
  const y = relu(gemm(x, weight));
  add(x, spare);

  test('has the given output names and only the inputs that they need', () => {
    const { graph: proto } = encoded({ y });
    expect(names(proto?.input)).toEqual(['x']);
    expect(names(proto?.output)).toEqual(['y']);
    expect(proto?.node.map(({ opType }) => opType)).toEqual(expect.arrayContaining(['Gemm', 'Relu']));
    expect(proto?.node.map(({ opType }) => opType)).not.toContain('Add');
  });

  test('holds a constant once, however often it is used', () => {
    const { graph: proto } = encoded({ y, again: gemm(x, weight) });
    expect(proto?.initializer.filter(({ dims }) => dims.join() === '3,2')).toHaveLength(1);
  });

  test('asks for operator set 17 of the standard alone', () => {
    const { opsetImport, irVersion, graph: proto } = encoded({ y });
    expect(opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 17n]]);
    expect(irVersion).toBe(8n);
    expect(new Set(proto?.node.map(({ domain }) => domain))).toEqual(new Set(['']));
  });

  test('has fixed shapes, or a free batch where asked for', () => {
    const fixed = encoded({ y }).graph!;
    expect([...fixed.input, ...fixed.output].map(dimensions)).toEqual([
      [2n, 3n],
      [2n, 2n],
    ]);
    const free = encoded({ y }, { freeBatch: true }).graph!;
    expect([...free.input, ...free.output].map(dimensions)).toEqual([
      ['batch', 3n],
      ['batch', 2n],
    ]);
  });

  test('carries metadata and who made it', () => {
    const producer = { name: 'test', version: '1.2' };
    const model = encoded({ y }, { metadata: { 'a key': 'ñ' }, producer });
    expect(model.metadataProps.map(({ key, value }) => [key, value])).toEqual([['a key', 'ñ']]);
    expect([model.producerName, model.producerVersion]).toEqual(['test', '1.2']);
    expect(encoded({ y }).producerName).toBe('@leukoscope/engine');
  });

  test('is the same bytes each time', () => {
    expect(encodeOnnx(new Map([['y', y]]))).toEqual(encodeOnnx(new Map([['y', y]])));
  });
});

describe('runs with', () => {
  const graph = new Graph();
  const x = graph.input('x', float32(2));
  const y = relu(x);
  const constant = graph.constant(Float32Array.of(7, 8), float32(2));

  test.each<[string, Record<string, Tensor>, Record<string, number[]>]>([
    ['one tensor under two names', { a: y, b: y }, { a: [0, 2], b: [0, 2] }],
    ['an output that other nodes use too', { y, twice: add(y, y) }, { y: [0, 2], twice: [0, 4] }],
    ['an input as output', { y, same: x }, { y: [0, 2], same: [-1, 2] }],
    ['a constant as output', { y, constant }, { y: [0, 2], constant: [7, 8] }],
  ])('%s', async (_, outputs, expected) => {
    const executable = await runtime.load(encodeOnnx(new Map(Object.entries(outputs))));
    const fetches = new Map(Object.keys(outputs).map((name) => [name, runtime.tensor(float32(2))]));
    await executable.run(new Map([['x', runtime.tensor(float32(2), Float32Array.of(-1, 2))]]), fetches);
    for (const [name, values] of Object.entries(expected)) {
      expect([...((await fetches.get(name)!.read()) as Float32Array)]).toEqual(values);
    }
    await executable.dispose();
  });

  test('a free batch of other sizes than it was built with', async () => {
    const wide = relu(new Graph().input('x', float32(2, 1)));
    const executable = await runtime.load(encodeOnnx(new Map([['y', wide]]), { freeBatch: true }));
    for (const items of [1, 2, 5]) {
      const data = Float32Array.from({ length: items }, (_, index) => index - 1);
      const result = runtime.tensor(float32(items, 1));
      await executable.run(new Map([['x', runtime.tensor(float32(items, 1), data)]]), new Map([['y', result]]));
      expect([...((await result.read()) as Float32Array)]).toEqual([...data.map((value) => Math.max(0, value))]);
    }
  });
});
