import { clearField, create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { formula } from '../../test/formula.ts';
import { readGolden } from '../../test/golden.ts';
import { Graph } from '../graph.ts';
import { encodeOnnx } from '../onnx/encode.ts';
import { ForeignModelError, readForeignModel } from '../onnx/foreign-model.ts';
import {
  type ModelProto,
  ModelProtoSchema,
  SparseTensorProtoSchema,
  TensorProtoSchema,
} from '../onnx/generated/onnx_pb.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { float32 } from '../tensor-type.ts';
import { foreignNetwork } from './foreign-network.ts';
import { relu } from './relu.ts';

interface Case {
  readonly name: string;
  readonly opset: number;
  readonly shape: readonly [number, number, number, number];
  readonly output: string | null;
  readonly sides: readonly number[];
  readonly onnx: string;
  readonly features: readonly (readonly number[])[];
}
const CASES = readGolden<Case[]>('foreign');
const runtime = nodeRuntime({ threads: 1 });
const bytesOf = ({ onnx }: Case) => new Uint8Array(Buffer.from(onnx, 'base64'));
const read = (stored: Case) => readForeignModel(bytesOf(stored), stored.output ?? undefined);

/** Within our own model: behind a node of ours, as one output of a file with any number of images. */
function merged({ sides, shape, ...stored }: Case): Uint8Array {
  const graph = new Graph();
  const [, ...item] = stored.name === 'channels last' ? [0, 3, shape[1], shape[2]] : shape;
  const x = graph.input('x', float32(1, ...item));
  const features = foreignNetwork(x, { network: read({ sides, shape, ...stored }), sides });
  return encodeOnnx(
    new Map([
      ['y', relu(features)],
      ['features', features],
    ]),
    { freeBatch: true },
  );
}

describe('another program’s network', () => {
  test.each(CASES.map((stored) => [stored.name, stored] as const))(
    '%s: gives PyTorch’s features',
    async (_, stored) => {
      const [items, ...sides] = stored.shape;
      const channelsLast = stored.name === 'channels last';
      const values = Float32Array.from(formula(items * sides.reduce((a, b) => a * b), 1));
      const [height, width] = channelsLast ? sides : sides.slice(1);
      // Ours are always channels first.
      const at = (image: number, channel: number, place: number) => (image * height! * width! + place) * 3 + channel;
      const planes = channelsLast
        ? values.map((_value, index) => {
            const [image, rest] = [Math.floor(index / (3 * height! * width!)), index % (3 * height! * width!)];
            return values[at(image, Math.floor(rest / (height! * width!)), rest % (height! * width!))]!;
          })
        : values;
      const executable = await runtime.load(merged(stored));
      const width2 = stored.sides[0]!;
      for (const count of [1, items]) {
        const x = runtime.tensor(float32(count, 3, height!, width!), planes.slice(0, count * 3 * height! * width!));
        const [features, y] = [runtime.tensor(float32(count, width2)), runtime.tensor(float32(count, width2))];
        await executable.run(
          new Map([['x', x]]),
          new Map([
            ['features', features],
            ['y', y],
          ]),
        );
        const found = Array.from((await features.read()) as Float32Array);
        expect(found).toHaveLength(count * width2);
        for (const [index, value] of found.entries()) {
          expect(value).toBeCloseTo(stored.features.flat()[index]!, 5);
        }
      }
      await executable.dispose();
    },
  );

  test('may have its weights as lists of numbers', async () => {
    const [stored] = CASES as [Case];
    const onnx = changed(({ graph }) => {
      for (const tensor of graph!.initializer) {
        tensor.floatData = [...new Float32Array(tensor.rawData.slice().buffer)];
        clearField(tensor, TensorProtoSchema.field.rawData);
      }
    });
    const listed = { ...stored, onnx: Buffer.from(onnx).toString('base64') };
    const executable = await runtime.load(merged(listed));
    const x = runtime.tensor(float32(1, 3, 9, 9), Float32Array.from(formula(243, 1)));
    const features = runtime.tensor(float32(1, 5));
    await executable.run(new Map([['x', x]]), new Map([['features', features]]));
    await executable.dispose();
    for (const [at, value] of ((await features.read()) as Float32Array).entries()) {
      expect(value).toBeCloseTo(stored.features[0]![at]!, 5);
    }
  });

  test('keeps its operator set; what the used value does not need stays out', () => {
    const [stored] = CASES as [Case];
    const model = fromBinary(ModelProtoSchema, merged(stored));
    expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', BigInt(stored.opset)]]);
    const whole = fromBinary(ModelProtoSchema, bytesOf(stored));
    expect(whole.graph!.node.map(({ opType }) => opType)).toContain('Gemm');
    expect(model.graph!.node.map(({ opType }) => opType)).not.toContain('Gemm');
    expect(model.graph!.initializer.map(({ name }) => name).filter((name) => name.includes('head'))).toEqual([]);
  });
});

/** The first case with a change. */
function changed(change: (model: ModelProto) => void): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytesOf(CASES[0]!));
  change(model);
  return toBinary(ModelProtoSchema, model);
}

