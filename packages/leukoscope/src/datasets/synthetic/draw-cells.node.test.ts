import { expect, test } from 'vitest';
import { syntheticDataset } from '../../synthetic/synthetic-dataset.ts';
import { drawCells } from './draw-cells.node.ts';

const REQUEST = { seed: 5, patients: 3, cells: 210, sizePx: 24 };

test('cells are the same on any number of threads, and none is left out', async () => {
  const dataset = syntheticDataset(REQUEST);
  const drawn = new Map<number, Uint8Array>();
  for await (const { index, data } of drawCells(REQUEST, { threads: 2 })) drawn.set(index, data);
  expect([...drawn.keys()].toSorted((a, b) => a - b)).toEqual([...Array(REQUEST.cells).keys()]);
  for (const index of [0, 1, 15, 16, 100, 209]) expect(drawn.get(index)).toEqual(dataset.at(index).raster.data);
});

test('an interruption ends the threads', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const draw = async () => {
    for await (const { index } of drawCells(REQUEST, { threads: 2, signal: controller.signal })) {
      if (index >= 0) controller.abort(reason);
    }
  };
  await expect(draw()).rejects.toBe(reason);
});

test('few are drawn without a thread', async () => {
  const indices: number[] = [];
  for await (const { index } of drawCells({ ...REQUEST, cells: 4 }, { threads: 2 })) indices.push(index);
  expect(indices).toEqual([0, 1, 2, 3]);
});
