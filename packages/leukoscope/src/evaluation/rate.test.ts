import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './golden/rates.json' with { type: 'json' };
import { clopperPearson, type Rate, wilson } from './rate.ts';

describe.each([
  ['clopperPearson', clopperPearson],
  ['wilson', wilson],
] as const)('%s', (name, interval) => {
  test.each(golden.rates)('$numerator of $denominator at $level as R has it', (row) => {
    const { numerator, denominator, level } = row;
    const [low, high] = row[name];
    const rate = interval(numerator, denominator, level);
    expect(Math.abs(rate.low! - low!)).toBeLessThan(1e-12);
    expect(Math.abs(rate.high! - high!)).toBeLessThan(1e-12);
    expect(rate.value).toBe(numerator / denominator);
    expect(rate).toMatchObject({ numerator, denominator, level });
  });

  test('contains the rate, lies in [0, 1], mirrors the complement and widens with the level', () => {
    fc.assert(
      fc.property(fc.nat(3_000), fc.nat(3_000), (hits, misses) => {
        fc.pre(hits + misses > 0);
        const rate = interval(hits, hits + misses);
        const mirrored = interval(misses, hits + misses);
        const wider = interval(hits, hits + misses, 0.99);
        expect(rate.low!).toBeLessThanOrEqual(rate.value!);
        expect(rate.high!).toBeGreaterThanOrEqual(rate.value!);
        expect(rate.low!).toBeGreaterThanOrEqual(0);
        expect(rate.high!).toBeLessThanOrEqual(1);
        expect(rate.low!).toBeCloseTo(1 - mirrored.high!, 12);
        expect(wider.high! - wider.low!).toBeGreaterThan(rate.high! - rate.low!);
      }),
    );
  });

  test('of nothing is undefined, not 0', () => {
    expect(interval(0, 0)).toMatchObject({ value: null, low: null, high: null, numerator: 0, denominator: 0 });
  });

  test.each([
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [Number.NaN, 5],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %s of %s', (numerator, denominator) => {
    expect(() => interval(numerator, denominator)).toThrow(/numerator=/);
  });

  test.each([0, 1, 95])('refuses the level %s', (level) => {
    expect(() => interval(1, 2, level)).toThrow(/level=/);
    expect(() => interval(0, 0, level)).toThrow(/level=/);
  });
});

describe('coverage, computed exactly from the binomial distribution', () => {
  const rates = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);

  test.each([5, 20, 50, 120])('n = %s: Clopper–Pearson never below 95%%, Wilson 95%% ± 1 on average', (n) => {
    const exact = rates.map((rate) => coverage(clopperPearson, n, rate));
    const score = rates.map((rate) => coverage(wilson, n, rate));
    expect(Math.min(...exact)).toBeGreaterThanOrEqual(0.95);
    expect(Math.min(...exact)).toBeLessThan(0.99);
    const mean = score.reduce((sum, value) => sum + value, 0) / score.length;
    expect(Math.abs(mean - 0.95)).toBeLessThan(0.01);
  });
});

/** The probability that the interval of a binomial count holds the true rate. */
function coverage(interval: (numerator: number, denominator: number) => Rate, n: number, rate: number): number {
  let mass = (1 - rate) ** n;
  let covered = 0;
  for (let k = 0; k <= n; k++) {
    const { low, high } = interval(k, n);
    if (low! <= rate && rate <= high!) covered += mass;
    mass *= ((n - k) / (k + 1)) * (rate / (1 - rate));
  }
  return covered;
}
