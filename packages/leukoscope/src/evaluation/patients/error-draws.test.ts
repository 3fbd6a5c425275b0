import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaProbability } from '../beta-distribution.ts';
import { adjustedShare } from './adjusted-share.ts';
import { betaDraw } from './beta-draws.ts';
import { drawErrors, errorSpread } from './error-draws.ts';
import golden from './golden/patients.json' with { type: 'json' };
import { ratioPer100 } from './ratio-per-100.ts';
import { answerOf } from './share-answer.ts';
import { judgedAt, type UnitErrors, unitErrors } from './unit-errors.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';

test.each([
  [0.4, 2],
  [3, 0.7],
  [40, 9],
])('beta draws of shapes %d and %d follow the distribution', (a, b) => {
  const random = randomStream(1, 'beta', a, b);
  const places = Array.from({ length: 4_000 }, () => betaProbability(betaDraw(a, b, random), a, b)).sort(
    (x, y) => x - y,
  );
  // Kolmogorov and Smirnov's distance; 1.95 / √n is passed once in a thousand.
  const distance = Math.max(...places.map((place, at) => Math.abs(place - (at + 0.5) / places.length)));
  expect(distance).toBeLessThan(1.95 / Math.sqrt(places.length));
});

test.each(golden.spreads)("mean and correlation of $wrong as R's analysis of variance", (expected) => {
  const units = expected.wrong.map((wrong, at) => ({ wrong, cells: expected.cells[at]! }));
  const { mean, correlation } = errorSpread(units);
  expect(Math.abs(mean - expected.mean)).toBeLessThan(1e-9);
  expect(Math.abs(correlation - expected.correlation)).toBeLessThan(1e-9);
});

test('errors are counted by patient, without names; cells of nobody together if there is no patient', () => {
  const cell = { id: '', cellCode: null, label: null };
  const cells = [
    { ...cell, patient: 'A', group: 'atypical', probability: 0.2 },
    { ...cell, patient: 'A', group: 'typical', probability: 0.7 },
    { ...cell, patient: 'B', group: 'typical', probability: 0.1 },
    { ...cell, patient: null, group: 'typical', probability: 0.9 },
  ] as const;
  expect(unitErrors(cells, judgedAt(0.5))).toEqual([
    { negatives: 1, falseAlarms: 1, positives: 1, missed: 1 },
    { negatives: 1, falseAlarms: 0, positives: 0, missed: 0 },
  ]);
  const nobodys = cells.map((one) => ({ ...one, patient: null }));
  expect(unitErrors(nobodys, judgedAt(0.5))).toEqual([{ negatives: 3, falseAlarms: 2, positives: 1, missed: 1 }]);
});

/** As many patients as in most validation parts, with a sensitivity of 0.9 and a specificity of 0.93. */
const typicalErrors: UnitErrors[] = Array.from({ length: 12 }, (_, at) => ({
  negatives: 100,
  falseAlarms: [3, 11, 7, 5, 9, 7][at % 6]!,
  positives: 50,
  missed: [2, 8, 5, 4, 6, 5][at % 6]!,
}));

describe('the adjusted share', () => {
  const errors = drawErrors(typicalErrors)!;

  test('is the estimate of Rogan and Gladen', () => {
    const { sensitivity, specificity } = errors.mean;
    expect(sensitivity).toBeCloseTo(0.9, 12);
    expect(specificity).toBeCloseTo(0.93, 12);
    expect(adjustedShare({ positive: 80, cells: 200 }, errors).value).toBeCloseTo((0.4 - 0.07) / 0.83, 12);
    expect(adjustedShare({ positive: 10, cells: 200 }, errors).value).toBe(0);
  });

  test('of a healthy patient, 7% of whose cells are called atypical, holds 0', () => {
    expect(adjustedShare({ positive: 14, cells: 200 }, errors).low).toBe(0);
    expect(adjustedShare({ positive: 140, cells: 2_000 }, errors).low).toBe(0);
  });

  test('has no value where calls are no better than a coin, and then any share is possible', () => {
    const coin = drawErrors([{ negatives: 400, falseAlarms: 200, positives: 400, missed: 200 }])!;
    const { value, low, high } = adjustedShare({ positive: 50, cells: 100 }, coin);
    expect(value).toBeNull();
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(0.95);
  });

  test('lies in its interval, and the interval in [0, 1]', () => {
    const unit = fc
      .record({ negatives: fc.nat(40), positives: fc.nat(40), alarms: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ negatives, positives, alarms }) => ({
        ...{ negatives, positives },
        falseAlarms: Math.floor(negatives * alarms * 0.5),
        missed: Math.floor(positives * (1 - alarms) * 0.5),
      }));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 8 }), fc.nat(300), fc.nat(300), (units, positive, rest) => {
        const drawn = drawErrors(units);
        if (drawn === null) return;
        const { value, low, high, n } = adjustedShare({ positive, cells: positive + rest }, drawn);
        if (n === 0) return;
        expect(0 <= low! && low! <= high! && high! <= 1).toBe(true);
        if (value !== null) expect(low! <= value && value <= high!).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('is unknown where nobody was positive, or nobody negative', () => {
    expect(drawErrors([{ negatives: 10, falseAlarms: 1, positives: 0, missed: 0 }])).toBeNull();
    expect(drawErrors([])).toBeNull();
  });

  test('and the same draws give the same interval', () => {
    expect(adjustedShare({ positive: 30, cells: 200 }, drawErrors(typicalErrors)!)).toEqual(
      adjustedShare({ positive: 30, cells: 200 }, errors),
    );
  });
});

