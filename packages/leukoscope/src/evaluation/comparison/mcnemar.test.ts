import { describe, expect, test } from 'vitest';
import golden from '../golden/comparison.json' with { type: 'json' };
import { mcNemar, pairedDifference } from './mcnemar.ts';

describe('McNemar, against R', () => {
  test.each(golden.pairs)('$onlyFirstRight to $onlyOtherRight', ({ exact, midP, ...counts }) => {
    const found = mcNemar({ bothRight: 12, neitherRight: 1, ...counts });
    expect(Math.abs(found.exact! - exact)).toBeLessThan(1e-9);
    expect(Math.abs(found.midP! - midP)).toBeLessThan(1e-9);
  });

  test('the worked example of Fagerland, Lydersen and Laake: 0.070 and 0.039', () => {
    const found = mcNemar({ bothRight: 1, onlyFirstRight: 1, onlyOtherRight: 7, neitherRight: 12 });
    expect([found.exact!.toFixed(3), found.midP!.toFixed(3)]).toEqual(['0.070', '0.039']);
  });

  test('says nothing where the decisions never differ', () => {
    const same = { bothRight: 9, onlyFirstRight: 0, onlyOtherRight: 0, neitherRight: 1 };
    expect(mcNemar(same)).toEqual({ exact: null, midP: null });
  });

  test('refuses counts that are none', () => {
    expect(() => mcNemar({ bothRight: 0, onlyFirstRight: 0.5, onlyOtherRight: 0, neitherRight: 0 })).toThrow(
      /onlyFirstRight=0.5/,
    );
  });
});

describe('difference of paired shares, against the published formula in R', () => {
  test.each(golden.differences)('$n cells: $onlyFirstRight to $onlyOtherRight', ({ n, value, interval, ...only }) => {
    const agreeing = n - only.onlyFirstRight - only.onlyOtherRight;
    const found = pairedDifference({ bothRight: agreeing, neitherRight: 0, ...only }, 0.95);
    expect(found).toMatchObject({ n, method: 'bonett-price' });
    expect(found.value).toBeCloseTo(value, 12);
    expect(Math.abs(found.low! - interval[0]!)).toBeLessThan(1e-9);
    expect(Math.abs(found.high! - interval[1]!)).toBeLessThan(1e-9);
  });

  test('of no cells is undefined', () => {
    const none = { bothRight: 0, onlyFirstRight: 0, onlyOtherRight: 0, neitherRight: 0 };
    expect(pairedDifference(none, 0.95)).toMatchObject({ value: null, low: null, high: null, n: 0 });
  });
});
