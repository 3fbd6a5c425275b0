import { afterAll, describe, expect, test } from 'vitest';
import { checkRefusals } from '../../test/check-refusals.ts';
import { formula } from '../../test/formula.ts';
import { dropping, ITEM } from '../../test/networks.ts';
import { classLoss, classTargets } from '../loss.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { elementCount } from '../tensor-type.ts';
import { type Batch, Trainer, type TrainerState } from '../trainer.ts';
import { adamW } from './adam.ts';
import { withMovingAverage } from './moving-average.ts';
import type { Optimizer } from './optimizer.ts';

const DECAY = 0.8;
const trainers: Trainer[] = [];
afterAll(async () => {
  for (const trainer of trainers) await trainer.dispose();
});

function makeTrainer(optimizer: Optimizer): Trainer {
  const runtime = nodeRuntime({ threads: 1 });
  const trainer = new Trainer({ runtime, network: dropping(3), item: ITEM, loss: classLoss, optimizer, seed: 1 });
  trainers.push(trainer);
  return trainer;
}

function batch(step: number): Batch {
  const x = Float32Array.from(formula(5 * elementCount(ITEM.shape), step));
  const labels = Array.from({ length: 5 }, (_, item) => (item + step) % 3);
  return { x, targets: { targets: classTargets(labels, { classes: 3 }) } };
}

async function statesAfter(trainer: Trainer, steps: number): Promise<TrainerState[]> {
  const states: TrainerState[] = [];
  for (let step = trainer.steps; step < steps; step++) {
    await trainer.step(batch(step), 0.05);
    states.push(await trainer.state());
  }
  return states;
}

describe('a moving average of the parameters', () => {
  test('is the average that float64 gives of the parameters after each step, corrected for its start', async () => {
    const trainer = makeTrainer(withMovingAverage(adamW(), DECAY));
    const states = await statesAfter(trainer, 6);
    const { tensors } = await trainer.finished();
    const weights = states.map((_, at) => DECAY ** (states.length - 1 - at));
    const total = weights.reduce((sum, weight) => sum + weight);
    for (const name of ['conv.weight', 'head.bias', 'bn.weight']) {
      const { data } = tensors.get(name)!;
      for (const [k, value] of data.entries()) {
        const each = states.map((state, at) => weights[at]! * state.tensors.get(name)!.data[k]!);
        expect(Math.abs(value - each.reduce((sum, part) => sum + part) / total)).toBeLessThan(1e-6);
      }
      expect(data).not.toEqual(states.at(-1)!.tensors.get(name)!.data);
    }
    expect(tensors.get('bn.running_mean')).toEqual(states.at(-1)!.tensors.get('bn.running_mean'));
  });

  test('changes no step', async () => {
    const [averaging, plain] = [makeTrainer(withMovingAverage(adamW(), DECAY)), makeTrainer(adamW())];
    const [one, other] = [await statesAfter(averaging, 4), await statesAfter(plain, 4)];
    for (const [name, tensor] of other.at(-1)!.tensors) expect(one.at(-1)!.tensors.get(name), name).toEqual(tensor);
  });

  test('is what logits are computed with; asking for them leaves the next step as it was', async () => {
    const [asked, unasked] = [0, 1].map(() => makeTrainer(withMovingAverage(adamW(), DECAY)));
    await statesAfter(asked!, 3);
    await statesAfter(unasked!, 3);
    const { x } = batch(9);
    const logits = (await asked!.logits(x)).slice();
    const plain = makeTrainer(adamW());
    plain.restore({
      step: 0,
      tensors: new Map([...(await plain.state()).tensors, ...(await asked!.finished()).tensors]),
    });
    expect(logits).toEqual(await plain.logits(x));
    expect(await statesAfter(asked!, 5)).toEqual(await statesAfter(unasked!, 5));
  });

  test('of no step is what training starts from', async () => {
    const trainer = makeTrainer(withMovingAverage(adamW(), DECAY));
    const start = await trainer.state();
    const { tensors } = await trainer.finished();
    expect(tensors.get('conv.weight')).toEqual(start.tensors.get('conv.weight'));
  });

  test('goes on after a restore to the bit', async () => {
    const straight = makeTrainer(withMovingAverage(adamW(), DECAY));
    const states = await statesAfter(straight, 5);
    const resumed = makeTrainer(withMovingAverage(adamW(), DECAY));
    await resumed.logits(batch(0).x);
    resumed.restore(states[2]!);
    await statesAfter(resumed, 5);
    expect(await resumed.finished()).toEqual(await straight.finished());
  });
});

checkRefusals('withMovingAverage', {
  'a decay of 1': [() => withMovingAverage(adamW(), 1), 'withMovingAverage() decay=1: expected between 0 and 1'],
  'a decay of 0': [() => withMovingAverage(adamW(), 0), 'withMovingAverage() decay=0: expected between 0 and 1'],
});