describe('the answer to a limit of 20%', () => {
  const errors = drawErrors(typicalErrors)!;
  const answer = (positive: number, cells: number) =>
    answerOf({ positive, cells }, { share: adjustedShare({ positive, cells }, errors), errors, limit: 0.2 });

  test('is above, below, too few, or that it cannot be told', () => {
    expect(answer(160, 200)).toEqual({ answer: 'above' });
    expect(answer(10, 200)).toEqual({ answer: 'below' });
    expect(answer(80, 99)).toEqual({ answer: 'too-few', more: 1 });
    expect(answer(46, 200)).toMatchObject({ answer: 'cannot-tell', more: null });
  });

  test('says how many more cells would tell, and these do', () => {
    const perfect = drawErrors([{ negatives: 5_000, falseAlarms: 0, positives: 5_000, missed: 0 }])!;
    const cells = { positive: 26, cells: 100 };
    const found = answerOf(cells, { share: adjustedShare(cells, perfect), errors: perfect, limit: 0.2 });
    expect(found.answer).toBe('cannot-tell');
    const more = 'more' in found ? found.more! : 0;
    // Without errors of the model about 1.96² · 0.26 · 0.74 / 0.06² cells in all.
    expect(100 + more).toBeGreaterThan(170);
    expect(100 + more).toBeLessThan(260);
    const all = { positive: Math.round(0.26 * (100 + more)), cells: 100 + more };
    expect(answerOf(all, { share: adjustedShare(all, perfect), errors: perfect, limit: 0.2 })).toEqual({
      answer: 'above',
    });
  });
});

test('a ratio per 100 may pass 100, and has no upper end without the others', () => {
  expect(ratioPer100(30, 20)).toMatchObject({ value: 150, n: 50 });
  expect(ratioPer100(0, 100)).toMatchObject({ value: 0, low: 0 });
  expect(ratioPer100(3, 0)).toMatchObject({ value: null, low: null, high: null });
});

/**
 * How often the 95% interval holds the true share of a patient of 200 cells, of sensitivities around 0.9 and false alarms
 * around 0.07 that vary between patients (correlations 0.08 and 0.05), by the number of patients that the errors are known
 * from, each with 20 to 79 cells of both kinds; 1,000 simulations (standard error 0.007):
 *
 * | true share |  6 patients | 12 | 25 | 80 |
 * | --- | --- | --- | --- | --- |
 * | 0 | 0.909 | 0.950 | 0.961 | 0.972 |
 * | 0.05 | 0.903 | 0.915 | 0.946 | 0.960 |
 * | 0.2 | 0.933 | 0.931 | 0.950 | 0.969 |
 * | 0.6 | 0.920 | 0.951 | 0.959 | 0.961 |
 */
describe('coverage of the adjusted interval', () => {
  test.each(
    FULL
      ? [6, 12, 25, 80].flatMap((units) => [0, 0.05, 0.2, 0.6].map((share) => [units, share] as const))
      : ([
          [12, 0],
          [25, 0.2],
        ] as const),
  )('errors of %d patients, a share of %d', { timeout: 300_000 }, (units, share) => {
    const simulations = FULL ? 1_000 : 100;
    const covered = coverage({ units, share, simulations });
    const least = units < 20 ? 0.89 : 0.92;
    expect(covered).toBeGreaterThan(least - 3 * Math.sqrt((least * (1 - least)) / simulations));
  });
});

function coverage({ units, share, simulations }: { units: number; share: number; simulations: number }): number {
  const random = randomStream(9, 'coverage', units, share);
  const count = (cells: number, rate: number) => Array.from({ length: cells }).filter(() => random() < rate).length;
  const patient = () => ({ found: betaDraw(10.8, 1.2, random), alarms: betaDraw(1.4, 18.6, random) });
  const some = () => 20 + Math.floor(60 * random());
  let covered = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    const known = Array.from({ length: units }, (): UnitErrors => {
      const { found, alarms } = patient();
      const [negatives, positives] = [some(), some()];
      return { negatives, positives, falseAlarms: count(negatives, alarms), missed: count(positives, 1 - found) };
    });
    const { found, alarms } = patient();
    const atypical = Math.round(200 * share);
    const positive = count(atypical, found) + count(200 - atypical, alarms);
    const { low, high } = adjustedShare({ positive, cells: 200 }, drawErrors(known)!);
    if (low! <= share && share <= high!) covered += 1;
  }
  return covered / simulations;
}
