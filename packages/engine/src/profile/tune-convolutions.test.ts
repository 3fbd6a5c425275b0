import { describe, expect, test } from 'vitest';
import type { ConvForm } from '../choices.ts';
import { classLoss, classTargets } from '../loss.ts';
import * as layers from '../nn/layers.ts';
import type { Network } from '../nn/scope.ts';
import { convKey, expectedForm, formsOf } from '../ops/conv-channels-last.ts';
import { relu } from '../ops/relu.ts';
import { flatten } from '../ops/reshape.ts';
import { sgd } from '../optim/sgd.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { float32 } from '../tensor-type.ts';
import { Trainer } from '../trainer.ts';
import { tuneConvolutions } from './tune-convolutions.ts';

const runtime = nodeRuntime({ threads: 1 });
const [ITEMS, SIDE] = [2, 6];
const conv = { kernel: 3, padding: 1, filters: 3 };

/** Two convolutions of the same shape, one with a stride, one on a plane that every output sees whole. */
const network: Network = (scope, x) => {
  const first = relu(layers.convChannelsLast(scope.child('first'), x, conv));
  const second = relu(layers.convChannelsLast(scope.child('second'), first, conv));
  const third = layers.convChannelsLast(scope.child('third'), second, { ...conv, stride: 3, padding: 0 });
  const fourth = layers.convChannelsLast(scope.child('fourth'), third, conv);
  return layers.linear(scope.child('head'), flatten(fourth), 2);
};
const input = float32(ITEMS, SIDE, SIDE, 3);
const FIRST = `${ITEMS}x6x6x3 3x3x3x3 s1 p1`;
const FOURTH = `${ITEMS}x2x2x3 3x3x3x3 s1 p1`;

describe('which forms there are', () => {
  test.each<[string, number[], number, ConvForm[], ConvForm]>([
    ['a large plane', [32, 56, 56, 64], 1, ['rows', 'tiles'], 'tiles'],
    ['a stride', [32, 56, 56, 64], 2, ['rows'], 'rows'],
    ['a plane of 2 x 2', [32, 2, 2, 64], 1, ['rows', 'tiles', 'positions'], 'positions'],
  ])('%s', (_, x, ...[stride, forms, expected]) => {
    const shape = { x, weight: [3, 3, 64, 64], stride, padding: 1 };
    expect(formsOf(shape)).toEqual(forms);
    expect(expectedForm(shape)).toBe(expected);
  });
});

test('each shape with a choice is timed once in each of its forms', async () => {
  const progress: number[] = [];
  const tuned = await tuneConvolutions({ runtime, network, input, onProgress: (done) => progress.push(done) });
  expect(tuned.map(({ key }) => key)).toEqual([FIRST, FOURTH]);
  expect(progress).toEqual([0, 1, 2]);
  for (const { expected, chosen, ms } of tuned) {
    expect(Object.values(ms).every((time) => time > 0)).toBe(true);
    const least = Math.min(...Object.values(ms));
    expect(chosen === expected ? ms[expected]! * 0.95 <= least : ms[chosen] === least).toBe(true);
  }
  expect(Object.keys(tuned[1]!.ms)).toEqual(['rows', 'tiles', 'positions']);
});

test('an abort is heard between convolutions', async () => {
  const controller = new AbortController();
  const attempt = tuneConvolutions({
    runtime,
    network,
    input,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(attempt).rejects.toBe(controller.signal.reason);
});

test('a trainer takes the forms it is given, and learns the same', async () => {
  const losses = async (forms: Readonly<Record<string, ConvForm>>) => {
    const trainer = new Trainer({
      ...{ runtime, network, item: float32(SIDE, SIDE, 3), loss: classLoss, optimizer: sgd(), seed: 1 },
      convForms: forms,
    });
    const x = Float32Array.from({ length: ITEMS * SIDE * SIDE * 3 }, (_, at) => Math.sin(at));
    const targets = { targets: classTargets([0, 1], { classes: 2 }) };
    const found: number[] = [];
    for (let step = 0; step < 4; step++) found.push((await trainer.step({ x, targets }, 0.1)).loss);
    await trainer.dispose();
    return found;
  };
  const byModel = await losses({});
  const byRows = await losses({ [FIRST]: 'rows', [FOURTH]: 'rows' });
  const byTiles = await losses({ [FIRST]: 'tiles', [FOURTH]: 'tiles' });
  expect(byTiles).not.toEqual(byRows);
  for (const [at, loss] of byModel.entries()) {
    expect(byRows[at]).toBeCloseTo(loss, 4);
    expect(byTiles[at]).toBeCloseTo(loss, 4);
  }
  await expect(
    losses({ [convKey({ x: input.shape, weight: [3, 3, 3, 3], stride: 1, padding: 1 })]: 'positions' }),
  ).rejects.toThrow("convChannelsLast() forms: 'positions' cannot compute 2x6x6x3 3x3x3x3 s1 p1");
});
