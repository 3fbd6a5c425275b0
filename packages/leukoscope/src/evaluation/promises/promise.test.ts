import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Group } from '../../cells/scheme.ts';
import { cellsFromRows } from '../golden/scored-cells.ts';
import { normalQuantile } from '../normal-distribution.ts';
import type { ScoredCell } from '../scored-cell.ts';
import { chooseThreshold } from '../threshold.ts';
import golden from './golden/promises.json' with { type: 'json' };
import { hoeffdingBentkus } from './hoeffding-bentkus.ts';
import { fewestUnits, PROMISE_KINDS, type PromiseKind, promiseFewFalseAlarms, promiseFewMissed } from './promise.ts';
import { thresholdForGoal } from './targets.ts';
import { lowestWithShareFrom, shareBelow, shareFrom, unitScores } from './unit-losses.ts';

const drawn = golden.cells.map(([patient, group, probability], at): ScoredCell => {
  const known = { patient: String(patient), group: group as Group, probability: Number(probability) };
  return { id: String(at), cellCode: null, label: null, ...known };
});

describe('against SciPy', () => {
  test('the bound of Hoeffding and Bentkus, within 1e-9', () => {
    for (const { mean, n, limit, p } of golden.pvalues) {
      expect(Math.abs(hoeffdingBentkus(mean, { n, limit }) - p)).toBeLessThan(1e-9 * Math.max(1e-3, p));
    }
    expect(golden.pvalues.length).toBe(105);
  });

  test.each(golden.promises)(
    '$kind $limit: the thresholds that a search over all finds',
    ({ kind, limit, ...found }) => {
      const request = { kind: kind as PromiseKind, limit };
      expect(promiseFewMissed(drawn, request)).toMatchObject({ granted: true, n: 70, threshold: found.low });
      expect(promiseFewFalseAlarms(drawn, request)).toMatchObject({ granted: true, n: 70, threshold: found.high });
    },
  );

  test.each(golden.goals)('$kind, $missCost for a miss', ({ kind, missCost, threshold }) => {
    const goal = kind === 'cost' ? ({ kind, missCost } as const) : ({ kind: 'youden' } as const);
    expect(thresholdForGoal(drawn, goal)).toBe(threshold);
  });
});

describe('numbers needed', () => {
  test.each([
    ['average', 0.05, 19],
    ['average', 0.02, 49],
    ['average', 0.01, 99],
    // The smallest n with (1 - limit)^n <= 0.05.
    ['confident', 0.05, 59],
    ['confident', 0.02, 149],
    ['confident', 0.01, 299],
  ] as const)('%s %d: %d patients', (kind, limit, fewest) => {
    expect(fewestUnits({ kind, limit })).toBe(fewest);
    const perfect = (patients: number) =>
      Array.from({ length: patients }, (_, at) => cell({ patient: `P${at}`, group: 'atypical', probability: 0.75 }));
    expect(promiseFewMissed(perfect(fewest - 1), { kind, limit })).toMatchObject({
      granted: false,
      n: fewest - 1,
      fewest,
    });
    expect(promiseFewMissed(perfect(fewest), { kind, limit })).toMatchObject({
      granted: true,
      threshold: 0.75,
      observed: 0,
    });
  });
});

describe('properties', () => {
  const rows = fc.array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(30)), { minLength: 1, maxLength: 200 });
  const request = fc.record({
    kind: fc.constantFrom(...PROMISE_KINDS),
    limit: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  });

  test('a threshold is a float32 whose observed share is what it says, and the next cell is too many', () => {
    fc.assert(
      fc.property(rows, request, (given, asked) => {
        const cells = cellsFromRows(given);
        const [missed, alarms] = [promiseFewMissed(cells, asked), promiseFewFalseAlarms(cells, asked)];
        if (missed.granted) {
          expect(Math.fround(missed.threshold)).toBe(missed.threshold);
          const scores = unitScores(cells, 'atypical');
          expect(missed.observed).toBe(shareBelow(scores, missed.threshold));
          expect(missed.observed).toBeLessThanOrEqual(asked.limit);
        }
        if (alarms.granted) {
          expect(Math.fround(alarms.threshold)).toBe(alarms.threshold);
          expect(alarms.observed).toBe(shareFrom(unitScores(cells, 'typical'), alarms.threshold));
          expect(alarms.observed).toBeLessThanOrEqual(asked.limit);
        }
      }),
    );
  });

  test('a threshold just above 0 is a number that no processor takes for 0', () => {
    const scores = unitScores([cell({ probability: 0 })], 'typical');
    const threshold = lowestWithShareFrom(scores, 0.5);
    expect(threshold).toBe(1.1754943508222875e-38);
    expect(shareFrom(scores, threshold)).toBe(0);
  });

  test('cells without a patient among others that have one are left out', () => {
    const cells = [cell({ patient: 'A', group: 'atypical' }), cell({ patient: null, group: 'atypical' })];
    expect(unitScores(cells, 'atypical')).toMatchObject({ unit: 'patients', n: 1, cells: 1, leftOut: 1 });
    expect(unitScores(cells.slice(1), 'atypical')).toMatchObject({ unit: 'cells', n: 1, cells: 1, leftOut: 0 });
  });
});

