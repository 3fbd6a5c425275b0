import type { TensorData } from '@leukoscope/engine';
import { expect, test } from 'vitest';
import { predicted } from '../../test/predicted.ts';
import { tinyCard } from '../../test/tiny-model.ts';
import { memoryImages, mixedCells, trainingCells } from '../../test/training-job.ts';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { rocAuc } from '../evaluation/roc.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import { PixelInputs } from './learning-inputs.ts';
import { scoreByLogits, scoreNearThreshold } from './scoring.ts';
import { GROUP_CLASSES, trainingClasses } from './training-classes.ts';

const pixels = (count: number) => new PixelInputs(memoryImages(count), NO_AUGMENTATION);

test('probability and loss of each cell from its logits, in the order of the cells', async () => {
  const cells = trainingCells(['typical', 'atypical', 'atypical']);
  const rows = [
    [0, 0],
    [1, 3],
    [200, -500],
  ];
  const logits = async () => Float32Array.from(rows.flat());
  const {
    cells: scored,
    loss,
    rocAuc: auc,
  } = await scoreByLogits(cells, { inputs: pixels(3), logits, classes: GROUP_CLASSES });
  expect(scored.map(({ id, group }) => [id, group])).toEqual([
    ['c0', 'typical'],
    ['c1', 'atypical'],
    ['c2', 'atypical'],
  ]);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  expect(scored.map(({ probability }) => probability)).toEqual([0.5, Math.fround(sigmoid(2)), 0]);
  // −log of the probability of the truth, worked out so that e^700 does not overflow.
  expect(loss).toBeCloseTo((Math.log(2) + Math.log(1 + Math.exp(-2)) + 700) / 3, 6);
  expect(auc).toBe(rocAuc(scored).value);
});

test('many cells are scored in batches, the last one smaller', async () => {
  const sizes: number[] = [];
  const cells = mixedCells(300);
  const { cells: scored } = await scoreByLogits(cells, {
    inputs: pixels(300),
    classes: GROUP_CLASSES,
    logits: async (items) => {
      const count = items.length / (16 * 16 * 3);
      sizes.push(count);
      return Float32Array.from({ length: 2 * count }, (_, at) => (at % 2) * (Number(items[(at >> 1) * 768]!) / 255));
    },
  });
  expect(sizes).toEqual([128, 128, 44]);
  expect(scored.map(({ id }) => id)).toEqual(cells.map(({ cell }) => cell.id));
});

test('an abort is heard between batches', async () => {
  const controller = new AbortController();
  const logits = async (items: TensorData) => {
    controller.abort();
    return new Float32Array((items.length / 768) * 2);
  };
  const scoring = scoreByLogits(mixedCells(200), {
    ...{ inputs: pixels(200), logits, classes: GROUP_CLASSES },
    signal: controller.signal,
  });
  await expect(scoring).rejects.toBe(controller.signal.reason);
});

test('of types: the probability of atypical is their sum by group; the loss that of the type, or of the group of a new type', async () => {
  const cellOf = (id: string, cellCode: string, group: 'typical' | 'atypical') => ({
    ...makeCell({ id, cellCode }),
    group,
  });
  const train = [cellOf('a', 'LYT', 'typical'), cellOf('b', 'MON', 'typical'), cellOf('c', 'MYO', 'atypical')];
  const classes = trainingClasses({ classes: 'types' }, train, DEFAULT_SCHEME);
  const cells = [train[1]!, cellOf('d', 'PMO', 'atypical'), cellOf('e', 'EOS', 'typical')];
  const probabilities = [0.2, 0.5, 0.3];
  const logits = async () => Float32Array.from([1, 2, 3].flatMap(() => probabilities.map(Math.log)));
  const { cells: scored, loss } = await scoreByLogits(
    cells.map((cell, image) => ({ cell, image })),
    { inputs: pixels(3), logits, classes },
  );
  for (const { probability } of scored) expect(probability).toBeCloseTo(0.3, 6);
  expect(loss).toBeCloseTo(-(Math.log(0.5) + Math.log(0.3) + Math.log(0.7)) / 3, 6);
});

test('near the threshold the finished model is asked, elsewhere the known scores stand', async () => {
  const cells = mixedCells(100);
  const known = cells.map(({ cell }, at) => {
    const { id, patient, cellCode, label, group } = cell;
    return {
      id,
      patient,
      cellCode,
      label,
      group,
      probability: Math.fround((group === 'atypical' ? 100 + at : at) / 200),
    };
  });
  const { threshold } = chooseThreshold(known);
  const nearest = known.find(({ probability }) => probability === threshold)!;
  // What the model rounds otherwise: the cell that decides the threshold would not reach it.
  const byModel = Math.fround(threshold - 1e-7);
  let asked = 0;
  const predictor = {
    card: tinyCard(),
    predict: async (items: Uint8Array) => {
      const count = items.length / 768;
      asked += count;
      return predicted(new Float32Array(count).fill(byModel));
    },
  };
  const scored = await scoreNearThreshold(cells, known, { predictor, images: memoryImages(100) });
  expect(asked).toBe(1);
  expect(scored.filter((cell, at) => cell !== known[at])).toEqual([{ ...nearest, probability: byModel }]);
  expect(chooseThreshold(scored).threshold).toBe(byModel);
});
