import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  classLoss,
  classTargets,
  exportModel,
  layers,
  type Network,
  readSafetensors,
  sgd,
  Trainer,
  type TrainerState,
  toFloat32,
} from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { describe, expect, it } from 'vitest';
import { resnetFeatures } from './resnet.ts';

const weights = join(
  process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../../../../shared'),
  'weights/resnet18.imagenet.safetensors',
);
const IMAGENET_CLASSES = 1000;
const FEATURES = 512;

/** What PyTorch computes from the same weights. */
interface Reference {
  readonly eval_224: {
    readonly features_0_8: readonly (readonly number[])[];
    readonly logits_0_8: readonly (readonly number[])[];
    readonly top5: readonly (readonly number[])[];
  };
  readonly train_32: { readonly loss: number; readonly gradient_l2_norms: Readonly<Record<string, number>> };
}

const features: Network = (scope, x) => resnetFeatures(scope, x, 'resnet18', { frozenNorm: false });
const classifier: Network = (scope, x) => layers.linear(scope.child('fc'), features(scope, x), IMAGENET_CLASSES);

describe.skipIf(!existsSync(weights))('ResNet18 with ImageNet weights (needs ../shared/weights)', () => {
  const reference = () =>
    JSON.parse(readFileSync(weights.replace('imagenet.safetensors', 'reference.json'), 'utf8')) as Reference;

  it('gives the features, logits and top five of PyTorch at 224 px', async () => {
    const { features_0_8, logits_0_8, top5 } = reference().eval_224;
    const x = sine(0.001, [2, 3, 224, 224]);
    const ourFeatures = await outputOf(features, x, FEATURES);
    const ourLogits = await outputOf(classifier, x, IMAGENET_CLASSES);
    ourFeatures.forEach((row, item) => {
      expectClose(row.slice(0, 8), features_0_8[item]!);
      expectClose(ourLogits[item]!.slice(0, 8), logits_0_8[item]!);
      const ranked = Array.from(ourLogits[item]!.keys()).sort((a, b) => ourLogits[item]![b]! - ourLogits[item]![a]!);
      expect(ranked.slice(0, 5)).toEqual(top5[item]);
    });
  });

  it('gives the loss and the norms of gradients of PyTorch in training at 32 px', async () => {
    const { loss, gradient_l2_norms } = reference().train_32;
    const trainer = new Trainer({
      runtime: nodeRuntime({ threads: 1 }),
      network: classifier,
      item: { dtype: 'float32', shape: [3, 32, 32] },
      loss: classLoss,
      optimizer: sgd({ momentum: 0.9 }),
      seed: 1,
    });
    trainer.restore({ step: 0, tensors: new Map([...(await trainer.state()).tensors, ...imagenetTensors()]) });
    const targets = classTargets([1, 5, 7, 9], { classes: IMAGENET_CLASSES });
    const step = await trainer.step({ x: sine(0.01, [4, 3, 32, 32]), targets: { targets } }, 0.1);
    const { tensors } = await trainer.state();
    await trainer.dispose();
    expect(step.loss / loss).toBeCloseTo(1, 4);
    for (const [name, norm] of Object.entries(gradient_l2_norms)) {
      // The first velocity is the gradient.
      expect(Math.hypot(...chunks(tensors.get(`${name}#velocity`)!.data)) / norm, name).toBeCloseTo(1, 3);
    }
  });
});

function sine(step: number, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length: count }, (_, k) => Math.sin(step * k));
}

function imagenetTensors(): TrainerState['tensors'] {
  const { tensors } = readSafetensors(readFileSync(weights));
  const wanted = [...tensors].filter(([name]) => !name.endsWith('num_batches_tracked'));
  return new Map(wanted.map(([name, tensor]) => [name, { shape: tensor.shape, data: toFloat32(tensor) }]));
}

async function outputOf(network: Network, x: Float32Array, width: number): Promise<Float32Array[]> {
  const runtime = nodeRuntime({ threads: 1 });
  const shape = [3, 224, 224];
  const items = x.length / (3 * 224 * 224);
  const item = { dtype: 'float32', shape } as const;
  const model = await runtime.load(exportModel({ network, item, state: { tensors: imagenetTensors() } }));
  const output = runtime.tensor({ dtype: 'float32', shape: [items, width] });
  const input = runtime.tensor({ dtype: 'float32', shape: [items, ...shape] }, x);
  await model.run(new Map([['x', input]]), new Map([['logits', output]]));
  const values = (await output.read()) as Float32Array;
  await model.dispose();
  return Array.from({ length: items }, (_, at) => values.slice(at * width, (at + 1) * width));
}

function expectClose(got: Float32Array, expected: readonly number[]): void {
  expected.forEach((value, at) => {
    expect(Math.abs(got[at]! - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
  });
}

/** Norms of parts, since a function takes only so many arguments. */
function chunks(values: Float32Array): number[] {
  return Array.from({ length: Math.ceil(values.length / 1000) }, (_, at) =>
    Math.hypot(...values.subarray(at * 1000, (at + 1) * 1000)),
  );
}