const sideOf = (model: ModelProto, at: number) => {
  const { value } = model.graph!.input[0]!.type!;
  return (value.case === 'tensorType' ? value.value.shape : undefined)!.dim[at]!;
};

test.each<[string, Uint8Array, string | undefined, ForeignModelError['reason'], string]>([
  ['bytes that are no model', Uint8Array.of(1, 2, 3), undefined, 'unreadable', 'not a complete ONNX model'],
  ['several outputs and none chosen', bytesOf(CASES[0]!), undefined, 'outputs', 'features, logits'],
  ['a value that is not there', bytesOf(CASES[0]!), 'penultimate', 'output', 'penultimate'],
  [
    'an old operator set',
    changed((model) => {
      model.opsetImport[0]!.version = 9n;
    }),
    'features',
    'opset',
    '9',
  ],
  [
    'weights in another file',
    changed(({ graph }) => {
      graph!.initializer[0] = create(TensorProtoSchema, { ...graph!.initializer[0]!, dataLocation: 1 });
    }),
    'features',
    'external-data',
    'body.3.weight',
  ],
  [
    'sparse weights',
    changed(({ graph }) => {
      const values = graph!.initializer[0]!;
      graph!.sparseInitializer.push(create(SparseTensorProtoSchema, { values, dims: values.dims }));
    }),
    'features',
    'sparse',
    'body.3.weight',
  ],
  [
    'one channel',
    changed((model) => {
      sideOf(model, 1).value = { case: 'dimValue', value: 1n };
    }),
    'features',
    'input',
    'image float[n, 1, 9, 9]',
  ],
  [
    'batches of eight',
    changed((model) => {
      sideOf(model, 0).value = { case: 'dimValue', value: 8n };
    }),
    'features',
    'input',
    'image float[8, 3, 9, 9]',
  ],
  [
    'bytes for pixels',
    changed(({ graph }) => {
      const { value } = graph!.input[0]!.type!;
      if (value.case === 'tensorType') value.value.elemType = 2;
    }),
    'features',
    'input',
    'image uint8[n, 3, 9, 9]',
  ],
  [
    'two inputs',
    changed(({ graph }) => void graph!.input.push(graph!.input[0]!)),
    'features',
    'input',
    'image float[n, 3, 9, 9], image float[n, 3, 9, 9]',
  ],
])('refuses %s', (_, bytes, ...[output, reason, got]) => {
  const attempt = () => readForeignModel(bytes, output);
  expect(attempt).toThrow(ForeignModelError);
  expect(attempt).toThrow(expect.objectContaining({ reason, got }));
});

test('refuses images of another size than the file is made for', () => {
  const network = read(CASES[0]!);
  const x = new Graph().input('x', float32(1, 3, 9, 10));
  expect(() => foreignNetwork(x, { network, sides: [5] })).toThrow(
    'foreignNetwork() x: got float32[1, 3, 9, 10], expected float32[N, 3, 9, 9]',
  );
});
