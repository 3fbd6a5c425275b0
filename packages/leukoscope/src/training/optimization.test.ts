import { describe, expect, test } from 'vitest';
import { tinySettings } from '../../test/tiny-model.ts';
import { optimizerOf, scheduleOf } from './optimization.ts';
import type { TrainSettings } from './train-settings.ts';

describe('the settings reach the optimiser', () => {
  test.each<TrainSettings['optimizer']>([
    { name: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 },
    { name: 'sgd', momentum: 0.5, nesterov: true, weightDecay: 0.01 },
    { name: 'adam', weightDecay: 0.003 },
    { name: 'adamw', weightDecay: 0.05 },
  ])('%o', (optimizer) => {
    expect(optimizerOf(tinySettings({ optimizer })).settings).toMatchObject(optimizer);
  });
});

describe('the learning rate over 4 epochs of 5 steps', () => {
  function rates(schedule: TrainSettings['schedule']): number[] {
    const rateAt = scheduleOf(tinySettings({ schedule, epochs: 4, learningRate: 0.1 }), 5);
    return Array.from({ length: 20 }, (_, step) => rateAt(step));
  }

  test('constant', () => {
    expect(new Set(rates({ name: 'constant' }))).toEqual(new Set([0.1]));
  });

  test('step: falls after whole epochs', () => {
    const expected = [...Array<number>(15).fill(0.1), ...Array<number>(5).fill(0.02)];
    rates({ name: 'step', everyEpochs: 3, factor: 0.2 }).forEach((rate, step) => {
      expect(rate).toBeCloseTo(expected[step]!, 12);
    });
  });

  test('cosine: rises over the warm-up, and falls from then to the end', () => {
    const rising = [0.02, 0.04, 0.06, 0.08, 0.1];
    const falling = Array.from({ length: 15 }, (_, step) => 0.05 * (1 + Math.cos((Math.PI * step) / 15)));
    rates({ name: 'cosine', warmUpEpochs: 1 }).forEach((rate, step) => {
      expect(rate).toBeCloseTo([...rising, ...falling][step]!, 12);
    });
  });

  test('cosine: a warm-up of part of an epoch is rounded to steps, and one of nearly all leaves a step', () => {
    expect(rates({ name: 'cosine', warmUpEpochs: 0.5 }).findIndex((rate) => rate > 0.0999)).toBe(2);
    expect(rates({ name: 'cosine', warmUpEpochs: 3.99 }).findIndex((rate) => rate > 0.0999)).toBe(18);
  });

  test('one-cycle: starts at a 25th, peaks at 30%, ends near nothing', () => {
    const found = rates({ name: 'one-cycle' });
    expect(found[0]).toBeCloseTo(0.004, 12);
    expect(Math.max(...found)).toBe(found[5]);
    expect(found[5]).toBeCloseTo(0.1, 12);
    expect(found[19]).toBeCloseTo(0.004 / 1e4, 12);
  });
});
