/** Averages of models with another program's network inside, from the files that PyTorch wrote for foreign.json. */
import { clearField, fromBinary, toBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { formula } from '../../test/formula.ts';
import { readGolden } from '../../test/golden.ts';
import { exportModel } from '../export-model.ts';
import { layers } from '../index.ts';
import { foreignNetwork } from '../ops/foreign-network.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { float32 } from '../tensor-type.ts';
import { averageModels, UnjoinableError } from './average-models.ts';
import { readForeignModel } from './foreign-model.ts';
import { ModelProtoSchema, TensorProtoSchema } from './generated/onnx_pb.ts';

interface Case {
  readonly name: string;
  readonly output: string | null;
  readonly sides: readonly number[];
  readonly onnx: string;
}
const CASES = readGolden<Case[]>('foreign');
const caseOf = (name: string) => CASES.find((stored) => stored.name === name)!;
const OPTIONS = { means: ['probabilities'], logarithm: { name: 'logits', of: 'probabilities' } };
const SIDE = 9;
const runtime = nodeRuntime({ threads: 1 });

/** A head of ours, by a formula of `salt`, on what the file's network makes of an image; its weights as lists if asked. */
function modelOf(name: string, { salt = 1, listed = false } = {}): Uint8Array {
  const { onnx, output, sides } = caseOf(name);
  const model = fromBinary(ModelProtoSchema, new Uint8Array(Buffer.from(onnx, 'base64')));
  for (const tensor of listed ? model.graph!.initializer : []) {
    tensor.floatData = [...new Float32Array(tensor.rawData.slice().buffer)];
    clearField(tensor, TensorProtoSchema.field.rawData);
  }
  const network = readForeignModel(toBinary(ModelProtoSchema, model), output ?? undefined);
  const values = (...shape: number[]) => ({
    shape,
    data: Float32Array.from(
      formula(
        shape.reduce((a, b) => a * b),
        salt,
      ),
    ),
  });
  return exportModel({
    network: (scope, x) => layers.linear(scope.child('head'), foreignNetwork(x, { network, sides }), 2),
    item: float32(3, SIDE, SIDE),
    state: {
      tensors: new Map([
        ['head.weight', values(2, sides[0]!)],
        ['head.bias', values(2)],
      ]),
    },
  });
}

async function probabilitiesOf(model: Uint8Array): Promise<number[]> {
  const executable = await runtime.load(model);
  const x = runtime.tensor(float32(1, 3, SIDE, SIDE), Float32Array.from(formula(3 * SIDE * SIDE, 1)));
  const [probabilities, logits] = [runtime.tensor(float32(1, 2)), runtime.tensor(float32(1, 2))];
  const outputs = [
    ['probabilities', probabilities],
    ['logits', logits],
  ] as const;
  await executable.run(new Map([['x', x]]), new Map(outputs));
  await executable.dispose();
  return [...((await probabilities.read()) as Float32Array)];
}

const SEVENTEEN = 'features beside logits, operator set 17';

test('is the mean of what each gives, weights as bytes or as lists of numbers', async () => {
  const models = [modelOf(SEVENTEEN, { salt: 1 }), modelOf(SEVENTEEN, { salt: 5, listed: true })];
  const [first, second] = [await probabilitiesOf(models[0]!), await probabilitiesOf(models[1]!)];
  expect(Math.abs(first[0]! - second[0]!)).toBeGreaterThan(1e-3);
  const mean = await probabilitiesOf(averageModels(models, OPTIONS));
  for (const [at, value] of mean.entries()) expect(value).toBeCloseTo((first[at]! + second[at]!) / 2, 6);
});

test.each([
  ['another operator set', 'features beside logits, operator set 13', 'operator-sets'],
  ['one image at a time', 'one image at a time', 'subgraphs'],
] as const)('%s is told', (_, name, reason) => {
  const first = reason === 'subgraphs' ? name : SEVENTEEN;
  const attempt = () => averageModels([modelOf(first), modelOf(name)], OPTIONS);
  expect(attempt).toThrow(UnjoinableError);
  expect(attempt).toThrow(expect.objectContaining({ reason }));
});
