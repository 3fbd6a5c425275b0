import { describe, expect, test } from 'vitest';
import type { SearchPlan } from '../../models/search-origin.ts';
import { standingAt } from './halving.ts';
import { drawTrials, keptOf, rungsOf } from './search-plan.ts';
import type { Trial } from './search-record.ts';

const PLAN: SearchPlan = {
  trials: 16,
  learningRate: [1e-5, 1e-2],
  weightDecay: [1e-4, 1e-3],
  rungs: [2, 11, 45],
  keep: 0.25,
};

test.each<[epochs: number, trials: number, keep: number, rungs: number[]]>([
  [45, 16, 0.25, [2, 11, 45]],
  [45, 2, 0.25, [11, 45]],
  [27, 27, 1 / 3, [1, 3, 9, 27]],
  [8, 16, 0.5, [1, 2, 4, 8]],
  [1, 16, 0.25, [1]],
  [3, 16, 0.25, [3]],
  [10, 4, 0.9, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
])('%i epochs, %i trials of which %f go on: compared after epochs %j', (epochs, trials, keep, rungs) => {
  expect(rungsOf({ epochs, trials, keep })).toEqual(rungs);
});

test.each([
  [16, 0.25, 4],
  [9, 1 / 3, 3],
  [100, 0.07, 7],
  [5, 0.25, 2],
  [1, 0.1, 1],
])('of %i trials a share of %f: %i go on', (count, keep, kept) => {
  expect(keptOf(count, keep)).toBe(kept);
});

describe('trials', () => {
  const many = drawTrials({ ...PLAN, trials: 999 }, 1);
  const shares = (values: readonly number[], [low, high]: readonly [number, number]) =>
    values.map((value) => Math.log(value / low) / Math.log(high / low));

  test.each([
    [
      'learning rate',
      shares(
        many.map(({ learningRate }) => learningRate),
        PLAN.learningRate,
      ),
    ],
    [
      'weight decay',
      shares(
        many.map(({ weightDecay }) => weightDecay),
        PLAN.weightDecay,
      ),
    ],
  ])('%s: even by the logarithm, within the interval', (_, drawn) => {
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(1);
    // A tenth of 999 in each tenth, with a deviation of 9.5.
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = drawn.filter((share) => Math.floor(share * 10) === tenth).length;
      expect(Math.abs(inside - 99.9)).toBeLessThan(4 * 9.5);
    }
  });

  test('the two are drawn apart', () => {
    const [rates, decays] = [
      shares(
        many.map(({ learningRate }) => learningRate),
        PLAN.learningRate,
      ),
      shares(
        many.map(({ weightDecay }) => weightDecay),
        PLAN.weightDecay,
      ),
    ];
    const correlation = 12 * (rates.reduce((sum, rate, at) => sum + (rate - 0.5) * (decays[at]! - 0.5), 0) / 999);
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(999));
  });

  test('follow from the seed, and the first do not depend on how many there are', () => {
    expect(drawTrials(PLAN, 1)).toEqual(many.slice(0, 16));
    expect(drawTrials(PLAN, 2)).not.toEqual(many.slice(0, 16));
  });

  test('have values that can be typed, and one that is fixed keeps every digit', () => {
    for (const { learningRate } of many) expect(Number(learningRate.toPrecision(3))).toBe(learningRate);
    const fixed = drawTrials({ ...PLAN, weightDecay: [0.0012345, 0.0012345] }, 1);
    expect(new Set(fixed.map(({ weightDecay }) => weightDecay))).toEqual(new Set([0.0012345]));
  });
});

describe('who goes on', () => {
  const at = (rocAuc: number | null, loss = 0.5): Trial['results'][number] => ({ epoch: 1, rocAuc, loss });
  const plan = { ...PLAN, rungs: [1, 2, 4], keep: 0.5 };
  const standing = (results: readonly Trial['results'][], rung: number) =>
    standingAt(
      plan,
      results.map((each) => ({ results: each })),
      rung,
    );

  test('all, then the better half, then the better half of these by their later figures', () => {
    const results = [[at(0.7), at(0.9)], [at(0.6)], [at(0.8), at(0.85)], [at(0.5)]];
    expect(standing(results, 0)).toEqual([1, 2, 3, 4]);
    expect(standing(results, 1)).toEqual([3, 1]);
    expect(standing(results, 2)).toEqual([1]);
  });

  test('of equal areas the lower loss, of equal losses the earlier trial; without areas the loss decides', () => {
    expect(standing([[at(0.7, 0.4)], [at(0.7, 0.3)], [at(0.7, 0.3)], [at(0.7, 0.9)]], 1)).toEqual([2, 3]);
    expect(standing([[at(null, 0.4)], [at(null, 0.3)]], 1)).toEqual([2]);
  });

  test('one that diverged never, even where too few are left', () => {
    expect(standing([['diverged'], [at(0.5)], ['diverged'], ['diverged']], 1)).toEqual([2]);
    expect(standing([['diverged'], ['diverged']], 1)).toEqual([]);
  });
});
