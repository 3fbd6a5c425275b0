import { expect, test } from 'vitest';
import type { Preprocessing } from '../images/preprocessing.ts';
import { coloursOf, measurePictures } from './measure-pictures.ts';

const preprocessing: Preprocessing = {
  sizePx: 8,
  crop: { kind: 'cell', margin: 0.1 },
  kernel: 'area',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
};
const signal = new AbortController().signal;
const progress = { report: () => undefined };

/** Pictures of one colour each: picture `at` is as bright as its number. */
const images = {
  read(at: number, target: Uint8Array, offset: number) {
    target.fill(at % 256, offset, offset + 8 * 8 * 3);
  },
};
/** Patient 0 has 30 cells, patient 1 has 10: too few for a look. */
const cells = Array.from({ length: 40 }, (_, image) => ({
  cell: { path: `${image}.png`, patient: image < 30 ? 'P0' : 'P1' },
  image,
}));
const predictor = { predict: async (pixels: Uint8Array) => predicted(pixels.length / (8 * 8 * 3)) };

function predicted(count: number) {
  const atypical = new Float32Array(count).fill(0.5);
  return { atypical, logOdds: new Float32Array(count), types: null, strangeness: null, looks: null, features: null };
}

test('colours are mean and covariance of the densities of all pixels', () => {
  const { mean, covariance } = coloursOf(cells, { images, preprocessing, signal });
  const densities = cells.map(({ image }) => -Math.log((image + 1) / 256));
  const expected = densities.reduce((sum, density) => sum + density, 0) / cells.length;
  const variance = densities.reduce((sum, density) => sum + (density - expected) ** 2, 0) / cells.length;
  for (const value of mean) expect(value).toBeCloseTo(expected, 4);
  for (const value of covariance.flat()) expect(value).toBeCloseTo(variance, 4);
});

test('looks are of patients with 20 cells or more, by at most 25 of each, spread over all', async () => {
  const task = { cells, images, preprocessing, predictor, progress, signal };
  const { looks, frame, cells: count } = await measurePictures(task);
  expect(count).toBe(40);
  // A crop that follows the cell needs no scale.
  expect(frame).toBeNull();
  expect(looks).toHaveLength(1);
  const [red] = looks[0]!;
  const shown = Array.from({ length: 25 }, (_, at) => Math.floor((at * 30) / 25));
  expect(red).toBeCloseTo(shown.reduce((sum, value) => sum + value, 0) / 25, 3);
});

test('an interruption ends it', async () => {
  const task = { cells, images, preprocessing, predictor, progress, signal: AbortSignal.abort(new Error('stop')) };
  await expect(measurePictures(task)).rejects.toThrow('stop');
});
