import { afterAll, describe, expect, test } from 'vitest';
import { checkRefusals } from '../test/check-refusals.ts';
import { formula } from '../test/formula.ts';
import { dropping, ITEM, residual } from '../test/networks.ts';
import { classLoss, classTargets } from './loss.ts';
import { dropout, linear } from './nn/layers.ts';
import type { Network } from './nn/scope.ts';
import { adamW } from './optim/adam.ts';
import { sgd } from './optim/sgd.ts';
import { nodeRuntime } from './runtime/node.ts';
import { readSafetensors, type SafeTensor, writeSafetensors } from './state/safetensors.ts';
import { elementCount, float32 } from './tensor-type.ts';
import { type Batch, Trainer, type TrainerOptions, type TrainerState } from './trainer.ts';

// That what a trainer computes is what PyTorch computes is checked by the runtime contract (runtime/node.test.ts).

const runtime = nodeRuntime({ threads: 1 });
const trainers: Trainer[] = [];
afterAll(async () => {
  for (const trainer of trainers) await trainer.dispose();
});

function makeTrainer(options: Partial<TrainerOptions> = {}): Trainer {
  const defaults = { runtime, network: dropping(3), item: ITEM, loss: classLoss, optimizer: adamW(), seed: 1 };
  const trainer = new Trainer({ ...defaults, ...options });
  trainers.push(trainer);
  return trainer;
}

function batch(items: number, salt: number): Batch {
  const x = Float32Array.from(formula(items * elementCount(ITEM.shape), salt));
  const labels = Array.from({ length: items }, (_, item) => (item + salt) % 3);
  return { x, targets: { targets: classTargets(labels, { classes: 3 }) } };
}

/** Steps from … to, each with a batch of its own; every third is a small one. */
async function train(trainer: Trainer, from: number, to: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    losses.push((await trainer.step(batch(step % 3 === 2 ? 3 : 5, step), 0.01)).loss);
  }
  return losses;
}

describe('the same seed, data and batches', () => {
  test('give the same losses and the same state, to the bit', async () => {
    const [one, two] = [makeTrainer(), makeTrainer()];
    expect(await train(one, 0, 6)).toEqual(await train(two, 0, 6));
    expect(await one.state()).toEqual(await two.state());
  });

  test('another seed gives other weights and another course', async () => {
    const [one, two] = [makeTrainer({ seed: 1 }), makeTrainer({ seed: 2 })];
    const start = (await one.state()).tensors.get('conv.weight')!.data;
    expect(start).not.toEqual((await two.state()).tensors.get('conv.weight')!.data);
    expect(await train(one, 0, 2)).not.toEqual(await train(two, 0, 2));
  });
});

describe('parameters', () => {
  test('start from what is given, the others by the seed', async () => {
    const drawn = (await makeTrainer().state()).tensors;
    const { shape, data } = drawn.get('conv.weight')!;
    const given = { shape, data: data.map((value) => 2 * value) };
    const stranger = { shape: [2], data: Float32Array.of(1, 2) };
    const trainer = makeTrainer({
      start: new Map([['conv.weight', given] as const, ['of no layer', stranger] as const]),
    });
    const { tensors } = await trainer.state();
    expect(tensors.get('conv.weight')).toEqual(given);
    expect(tensors.get('head.weight')).toEqual(drawn.get('head.weight'));
    expect(tensors.has('of no layer')).toBe(false);
  });

  test('of another rate factor step as far as another learning rate lets them, the others as before', async () => {
    const rateFactor = (name: string) => (name.startsWith('head.') ? 1 : 0.25);
    const [varied, plain, slow] = [makeTrainer({ rateFactor }), makeTrainer(), makeTrainer()];
    await varied.step(batch(5, 1), 0.01);
    await plain.step(batch(5, 1), 0.01);
    await slow.step(batch(5, 1), 0.0025);
    const [states, ofPlain, ofSlow] = [await varied.state(), await plain.state(), await slow.state()];
    expect(states.tensors.get('head.weight')).toEqual(ofPlain.tensors.get('head.weight'));
    expect(states.tensors.get('conv.weight')).toEqual(ofSlow.tensors.get('conv.weight'));
    expect(ofSlow.tensors.get('conv.weight')).not.toEqual(ofPlain.tensors.get('conv.weight'));
  });
});

