import { describe, expect, test } from 'vitest';
import { BY_IMPORTANCE, PAPER_EXPERIMENTS } from './paper/paper-experiments.ts';
import { planRuns, runName } from './reproduction-plan.ts';

const ALL = PAPER_EXPERIMENTS.map(({ id }) => id);

test('every experiment has its place, once', () => {
  expect(BY_IMPORTANCE.toSorted((a, b) => a - b)).toEqual(ALL);
  const runs = planRuns({ ids: ALL, splits: ['image'], pretrained: new Set() });
  expect(runs.map(({ experiment }) => experiment.id)).toEqual(BY_IMPORTANCE);
});

describe('the runs of experiments', () => {
  test('are by each kind of split, and all layers only where there are no weights', () => {
    const runs = planRuns({ ids: [10, 3], splits: ['image', 'patient'], pretrained: new Set() });
    expect(runs.map(runName)).toEqual(['03-by-image', '03-by-patient', '10-by-image', '10-by-patient']);
  });

  test('have the head alone beside all layers where there are weights for that network', () => {
    const runs = planRuns({ ids: [3, 10, 12], splits: ['image'], pretrained: new Set(['resnet18']) });
    expect(runs.map(runName)).toEqual(['03-by-image', '10-by-image', '10-head-by-image', '12-by-image']);
  });

  test('have names of their own', () => {
    const pretrained = new Set(['resnet18', 'resnet34'] as const);
    const names = planRuns({ ids: ALL, splits: ['image', 'patient'], pretrained }).map(runName);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(2 * (9 + 2 * 8));
  });
});
