import { describe, expect, test } from 'vitest';
import { tinySettings } from '../../test/tiny-model.ts';
import { memoryImages, trainingCells } from '../../test/training-job.ts';
import { DEFAULT_SCHEME, type Group } from '../cells/scheme.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import { PixelInputs } from './learning-inputs.ts';
import { drawMixing } from './mixup.ts';
import type { TrainSettings } from './train-settings.ts';
import { TrainingBatches } from './training-batches.ts';
import { GROUP_CLASSES, trainingClasses } from './training-classes.ts';

/** 7 cells, 5 of them typical, whose pictures each have a byte of their own. */
const GROUPS: readonly Group[] = ['typical', 'typical', 'atypical', 'typical', 'atypical', 'typical', 'typical'];

function batchesOf(changes: Partial<TrainSettings>, seed = 1): TrainingBatches {
  const images = memoryImages(7);
  const numbered: typeof images = {
    ...images,
    read: (index, target, offset) => target.fill(index, offset, offset + 768),
  };
  const settings = tinySettings({ batch: 3, ...changes });
  return new TrainingBatches(trainingCells(GROUPS), {
    inputs: new PixelInputs(numbered, settings.augmentation),
    settings,
    seed,
    classes: GROUP_CLASSES,
  });
}

/** The cells of a batch by their pictures. */
function cellsOf(batches: TrainingBatches, epoch: number, step: number): number[] {
  const { x } = batches.batch(epoch, step).batch;
  return Array.from({ length: x.length / 768 }, (_, item) => Number(x[item * 768]));
}

