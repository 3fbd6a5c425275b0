import { expect, test } from 'vitest';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { TrainingCells } from './training-cells.ts';

const seen = (id: string, ...features: number[]) => ({
  cell: makeCell({ id }),
  imageHash: `hash of ${id}`,
  features: Float32Array.from(features),
});
const cells = new TrainingCells([
  seen('right', 1, 0),
  seen('up', 0, 1),
  seen('between', 0.6, 0.8),
  seen('left', -1, 0),
]);
const idsOf = (features: number[], imageHash: string, most = 10) =>
  cells.nearest({ features: Float32Array.from(features), imageHash }, most).map(({ cell }) => cell.id);

test('nearest is the smallest angle, whatever the length', () => {
  expect(idsOf([0, 7], 'new')).toEqual(['up', 'between', 'right', 'left']);
  expect(idsOf([5, 0.1], 'new', 2)).toEqual(['right', 'between']);
  const [nearest] = cells.nearest({ features: Float32Array.of(3, 4), imageHash: 'new' }, 1);
  expect(nearest!.similarity).toBeCloseTo(1, 6);
});

test('the image itself is not among its neighbours', () => {
  expect(idsOf([0, 1], 'hash of up')).toEqual(['between', 'right', 'left']);
});
