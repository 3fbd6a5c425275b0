import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, describe, expect, test } from 'vitest';
import { expectClose } from '../test/close.ts';
import { formula } from '../test/formula.ts';
import { dropping, EVEN_ITEM, folding, ITEM, residual } from '../test/networks.ts';
import { exportModel } from './export-model.ts';
import { classLoss, classTargets } from './loss.ts';
import type { Network } from './nn/scope.ts';
import { ModelProtoSchema } from './onnx/generated/onnx_pb.ts';
import { sgd } from './optim/sgd.ts';
import { nodeRuntime } from './runtime/node.ts';
import { elementCount, float32, type TensorType } from './tensor-type.ts';
import { Trainer } from './trainer.ts';

const runtime = nodeRuntime({ threads: 1 });

describe.each<[string, Network, TensorType]>([
  ['residual network with batch normalisation', residual(3), ITEM],
  ['network with dropout', dropping(3), ITEM],
  ['network of pooled convolutions', folding(3), EVEN_ITEM],
  ['network of pooled convolutions of a large plane', folding(3), float32(3, 300, 300)],
])('the model of a trained %s', async (_, network, item) => {
  const items = (count: number) => Float32Array.from(formula(count * elementCount(item.shape), 77));
  const trainer = new Trainer({ runtime, network, item, loss: classLoss, optimizer: sgd(), seed: 3 });
  afterAll(() => trainer.dispose());
  const targets = { targets: classTargets([0, 1, 2, 0], { classes: 3 }) };
  for (let step = 0; step < 3; step++) await trainer.step({ x: items(4), targets }, 0.1);
  const model = exportModel({ network, item, state: await trainer.state(), metadata: { made: 'in a test' } });
  const executable = await runtime.load(model);
  afterAll(() => executable.dispose());

  test.each([1, 5])('gives the trainer’s logits and their softmax, batch %i', async (count) => {
    const expected = await trainer.logits(items(count));
    const logits = runtime.tensor(float32(count, 3));
    const probabilities = runtime.tensor(float32(count, 3));
    await executable.run(
      new Map([['x', runtime.tensor(float32(count, ...item.shape), items(count))]]),
      new Map([
        ['logits', logits],
        ['probabilities', probabilities],
      ]),
    );
    const got = (await logits.read()) as Float32Array;
    expectClose('logits', got, { expected, tolerance: { relative: 1e-6, absolute: 1e-6 } });
    const softmax = Array.from({ length: count }, (_, item) => {
      const exponentials = [...got.subarray(item * 3, item * 3 + 3)].map(Math.exp);
      return exponentials.map((value) => value / exponentials.reduce((sum, other) => sum + other));
    });
    const tolerance = { relative: 1e-6, absolute: 1e-7 };
    expectClose('probabilities', (await probabilities.read()) as Float32Array, { expected: softmax.flat(), tolerance });
  });

  test('takes x alone, of any number of items, and carries its metadata', () => {
    const { graph, metadataProps } = fromBinary(ModelProtoSchema, model);
    expect(graph?.input.map(({ name }) => name)).toEqual(['x']);
    expect(graph?.output.map(({ name }) => name)).toEqual(['logits', 'probabilities']);
    expect(metadataProps.map(({ key, value }) => [key, value])).toEqual([['made', 'in a test']]);
  });
});

test('a parameter that is missing is named', () => {
  const state = { tensors: new Map() };
  expect(() => exportModel({ network: residual(3), item: ITEM, state })).toThrow(
    new RangeError("exportModel() state: 'conv1.weight' is missing"),
  );
});
