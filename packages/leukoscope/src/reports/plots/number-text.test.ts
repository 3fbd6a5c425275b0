import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aucText, decimalText, linearTickTexts, logTickTexts, lossText, significantText } from './number-text.ts';
import { readNumber } from './testing/read-number.ts';

describe('numbers in pictures', () => {
  it.each([
    [0.95, 2, '0.95'],
    [0.949, 1, '0.9'],
    [-1, 1, '−1.0'],
    [-0.001, 2, '0.00'],
    [1234, 0, '1234'],
    [12345.6, 1, '12\u202F345.6'],
    [1234567, 0, '1\u202F234\u202F567'],
  ])('decimalText(%s, %s) is %s', (value, decimals, text) => {
    expect(decimalText(value, decimals)).toBe(text);
  });

  it.each([
    [0.00123, '0.0012'],
    [0.1, '0.1'],
    [0, '0'],
    [-0.25, '−0.25'],
    [12_400, '12\u202F000'],
    [0.0000338, '3.4 × 10⁻⁵'],
    [1e-10, '10⁻¹⁰'],
    [1.5e6, '1.5 × 10⁶'],
  ])('significantText(%s) is %s', (value, text) => {
    expect(significantText(value, 2)).toBe(text);
  });

  it.each([
    [0.41, '0.410'],
    [0.01234, '0.0123'],
    [2.5e-7, '2.5 × 10⁻⁷'],
    [43_210, '43\u202F200'],
    [null, '—'],
    [Number.NaN, '—'],
  ])('lossText(%s) is %s', (loss, text) => {
    expect(lossText(loss)).toBe(text);
  });

  it('prints an undefined ROC AUC as a dash, never as 0', () => {
    expect(aucText(null)).toBe('—');
    expect(aucText(0.9)).toBe('0.900');
  });

  it.each([
    [
      [0, 0.25, 0.5],
      ['0.00', '0.25', '0.50'],
    ],
    [
      [0, 10, 20],
      ['0', '10', '20'],
    ],
    [
      [-1, 0, 1],
      ['−1', '0', '1'],
    ],
    [
      [0, 2e6, 4e6],
      ['0', '2 × 10⁶', '4 × 10⁶'],
    ],
    [
      [0, 2e-5, 4e-5],
      ['0', '2 × 10⁻⁵', '4 × 10⁻⁵'],
    ],
    [[3], ['3']],
    [[], []],
  ])('ticks %j', (values, texts) => {
    expect(linearTickTexts(values)).toEqual(texts);
  });

  it('ticks of one logarithmic axis are all plain or all powers', () => {
    expect(logTickTexts([0.001, 0.01, 10_000])).toEqual(['0.001', '0.01', '10\u202F000']);
    expect(logTickTexts([0.0001, 0.001])).toEqual(['10⁻⁴', '10⁻³']);
    expect(logTickTexts([0.0002, 1])).toEqual(['2 × 10⁻⁴', '10⁰']);
  });

  it('reads back as the number that was rounded', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e38, max: 1e38, noNaN: true }), (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-300);
        const error = Math.abs(readNumber(significantText(value, 3)) - value);
        expect(error).toBeLessThanOrEqual(Math.abs(value) * 0.0051);
      }),
    );
  });
});
