import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapPatients, FEW_PATIENTS, quantileOfSorted } from './bootstrap.ts';
import golden from './golden/roc.json' with { type: 'json' };

/** Atypical cells of each patient, and how many of them were called so. */
const CELLS = [10, 40, 5, 25];
const CALLED = [9, 20, 5, 24];

const sensitivity = (weights: Uint32Array): { sensitivity: number | null } => {
  const sum = (values: readonly number[]): number => values.reduce((all, value, p) => all + value * weights[p]!, 0);
  return { sensitivity: sum(CELLS) === 0 ? null : sum(CALLED) / sum(CELLS) };
};

describe('bootstrapPatients', () => {
  test('over every possible draw of four patients gives the exact percentiles', () => {
    const patients = CELLS.length;
    const draws = patients ** patients;
    // Stands in for chance: counts through all 256 draws, digit by digit.
    let call = 0;
    const random = (): number => {
      const [draw, pick] = [Math.floor(call / patients), call % patients];
      call += 1;
      return (Math.floor(draw / patients ** pick) % patients) / patients;
    };
    const estimate = bootstrapPatients(patients, sensitivity, {
      bearing: { sensitivity: patients },
      draws,
      level: 0.5,
      random,
    }).sensitivity;

    const everyDraw: number[] = [];
    for (const a of [0, 1, 2, 3])
      for (const b of [0, 1, 2, 3])
        for (const c of [0, 1, 2, 3])
          for (const d of [0, 1, 2, 3]) {
            const drawn = [a, b, c, d];
            const sum = (values: number[]): number => drawn.reduce((all, p) => all + values[p]!, 0);
            everyDraw.push(sum(CALLED) / sum(CELLS));
          }
    everyDraw.sort((x, y) => x - y);
    // In R: pnorm(-sqrt(4 / 3) * qt(0.75, 3)).
    const tail = 0.18855828115981;
    expect(call).toBe(draws * patients);
    expect(estimate.value).toBe(58 / 80);
    expect(estimate.low).toBeCloseTo(quantileOfSorted(Float64Array.from(everyDraw), tail), 9);
    expect(estimate.high).toBeCloseTo(quantileOfSorted(Float64Array.from(everyDraw), 1 - tail), 9);
    expect(estimate.high! - estimate.low!).toBeGreaterThan(0.1);
  });

  const options = (bearing: number, draws = 200) => ({
    bearing: { sensitivity: bearing },
    draws,
    level: 0.95,
    random: randomStream(5, 'test'),
  });

  test('the same random stream gives the same interval, another another', () => {
    const once = bootstrapPatients(4, sensitivity, options(4));
    expect(bootstrapPatients(4, sensitivity, options(4))).toEqual(once);
    const other = bootstrapPatients(4, sensitivity, { ...options(4), random: randomStream(6, 'test') });
    expect(other.sensitivity.low).not.toBe(once.sensitivity.low);
  });

  test.each([
    [FEW_PATIENTS - 1, ['few-patients']],
    [FEW_PATIENTS, []],
  ])('resting on %s patients warns %j', (bearing, warnings) => {
    expect(bootstrapPatients(4, sensitivity, options(bearing)).sensitivity).toMatchObject({ n: bearing, warnings });
  });

  test.each([0, 1])('resting on %s patients has no interval', (bearing) => {
    const { value, low, high } = bootstrapPatients(4, sensitivity, options(bearing)).sensitivity;
    expect([value, low, high]).toEqual([58 / 80, null, null]);
  });

  test('draws without a value are left out, counted, and warned of', () => {
    const onlyWithFirst = (weights: Uint32Array): { share: number | null } => ({
      share: weights[0] === 0 ? null : 0.5,
    });
    const { share } = bootstrapPatients(3, onlyWithFirst, { ...options(3, 3_000), bearing: { share: 3 } });
    // The first of three patients is missing from (2/3)^3 = 0.296 of the draws.
    expect(share.undefinedDraws / 3_000).toBeCloseTo(8 / 27, 1);
    expect(share).toMatchObject({ value: 0.5, low: 0.5, high: 0.5, warnings: ['few-patients', 'often-undefined'] });
  });

  test('an undefined statistic stays null', () => {
    const never = () => ({ mcc: null });
    expect(bootstrapPatients(3, never, { ...options(3), bearing: { mcc: 3 } }).mcc).toMatchObject({
      value: null,
      low: null,
      high: null,
      undefinedDraws: 200,
    });
  });

  test('every draw holds as many patients as there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (patients) => {
        const total = (weights: Uint32Array) => ({ total: weights.reduce((sum, weight) => sum + weight, 0) });
        const result = bootstrapPatients(patients, total, { ...options(patients, 5), bearing: { total: 2 } }).total;
        expect([result.value, result.low, result.high]).toEqual([patients, patients, patients]);
      }),
    );
  });

  test.each([
    [0, 10],
    [1.5, 10],
    [3, 0],
  ])('refuses %s patients with %s draws', (patients, draws) => {
    expect(() => bootstrapPatients(patients, sensitivity, options(3, draws))).toThrow(/whole number/);
  });
});

describe('quantileOfSorted', () => {
  test.each(golden.quantiles)('of $sorted as R has it', ({ sorted, probability, quantile }) => {
    for (const [i, p] of probability.entries()) {
      expect(quantileOfSorted(Float64Array.from(sorted), p)).toBeCloseTo(quantile[i]!, 12);
    }
  });

  test('of nothing throws', () => {
    expect(() => quantileOfSorted(new Float64Array(), 0.5)).toThrow(RangeError);
  });
});
