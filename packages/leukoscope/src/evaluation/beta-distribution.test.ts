import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaProbability, betaQuantile } from './beta-distribution.ts';
import golden from './golden/rates.json' with { type: 'json' };

describe('beta distribution, against R', () => {
  test.each(golden.betas)(
    'quantile $probability of Beta($a, $b)',
    ({ probability, a, b, quantile, probabilityAtQuantile }) => {
      expect(Math.abs(betaQuantile(probability, a, b) / quantile - 1)).toBeLessThan(1e-10);
      expect(Math.abs(betaProbability(quantile, a, b) / probabilityAtQuantile - 1)).toBeLessThan(1e-9);
    },
  );
});

describe('beta distribution, properties', () => {
  const shape = fc.double({ min: 1, max: 5_000, noNaN: true });
  const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });

  test('the quantile undoes the probability', () => {
    fc.assert(
      fc.property(inside, shape, shape, (probability, a, b) => {
        expect(betaProbability(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 9);
      }),
    );
  });

  test('both tails add up to one', () => {
    fc.assert(
      fc.property(inside, shape, shape, (x, a, b) => {
        expect(betaProbability(x, a, b) + betaProbability(1 - x, b, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('the ends are exact', () => {
    expect(betaProbability(0, 2, 3)).toBe(0);
    expect(betaProbability(1, 2, 3)).toBe(1);
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
  });

  test.each([
    [-0.1, 1, 1],
    [Number.NaN, 1, 1],
    [0.5, 0, 1],
    [0.5, 1, Number.POSITIVE_INFINITY],
  ])('refuses x or probability %s with shapes %s, %s', (value, a, b) => {
    expect(() => betaProbability(value, a, b)).toThrow(RangeError);
    expect(() => betaQuantile(value, a, b)).toThrow(RangeError);
  });
});