/** 1,000 with the large counts. */
const SPLITS = process.env.LEUKOSCOPE_FULL === '1' ? 1_000 : 100;

describe(`kept over ${SPLITS} draws of patients whose miss shares vary`, () => {
  const population = drawPopulation(1_500);
  const truth = unitScores(population.flat(), 'atypical');
  const shareMissed = (threshold: number) => shareBelow(truth, threshold);

  test.each([
    [40, 0.05],
    [100, 0.05],
    [100, 0.1],
  ])('average, %d patients: the mean miss share is at most %d', (patients, limit) => {
    const shares = calibrations(population, patients, (cells) => {
      const answer = promiseFewMissed(cells, { kind: 'average', limit });
      return answer.granted ? shareMissed(answer.threshold) : Number.NaN;
    });
    const mean = average(shares);
    const error = Math.sqrt(average(shares.map((share) => (share - mean) ** 2)) / SPLITS);
    expect(mean).toBeLessThanOrEqual(limit + 3 * error);
    // And no more careful than needed: one cell of one patient short of the limit.
    expect(mean).toBeGreaterThan(limit - 1.2 / patients - 3 * error);
  });

  test.each([
    [80, 0.1],
    [150, 0.05],
  ])('confident, %d patients: at most 5% of the calibrations miss more than %d', (patients, limit) => {
    const broken = average(
      calibrations(population, patients, (cells) => {
        const answer = promiseFewMissed(cells, { kind: 'confident', limit });
        return answer.granted && shareMissed(answer.threshold) > limit ? 1 : 0;
      }),
    );
    expect(broken).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / SPLITS));
  });

  test('a threshold chosen by the cells, patients ignored, breaks the same limits', () => {
    const broken = average(
      calibrations(population, 80, (cells) => {
        const { threshold } = chooseThreshold(cells, { minSensitivity: 0.95, minPositives: 1 });
        return shareMissed(threshold) > 0.05 ? 1 : 0;
      }),
    );
    expect(broken).toBeGreaterThan(0.3);
  });
});

function cell(known: Partial<ScoredCell>): ScoredCell {
  const id = `${known.patient}-${known.group}`;
  return { id, patient: null, cellCode: null, label: null, group: 'typical', probability: 0.5, ...known };
}

/** Patients of 5 to 60 atypical cells whose scores lie around a mean of the patient's own. */
function drawPopulation(patients: number): ScoredCell[][] {
  const random = randomStream(3, 'population');
  const normal = () => normalQuantile(random() || Number.MIN_VALUE);
  return Array.from({ length: patients }, (_, patient) => {
    const centre = 2 + 1.3 * normal();
    return Array.from({ length: 5 + Math.floor(56 * random()) }, (_, at) => {
      const probability = Math.fround(1 / (1 + Math.exp(-centre - normal())));
      return cell({ id: `${patient}-${at}`, patient: String(patient), group: 'atypical', probability });
    });
  });
}

/** What `of` finds with so many patients drawn anew, `SPLITS` times. */
function calibrations(
  population: readonly ScoredCell[][],
  patients: number,
  of: (cells: readonly ScoredCell[]) => number,
): number[] {
  const random = randomStream(4, 'calibrations', patients);
  return Array.from({ length: SPLITS }, (_, draw) =>
    of(
      Array.from({ length: patients }, (_, at) => {
        const own = population[Math.floor(random() * population.length)]!;
        // The same patient drawn twice is two patients.
        return own.map((one) => ({ ...one, patient: `${draw}-${at}` }));
      }).flat(),
    ),
  );
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