describe('a state', () => {
  test('restored in a new trainer goes on as if never interrupted, to the bit', async () => {
    const straight = makeTrainer();
    const losses = await train(straight, 0, 7);
    const before = makeTrainer();
    await train(before, 0, 4);
    const after = makeTrainer({ seed: 1 });
    after.restore(await before.state());
    expect(after.steps).toBe(4);
    expect(await train(after, 4, 7)).toEqual(losses.slice(4));
    expect(await after.state()).toEqual(await straight.state());
  });

  test('survives a safetensors file to the bit', async () => {
    const trainer = makeTrainer();
    await train(trainer, 0, 3);
    const state = await trainer.state();
    const tensors = [...state.tensors].map(([name, tensor]) => [name, { dtype: 'F32', ...tensor } as const] as const);
    const file = writeSafetensors(new Map<string, SafeTensor>(tensors), { step: `${state.step}` });
    const read = readSafetensors(file);
    expect(read.metadata).toEqual({ step: '3' });
    for (const [name, { shape, data }] of state.tensors) expect(read.tensors.get(name)).toMatchObject({ shape, data });
    expect(read.tensors.size).toBe(state.tensors.size);
  });

  test('is a copy: steps after it leave it alone', async () => {
    const trainer = makeTrainer();
    const state = await trainer.state();
    const copies = [...state.tensors].map(([name, { data }]) => [name, data.slice()] as const);
    await train(trainer, 0, 2);
    for (const [name, data] of copies) expect(state.tensors.get(name)!.data).toEqual(data);
  });

  test('holds parameters, buffers and the optimiser’s slots by name', async () => {
    const { tensors } = await makeTrainer({ network: residual(2), optimizer: sgd({ momentum: 0.9 }) }).state();
    const parameters = ['conv1.weight', 'bn1.weight', 'bn1.bias', 'conv2.weight', 'bn2.weight', 'bn2.bias'];
    parameters.push('project.weight', 'project.bias', 'head.weight', 'head.bias');
    const buffers = ['bn1.running_mean', 'bn1.running_var', 'bn2.running_mean', 'bn2.running_var'];
    const slots = parameters.map((name) => `${name}#velocity`);
    expect([...tensors.keys()].sort()).toEqual([...parameters, ...buffers, ...slots].sort());
    expect(tensors.get('conv2.weight')?.shape).toEqual([6, 4, 3, 3]);
  });

  test.each<[string, (state: TrainerState) => TrainerState, string]>([
    ['a parameter missing', (state) => without(state, 'head.bias'), "restore() state: 'head.bias' is missing"],
    ['a slot missing', (state) => without(state, 'head.bias#mean'), "restore() state: 'head.bias#mean' is missing"],
    [
      'another shape',
      (state) => ({
        ...state,
        tensors: new Map([...state.tensors, ['head.bias', { shape: [2], data: new Float32Array(2) }]]),
      }),
      "restore() state: 'head.bias' has shape [2], expected [3]",
    ],
    [
      'too little data',
      (state) => ({
        ...state,
        tensors: new Map([...state.tensors, ['head.bias', { shape: [3], data: new Float32Array(2) }]]),
      }),
      "restore() state: 'head.bias' has 2 elements, expected [3]",
    ],
  ])('is refused with %s, and nothing of it is taken', async (_, damage, message) => {
    const trainer = makeTrainer();
    const before = await trainer.state();
    const other = await makeTrainer({ seed: 2 }).state();
    expect(() => trainer.restore(damage(other))).toThrow(new RangeError(message));
    expect(await trainer.state()).toEqual(before);
  });

  function without(state: TrainerState, name: string): TrainerState {
    return { ...state, tensors: new Map([...state.tensors].filter(([key]) => key !== name)) };
  }
});

describe('dropout', () => {
  /** Features that pass unchanged but for dropout: the logits of a step show the mask. */
  const FEATURES = 2000;
  const masked: Network = (scope, x) => dropout(scope, linear(scope.child('scale'), x, FEATURES), 0.3);
  const options = { network: masked, item: float32(1), optimizer: sgd() };
  const x = Float32Array.of(1);
  const targets = { targets: new Float32Array(FEATURES) };

  async function maskTrainer(seed: number): Promise<Trainer> {
    const trainer = makeTrainer({ ...options, seed });
    const ones = { shape: [FEATURES, 1], data: new Float32Array(FEATURES).fill(1) };
    const zeros = { shape: [FEATURES], data: new Float32Array(FEATURES) };
    trainer.restore({ step: 0, tensors: new Map([['scale.weight', ones] as const, ['scale.bias', zeros] as const]) });
    return trainer;
  }
  async function masks(seed: number, steps: number): Promise<Float32Array[]> {
    const trainer = await maskTrainer(seed);
    const results: Float32Array[] = [];
    for (let step = 0; step < steps; step++) results.push((await trainer.step({ x, targets }, 0.1)).logits.slice());
    return results;
  }

  test('drops its share and scales the rest by 1 / (1 − rate)', async () => {
    const [mask] = await masks(1, 1);
    const kept = mask!.filter((value) => value !== 0);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.7)]));
    // 2000 draws of probability 0.7: five standard deviations are 102.
    expect(Math.abs(kept.length - 1400)).toBeLessThan(102);
  });

  test('the mask is a function of seed and step', async () => {
    const [first, second] = await masks(1, 2);
    expect(await masks(1, 2)).toEqual([first, second]);
    expect(second).not.toEqual(first);
    expect((await masks(2, 1))[0]).not.toEqual(first);
    const resumed = await maskTrainer(1);
    resumed.restore({ ...(await resumed.state()), step: 1 });
    expect((await resumed.step({ x, targets }, 0.1)).logits).toEqual(second);
  });

  test('nothing is dropped in inference', async () => {
    const logits = await (await maskTrainer(1)).logits(x);
    expect(new Set(logits)).toEqual(new Set([1]));
  });
});

