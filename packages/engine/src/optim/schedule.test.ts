import { describe, expect, test } from 'vitest';
import { checkRefusals } from '../../test/check-refusals.ts';
import { readGolden } from '../../test/golden.ts';
import { constantRate, cosineRate, oneCycleRate, type Schedule, stepRate } from './schedule.ts';

interface Stored {
  readonly schedule: 'stepRate' | 'cosineRate' | 'oneCycleRate';
  readonly rate: number;
  readonly options: object;
  readonly rates: readonly number[];
}
const SCHEDULES = { stepRate, cosineRate, oneCycleRate } as unknown as Record<
  string,
  (rate: number, options: object) => Schedule
>;

test.each(
  readGolden<{ schedules: Stored[] }>('optim').schedules.map((stored) => [
    stored.schedule,
    JSON.stringify(stored.options),
    stored,
  ]),
)('%s %s, as PyTorch', (_, __, { schedule, rate, options, rates }) => {
  const rateAt = SCHEDULES[schedule]!(rate, options);
  rates.forEach((expected, step) => {
    expect(Math.abs(rateAt(step) - expected), `step ${step}`).toBeLessThan(1e-12);
  });
});

test('constantRate stays', () => {
  expect([0, 1, 1000].map(constantRate(0.3))).toEqual([0.3, 0.3, 0.3]);
});

describe('at the ends', () => {
  test('after the last step the rate stays where it ended', () => {
    expect(cosineRate(1, { steps: 5, final: 0.25 })(9)).toBe(0.25);
    expect(oneCycleRate(1, { steps: 5, end: 0.125 })(9)).toBe(0.125);
  });

  test('a rise that ends at step 0 begins at the peak', () => {
    const rateAt = oneCycleRate(1, { steps: 10, rising: 0.1 });
    expect(rateAt(0)).toBe(1);
    expect(rateAt(1)).toBeLessThan(1);
  });

  test('one step', () => {
    expect(oneCycleRate(1, { steps: 1, end: 0.5 })(0)).toBe(0.5);
    expect(cosineRate(1, { steps: 1 })(0)).toBe(1);
  });
});

checkRefusals('a schedule', {
  'a rate of 0': [() => constantRate(0), 'constantRate() rate=0: expected a positive number'],
  'an infinite rate': [() => stepRate(Number.POSITIVE_INFINITY, { every: 1 }), 'stepRate() rate=Infinity'],
  'a step of no length': [() => stepRate(1, { every: 0 }), 'stepRate() every=0: expected a whole number, at least 1'],
  'no steps': [() => cosineRate(1, { steps: 0 }), 'cosineRate() steps=0: expected a whole number, at least 1'],
  'half a step': [() => oneCycleRate(1, { steps: 2.5 }), 'oneCycleRate() steps=2.5'],
  'a warm-up as long as all': [
    () => cosineRate(1, { steps: 5, warmUp: 5 }),
    'cosineRate() warmUp=5: expected fewer than the 5 steps',
  ],
  'a negative warm-up': [() => cosineRate(1, { steps: 5, warmUp: -1 }), 'cosineRate() warmUp=-1'],
  'a cycle that only rises': [
    () => oneCycleRate(1, { steps: 5, rising: 1 }),
    'oneCycleRate() rising=1: expected between 0 and 1',
  ],
});