describe('batches', () => {
  test('hold every cell once an epoch, the last one what is left', () => {
    const batches = batchesOf({});
    expect(batches.stepsPerEpoch).toBe(3);
    const parts = [0, 1, 2].map((step) => cellsOf(batches, 0, step));
    expect(parts.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(parts.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('are the same in whatever order they are asked for', () => {
    const [one, other] = [batchesOf({}), batchesOf({})];
    const forwards = [0, 1, 2, 3, 4, 5].map((at) => cellsOf(one, Math.floor(at / 3), at % 3));
    const backwards = [5, 4, 3, 2, 1, 0].map((at) => cellsOf(other, Math.floor(at / 3), at % 3));
    expect(backwards.toReversed()).toEqual(forwards);
    expect(cellsOf(batchesOf({}, 2), 0, 0)).not.toEqual(forwards[0]);
  });

  test('have each cell’s pixels beside its label', () => {
    const batches = batchesOf({});
    for (const step of [0, 1, 2]) {
      const { batch, labels } = batches.batch(0, step);
      const cells = cellsOf(batches, 0, step);
      expect(labels).toEqual(cells.map((cell) => (GROUPS[cell] === 'atypical' ? 1 : 0)));
      const share = 1 / cells.length;
      const rows = labels.flatMap((label) => (label === 1 ? [0, Math.fround(share)] : [Math.fround(share), 0]));
      expect([...batch.targets.targets!]).toEqual(rows);
    }
  });

  test('mixed, hold pictures and targets in the same shares, and the label of the larger', () => {
    const [plain, mixtures] = [batchesOf({}), batchesOf({ mixup: 1 })];
    const { labels, batch } = mixtures.batch(0, 0);
    expect(labels).toEqual(plain.batch(0, 0).labels);
    const cells = cellsOf(plain, 0, 0);
    const { share, partners } = drawMixing(3, { alpha: 1, seed: 1, epoch: 0, step: 0 });
    const between = (values: readonly number[]) =>
      values.map((value, item) => share * value + (1 - share) * values[partners[item]!]!);
    expect(cellsOf(mixtures, 0, 0)).toEqual(between(cells).map(Math.round));
    between(labels).forEach((atypical, item) => {
      expect(batch.targets.targets![2 * item + 1]).toBeCloseTo(atypical / 3, 6);
      expect(batch.targets.targets![2 * item]).toBeCloseTo((1 - atypical) / 3, 6);
    });
  });

  test('weighted, hold as much of either group over an epoch, in batches of any size', () => {
    for (const batch of [1, 3, 7]) {
      const batches = batchesOf({ balance: 'weights', batch });
      const sums = [0, 0];
      for (let step = 0; step < batches.stepsPerEpoch; step++) {
        const { batch: drawn, labels } = batches.batch(0, step);
        const targets = drawn.targets.targets!;
        for (const at of targets.keys()) sums[at % 2]! += targets[at]! * labels.length;
      }
      expect(sums[0]).toBeCloseTo(3.5, 5);
      expect(sums[1]).toBeCloseTo(3.5, 5);
    }
  });

  test('vary their pictures anew each epoch, by a stream of each draw’s own', () => {
    const augmentation = { ...NO_AUGMENTATION, colour: 0.5 };
    const [one, other] = [batchesOf({ augmentation }), batchesOf({ augmentation })];
    const pixels = (batches: TrainingBatches, epoch: number, step: number) => [...batches.batch(epoch, step).batch.x];
    const late = pixels(other, 1, 2);
    expect(pixels(one, 0, 0)).not.toEqual(pixels(batchesOf({}), 0, 0));
    expect(pixels(one, 1, 2)).toEqual(late);
    expect(pixels(batchesOf({ augmentation }, 2), 1, 2)).not.toEqual(late);
  });

  test('drawn by balanced sampling are as many', () => {
    const batches = batchesOf({ balance: 'sampling' });
    expect([0, 1, 2].map((step) => cellsOf(batches, 0, step).length)).toEqual([3, 3, 1]);
  });
});

test('class weights make both groups count the same over an epoch', () => {
  const batches = batchesOf({ balance: 'weights', batch: 7 });
  const { batch, labels } = batches.batch(0, 0);
  const weightOf = (label: number) =>
    labels.reduce((sum, own, item) => sum + (own === label ? batch.targets.targets![2 * item + label]! : 0), 0);
  expect(weightOf(0)).toBeCloseTo(0.5, 6);
  expect(weightOf(1)).toBeCloseTo(0.5, 6);
});

test('label smoothing is spread over both groups', () => {
  const batches = batchesOf({ labelSmoothing: 0.2, batch: 7 });
  const { batch, labels } = batches.batch(0, 0);
  labels.forEach((label, item) => {
    expect(batch.targets.targets![2 * item + label]).toBeCloseTo(0.9 / 7, 6);
    expect(batch.targets.targets![2 * item + 1 - label]).toBeCloseTo(0.1 / 7, 6);
  });
});

test('of types: one target each, weights and smoothing over all of them', () => {
  const codes = ['LYT', 'LYT', 'MYO', 'MON', 'MYO', 'LYT', 'LYT'];
  const typed = trainingCells(GROUPS).map(({ cell, image }) => ({ cell: { ...cell, cellCode: codes[image]! }, image }));
  const classes = trainingClasses(
    { classes: 'types' },
    typed.map(({ cell }) => cell),
    DEFAULT_SCHEME,
  );
  const settings = tinySettings({ batch: 7, classes: 'types', balance: 'weights', labelSmoothing: 0.3 });
  const inputs = new PixelInputs(memoryImages(7), settings.augmentation);
  const { batch, labels } = new TrainingBatches(typed, { inputs, settings, seed: 1, classes }).batch(0, 0);
  expect(labels.toSorted()).toEqual([0, 0, 0, 0, 1, 2, 2]);
  // Cells of a type count 7 / (3 · cells of the type); 0.3 of each target goes to all three types alike.
  const weights = [7 / 12, 7 / 3, 7 / 6];
  labels.forEach((label, item) => {
    for (const type of [0, 1, 2]) {
      const share = type === label ? 0.8 : 0.1;
      expect(batch.targets.targets![3 * item + type]).toBeCloseTo((share * weights[type]!) / 7, 6);
    }
  });
});
