import { describe, expect, onTestFinished, test } from 'vitest';
import { tinySettings } from '../../test/tiny-model.ts';
import { memoryImages, trainingCells } from '../../test/training-job.ts';
import { DEFAULT_SCHEME, type Group } from '../cells/scheme.ts';
import { type Augmentation, changesNothing, NO_AUGMENTATION } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { PixelInputs } from './learning-inputs.ts';
import type { TrainSettings } from './train-settings.ts';
import { TrainingBatches } from './training-batches.ts';
import { GROUP_CLASSES, trainingClasses } from './training-classes.ts';
import { VariedPixels } from './varied-pixels.node.ts';

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
    inputs: changesNothing(settings.augmentation) ? new PixelInputs(numbered) : varied(numbered, settings.augmentation),
    settings,
    seed,
    classes: GROUP_CLASSES,
  });
}

/** With a thread that ends with the test. */
function varied(images: PreparedImages, augmentation: Augmentation): VariedPixels {
  const inputs = new VariedPixels(images, augmentation);
  onTestFinished(() => inputs.close());
  return inputs;
}

async function inTurn<Result>(
  numbers: readonly number[],
  work: (number: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const number of numbers) results.push(await work(number));
  return results;
}

/** The cells of a batch by their pictures. */
async function cellsOf(batches: TrainingBatches, epoch: number, step: number): Promise<number[]> {
  const { x } = (await batches.batch(epoch, step)).batch;
  return Array.from({ length: x.length / 768 }, (_, item) => Number(x[item * 768]));
}

describe('batches', () => {
  test('hold every cell once an epoch, the last one what is left', async () => {
    const batches = batchesOf({});
    expect(batches.stepsPerEpoch).toBe(3);
    const parts = await inTurn([0, 1, 2], (step) => cellsOf(batches, 0, step));
    expect(parts.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(parts.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('are the same in whatever order they are asked for', async () => {
    const [one, other] = [batchesOf({}), batchesOf({})];
    const forwards = await inTurn([0, 1, 2, 3, 4, 5], (at) => cellsOf(one, Math.floor(at / 3), at % 3));
    const backwards = await inTurn([5, 4, 3, 2, 1, 0], (at) => cellsOf(other, Math.floor(at / 3), at % 3));
    expect(backwards.toReversed()).toEqual(forwards);
    expect(await cellsOf(batchesOf({}, 2), 0, 0)).not.toEqual(forwards[0]);
  });

  test('have each cell’s pixels beside its label', async () => {
    const batches = batchesOf({});
    for (const step of [0, 1, 2]) {
      const { batch, labels } = await batches.batch(0, step);
      const cells = await cellsOf(batches, 0, step);
      expect(labels).toEqual(cells.map((cell) => (GROUPS[cell] === 'atypical' ? 1 : 0)));
      const share = 1 / cells.length;
      const rows = labels.flatMap((label) => (label === 1 ? [0, Math.fround(share)] : [Math.fround(share), 0]));
      expect([...batch.targets.targets!]).toEqual(rows);
    }
  });

  test('weighted, hold as much of either group over an epoch, in batches of any size', async () => {
    for (const batch of [1, 3, 7]) {
      const batches = batchesOf({ balance: 'weights', batch });
      const sums = [0, 0];
      for (let step = 0; step < batches.stepsPerEpoch; step++) {
        const { batch: drawn, labels } = await batches.batch(0, step);
        const targets = drawn.targets.targets!;
        for (const at of targets.keys()) sums[at % 2]! += targets[at]! * labels.length;
      }
      expect(sums[0]).toBeCloseTo(3.5, 5);
      expect(sums[1]).toBeCloseTo(3.5, 5);
    }
  });

  test('vary their pictures anew each epoch, by a stream of each draw’s own', async () => {
    const augmentation = { ...NO_AUGMENTATION, colour: 0.5 };
    const [one, other] = [batchesOf({ augmentation }), batchesOf({ augmentation })];
    const pixels = async (batches: TrainingBatches, epoch: number, step: number) => [
      ...(await batches.batch(epoch, step)).batch.x,
    ];
    const late = await pixels(other, 1, 2);
    expect(await pixels(one, 0, 0)).not.toEqual(await pixels(batchesOf({}), 0, 0));
    expect(await pixels(one, 1, 2)).toEqual(late);
    expect(await pixels(batchesOf({ augmentation }, 2), 1, 2)).not.toEqual(late);
  });

  test('drawn by balanced sampling are as many', async () => {
    const batches = batchesOf({ balance: 'sampling' });
    const sizes = await inTurn([0, 1, 2], async (step) => (await cellsOf(batches, 0, step)).length);
    expect(sizes).toEqual([3, 3, 1]);
  });
});

test('class weights make both groups count the same over an epoch', async () => {
  const batches = batchesOf({ balance: 'weights', batch: 7 });
  const { batch, labels } = await batches.batch(0, 0);
  const weightOf = (label: number) =>
    labels.reduce((sum, own, item) => sum + (own === label ? batch.targets.targets![2 * item + label]! : 0), 0);
  expect(weightOf(0)).toBeCloseTo(0.5, 6);
  expect(weightOf(1)).toBeCloseTo(0.5, 6);
});

test('label smoothing is spread over both groups', async () => {
  const batches = batchesOf({ labelSmoothing: 0.2, batch: 7 });
  const { batch, labels } = await batches.batch(0, 0);
  labels.forEach((label, item) => {
    expect(batch.targets.targets![2 * item + label]).toBeCloseTo(0.9 / 7, 6);
    expect(batch.targets.targets![2 * item + 1 - label]).toBeCloseTo(0.1 / 7, 6);
  });
});

test('of types: one target each, weights and smoothing over all of them', async () => {
  const codes = ['LYT', 'LYT', 'MYO', 'MON', 'MYO', 'LYT', 'LYT'];
  const typed = trainingCells(GROUPS).map(({ cell, image }) => ({ cell: { ...cell, cellCode: codes[image]! }, image }));
  const classes = trainingClasses(
    { classes: 'types' },
    typed.map(({ cell }) => cell),
    DEFAULT_SCHEME,
  );
  const settings = tinySettings({ batch: 7, classes: 'types', balance: 'weights', labelSmoothing: 0.3 });
  const inputs = new PixelInputs(memoryImages(7));
  const { batch, labels } = await new TrainingBatches(typed, { inputs, settings, seed: 1, classes }).batch(0, 0);
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