test('logits change nothing and do not depend on who shares the batch', async () => {
  const trainer = makeTrainer();
  await train(trainer, 0, 2);
  const before = await trainer.state();
  const { x } = batch(4, 9);
  const together = (await trainer.logits(x)).slice();
  const alone = (await trainer.logits(x.slice(0, x.length / 4))).slice();
  alone.forEach((value, index) => {
    expect(value).toBeCloseTo(together[index]!, 5);
  });
  expect(await trainer.state()).toEqual(before);
});

test('clipNorm bounds the norm of all gradients together', async () => {
  const gradientNorm = async (clipNorm: number | undefined): Promise<number> => {
    const optimizer = sgd({ momentum: 0.9 });
    const trainer = makeTrainer({ network: residual(3), optimizer, ...(clipNorm !== undefined && { clipNorm }) });
    await trainer.step(batch(4, 1), 0.1);
    const velocities = [...(await trainer.state()).tensors].filter(([name]) => name.endsWith('#velocity'));
    return Math.hypot(...velocities.flatMap(([, { data }]) => [...data]));
  };
  const free = await gradientNorm(undefined);
  expect(await gradientNorm(free / 4)).toBeCloseTo(free / 4, 5);
  expect(await gradientNorm(free * 4)).toBeCloseTo(free, 5);
});

test('calls that overlap are done one after the other', async () => {
  const [waiting, hasty] = [makeTrainer(), makeTrainer()];
  for (let step = 0; step < 3; step++) await waiting.step(batch(4, step), 0.01);
  const expected = await waiting.state();
  const steps = [0, 1, 2].map((step) => hasty.step(batch(4, step), 0.01));
  expect(await hasty.state()).toEqual(expected);
  await Promise.all(steps);
  await expect(hasty.step({ x: new Float32Array(1), targets: {} }, 0.01)).rejects.toThrow(RangeError);
  await hasty.step(batch(4, 3), 0.01);
  expect(hasty.steps).toBe(4);
});

describe('a step refuses', () => {
  const trainer = makeTrainer();
  const { x, targets } = batch(2, 1);
  test.each<[string, Batch, string]>([
    [
      'half an item',
      { x: x.subarray(0, 200), targets },
      'x: got 200 elements, expected whole items of float32[2, 9, 8]',
    ],
    ['no items', { x: x.subarray(0, 0), targets }, 'x: got 0 elements, expected whole items'],
    ['missing targets', { x, targets: {} }, "step() targets: 'targets' is missing"],
    [
      'targets of another batch',
      { x, targets: { targets: new Float32Array(9) } },
      'got 9 elements, expected float32[2, 3]',
    ],
  ])('%s', async (_, given, message) => {
    await expect(trainer.step(given, 0.1)).rejects.toThrow(RangeError);
    await expect(trainer.step(given, 0.1)).rejects.toThrow(message);
    expect(trainer.steps).toBe(0);
  });

  test.each([Number.NaN, -0.1, Number.POSITIVE_INFINITY])('a learning rate of %d', async (learningRate) => {
    await expect(trainer.step({ x, targets }, learningRate)).rejects.toThrow(
      new RangeError(`step() learningRate=${learningRate}: expected a finite number, 0 or more`),
    );
  });
});

checkRefusals('a trainer', {
  'a network that names two parameters alike': [
    () => makeTrainer({ network: (scope, x) => linear(scope, linear(scope, x, 2), 2), item: float32(2) }),
    "parameter() name: 'weight' exists already",
  ],
  'a dropout rate of 1': [
    () => makeTrainer({ network: (scope, x) => dropout(scope, linear(scope, x, 2), 1), item: float32(2) }),
    'dropout() rate=1: expected 0 up to below 1',
  ],
});
