import { expect, test } from 'vitest';
import golden from './golden/rates.json' with { type: 'json' };
import { normalDeviate, normalProbability, normalQuantile } from './normal-distribution.ts';

test.each(golden.normals)('quantile at $probability as R has it', ({ probability, quantile }) => {
  expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThan(1e-14 * Math.max(1, Math.abs(quantile)));
});

test.each(golden.below)('probability below $deviate as R has it', ({ deviate, probability }) => {
  expect(Math.abs(normalProbability(deviate) - probability)).toBeLessThan(1e-15);
});

test('the deviate of a level holds that level between its ends', () => {
  const deviate = normalDeviate(0.9);
  expect(normalProbability(deviate) - normalProbability(-deviate)).toBeCloseTo(0.9, 14);
});

test.each([0, 1, -1, Number.NaN])('refuses the probability %s', (probability) => {
  expect(() => normalQuantile(probability)).toThrow(RangeError);
});
