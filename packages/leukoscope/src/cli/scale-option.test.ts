import { expect, test } from 'vitest';
import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
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

function atScale(preprocessing: Preprocessing, micronsPerPixel: number | undefined) {
  const warnings: LeukoscopeError[] = [];
  return { result: preprocessingAtScale(preprocessing, micronsPerPixel, (one) => warnings.push(one)), warnings };
}

test('a model that sees micrometres sees them in images of another scale', () => {
  const { result, warnings } = atScale(physical, 0.07);
  expect(result).toEqual({ ...physical, crop: { ...physical.crop, micronsPerPixel: 0.07 } });
  expect(warnings).toEqual([]);
});

test('where nothing is said, the scale of training is taken, and told', () => {
  const { result, warnings } = atScale(physical, undefined);
  expect(result).toBe(physical);
  expect(warnings.map(({ code, details }) => [code, details])).toEqual([
    ['image.scale-assumed', { sideUm: 20, micronsPerPixel: 0.28 }],
  ]);
});

test('for any other model a scale would do nothing: it is refused', () => {
  expect(atScale(whole, undefined)).toEqual({ result: whole, warnings: [] });
  expect(() => atScale(whole, 0.07)).toThrow(expect.objectContaining({ code: 'usage.conflicting-options' }));
});
