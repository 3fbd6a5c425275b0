import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantileOfSorted } from './bootstrap.ts';
import { confusionAt } from './confusion.ts';
import { confusionValues } from './confusion-values.ts';
import { bootstrapEvaluation } from './evaluation-bootstrap.ts';
import { cellsFromRows, scoredCells } from './golden/scored-cells.ts';
import { normalProbability } from './normal-distribution.ts';
import { averagePrecision } from './precision-recall.ts';
import { rocAuc, sensitivityAtSpecificity } from './roc.ts';
import type { ScoredCell } from './scored-cell.ts';
import { studentDeviate } from './student-distribution.ts';

const anyScoredCells = fc
  .array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map(cellsFromRows);

const options = (seed: number, draws: number) => ({
  threshold: 0.5,
  draws,
  level: 0.95,
  random: randomStream(seed, 'x'),
});

/** The same figures from a plain list of cells, by the functions that are checked against R and scikit-learn. */
function figures(cells: readonly ScoredCell[]): Record<string, number | null> {
  return {
    ...confusionValues(confusionAt(cells, 0.5)),
    rocAuc: rocAuc(cells).value,
    sensitivityAtSpecificity90: sensitivityAtSpecificity(cells, 0.9).value,
    averagePrecision: averagePrecision(cells).value,
  };
}

describe('bootstrapEvaluation', () => {
  test('equals copying out every drawn patient and computing anew', () => {
    fc.assert(
      fc.property(
        anyScoredCells
          .map((cells) => cells.filter(({ patient }) => patient !== null))
          .filter((cells) => cells.length > 0),
        fc.integer(),
        (cells, seed) => {
          const draws = 30;
          const { estimates } = bootstrapEvaluation(cells, options(seed, draws))!;
          const patients = [...Map.groupBy(cells, ({ patient }) => patient).values()];
          const random = randomStream(seed, 'x');
          const samples = Array.from({ length: draws }, () =>
            figures(patients.flatMap(() => patients[Math.floor(random() * patients.length)]!)),
          );
          for (const [name, value] of Object.entries(figures(cells))) {
            const estimate = estimates[name as keyof typeof estimates];
            const drawn = samples.map((sample) => sample[name]!).filter((one) => one !== null);
            expect(estimate.undefinedDraws, name).toBe(draws - drawn.length);
            if (value === null) expect(estimate.value, name).toBeNull();
            else expect(estimate.value, name).toBeCloseTo(value, 12);
            if (estimate.low === null || estimate.high === null) continue;
            const tail = normalProbability(
              -Math.sqrt(estimate.n / (estimate.n - 1)) * studentDeviate(0.95, estimate.n - 1),
            );
            const sorted = Float64Array.from(drawn).sort();
            expect(estimate.low, name).toBeCloseTo(quantileOfSorted(sorted, tail), 12);
            expect(estimate.high, name).toBeCloseTo(quantileOfSorted(sorted, 1 - tail), 12);
          }
        },
      ),
    );
  });

  test('each figure rests on the patients that have cells for it', () => {
    const cells = scoredCells([1, 0, 0, 0, 1], [0.9, 0.1, 0.8, 0.2, 0.4], ['A', 'A', 'B', 'C', 'A']);
    const result = bootstrapEvaluation(cells, options(1, 50))!;
    expect(result).toMatchObject({ intervals: 'over-patients', patients: 3, cellsWithoutPatient: 0, draws: 50 });
    const bearing = Object.fromEntries(Object.entries(result.estimates).map(([name, { n }]) => [name, n]));
    expect(bearing).toEqual({
      accuracy: 3,
      sensitivity: 1,
      specificity: 3,
      ppv: 2,
      npv: 2,
      balancedAccuracy: 1,
      f1: 2,
      mcc: 1,
      positiveLikelihoodRatio: 1,
      negativeLikelihoodRatio: 1,
      errorRate: 3,
      fnShare: 3,
      fpShare: 3,
      rocAuc: 1,
      sensitivityAtSpecificity90: 1,
      averagePrecision: 1,
    });
    expect(result.estimates.sensitivity).toMatchObject({ value: 0.5, low: null, high: null });
  });

  test('sensitivity at a specificity of 0.9 counts a cut at exactly 0.9, and none below', () => {
    // From the top: atypical, typical, atypical, typical, atypical, then eight typical cells.
    const truth = [1, 0, 1, 0, 1, ...new Array<number>(8).fill(0)];
    const probability = truth.map((_, at) => 1 - at / 20);
    const cells = scoredCells(
      truth,
      probability,
      truth.map((_, at) => `P${at % 2}`),
    );
    expect(bootstrapEvaluation(cells, options(1, 10))!.estimates.sensitivityAtSpecificity90.value).toBe(2 / 3);
    const many = Array.from({ length: 11 }, () => cells).flat();
    const one = scoredCells([0], [1], ['P0']);
    expect(bootstrapEvaluation([...many, ...one], options(1, 10))!.estimates.sensitivityAtSpecificity90.value).toBe(
      1 / 3,
    );
  });

  test('a cell without a patient is drawn by itself and counted', () => {
    const cells = scoredCells([1, 0, 1, 0], [0.9, 0.1, 0.2, 0.3], ['A', 'A', null, null]);
    expect(bootstrapEvaluation(cells, options(1, 50))).toMatchObject({ patients: 1, cellsWithoutPatient: 2 });
    expect(bootstrapEvaluation(cells, options(1, 50))!.estimates.accuracy).toMatchObject({
      value: 0.75,
      n: 1,
      low: null,
    });
  });

  test('is null where no cell has a patient, or there is no cell', () => {
    expect(bootstrapEvaluation(scoredCells([1, 0], [0.9, 0.1]), options(1, 50))).toBeNull();
    expect(bootstrapEvaluation([], options(1, 50))).toBeNull();
  });

  test('is wider than the interval over cells when the cells of a patient resemble each other', () => {
    // Twenty patients of 50 atypical cells: ten are always recognised, ten in half of their cells.
    const truth = new Array<number>(1_000).fill(1);
    const patients = truth.map((_, at) => `P${Math.floor(at / 50)}`);
    const probability = truth.map((_, at) => (Math.floor(at / 50) < 10 || at % 2 === 0 ? 0.9 : 0.1));
    const cells = scoredCells(truth, probability, patients);
    const { low, high } = bootstrapEvaluation(cells, options(1, 2_000))!.estimates.sensitivity;
    const overCells = 2 * 1.96 * Math.sqrt((0.75 * 0.25) / 1_000);
    // The deviation of a patient's rate is 0.25, so that of the mean 0.25 / sqrt(20); Student's t with 19 degrees: 2.093.
    expect(high! - low!).toBeCloseTo((2 * 2.093 * 0.25) / Math.sqrt(19), 1);
    expect((high! - low!) / overCells).toBeGreaterThan(3);
  });
});
