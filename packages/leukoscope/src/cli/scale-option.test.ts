import { expect, test } from 'vitest';
import type { Preprocessing } from '../images/preprocessing.ts';
import { preprocessingAtScale } from './scale-option.ts';

const whole: Preprocessing = {
  sizePx: 32,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
};
const physical: Preprocessing = { ...whole, crop: { kind: 'physical', sideUm: 20, micronsPerPixel: 0.28 } };

async function atScale(preprocessing: Preprocessing, micronsPerPixel: number | undefined) {
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence);
  const context = { env: {}, language: 'en', note: tell, warn: tell, signal: new AbortController().signal } as const;
  return { result: await preprocessingAtScale(preprocessing, { micronsPerPixel, paths: [] }, context), told };
}

test('a model that sees micrometres sees them in images of another scale', async () => {
  const crop = { ...physical.crop, micronsPerPixel: 0.07 };
  expect(await atScale(physical, 0.07)).toEqual({ result: { ...physical, crop }, told: [] });
});

test('without a scale and without red cells that of training is taken, and told', async () => {
  const { result, told } = await atScale(physical, undefined);
  expect(result).toBe(physical);
  expect(told).toEqual([expect.stringContaining('0.28 µm')]);
});

test('for any other model a scale would do nothing: it is refused', async () => {
  expect(await atScale(whole, undefined)).toEqual({ result: whole, told: [] });
  await expect(atScale(whole, 0.07)).rejects.toThrow(expect.objectContaining({ code: 'usage.conflicting-options' }));
});
