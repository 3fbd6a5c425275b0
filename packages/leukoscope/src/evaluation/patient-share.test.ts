import { expect, test } from 'vitest';
import golden from './golden/rates.json' with { type: 'json' };
import { patientShare } from './patient-share.ts';

test('is atypical / (typical + atypical), by Clopper–Pearson', () => {
  const { share, tooFew } = patientShare({ typical: 182, atypical: 81 });
  expect(share).toMatchObject({ numerator: 81, denominator: 263, method: 'clopper-pearson' });
  const inR = golden.rates.find(
    ({ numerator, denominator, level }) => numerator === 81 && denominator === 263 && level === 0.95,
  )!;
  expect(share.low).toBeCloseTo(inR.clopperPearson[0]!, 12);
  expect(tooFew).toBe(false);
});

test.each([
  [99, true],
  [100, false],
])('of %s cells is too few: %s', (cells, tooFew) => {
  expect(patientShare({ typical: cells - 1, atypical: 1 }).tooFew).toBe(tooFew);
});

test('of no cells is undefined', () => {
  expect(patientShare({ typical: 0, atypical: 0 })).toMatchObject({ share: { value: null }, tooFew: true });
});

test('refuses negative counts', () => {
  expect(() => patientShare({ typical: 5, atypical: -1 })).toThrow(RangeError);
});
