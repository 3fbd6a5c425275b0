import { expect, it } from 'vitest';
import { tinyCard } from '../../test/tiny-model.ts';
import { drawnCells, drawnTraining } from './synthetic-use.ts';

it('cells are known to be drawn by what their manifest says', () => {
  expect(drawnCells([{ extra: {} }, { extra: { synthetic: '1' } }])).toBe(true);
  expect(drawnCells([{ extra: {} }, { extra: { synthetic: '0' } }])).toBe(false);
  expect(drawnCells([])).toBe(false);
});

it('a model is known to have learnt from drawn cells by the name of its data set', () => {
  const card = tinyCard();
  const trainedOn = (name: string) => ({ training: { ...card.training, dataset: { ...card.training.dataset, name } } });
  expect(drawnTraining(trainedOn('synthetic:1,patients=4'))).toBe(true);
  expect(drawnTraining(trainedOn('my synthetic cells'))).toBe(false);
});
