import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './golden/roc.json' with { type: 'json' };
import { cellsFromRows, hasBothGroups, scoredCells } from './golden/scored-cells.ts';
import sklearn from './golden/sklearn.json' with { type: 'json' };
import { averagePrecision, precisionRecallCurve, thinPrecisionRecallCurve } from './precision-recall.ts';

describe('against scikit-learn', () => {
  test.each(sklearn.curves.map((curve, at) => ({ at, ...curve })))('curve $at', ({ at, precision, ...expected }) => {
    const { positive, probability } = golden.curves[at]!;
    const cells = scoredCells(positive, probability);
    const points = precisionRecallCurve(cells);
    expect(points).toHaveLength(precision.length);
    for (const [i, point] of points.entries()) {
      expect(point.precision).toBeCloseTo(precision[i]!, 12);
      // The first point of the ROC curve, above all thresholds, has no precision.
      expect(point.recall).toBeCloseTo(expected.sensitivity[i + 1]!, 12);
    }
    expect(averagePrecision(cells).value).toBeCloseTo(expected.averagePrecision, 12);
  });
});

describe('average precision', () => {
  test('is the mean over atypical cells of the precision where each is found', () => {
    const rows = fc.array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(3)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows.map(cellsFromRows).filter(hasBothGroups), (cells) => {
        const atypical = cells.filter(({ group }) => group === 'atypical');
        const precisions = atypical.map(({ probability }) => {
          const called = cells.filter((cell) => cell.probability >= probability);
          return called.filter(({ group }) => group === 'atypical').length / called.length;
        });
        const mean = precisions.reduce((sum, one) => sum + one, 0) / atypical.length;
        expect(averagePrecision(cells).value).toBeCloseTo(mean, 12);
      }),
    );
  });

  test('has the logit interval of Boyd, Eng and Page over the atypical cells', () => {
    // By hand: precisions 1 and 2/3, so 5/6; logit ± 1.96 / sqrt(2 · 5/6 · 1/6) = 1.6094 ± 3.7188.
    const { value, low, high, n } = averagePrecision(scoredCells([1, 0, 1], [0.9, 0.8, 0.7]));
    expect([value, n]).toEqual([(1 + 2 / 3) / 2, 2]);
    expect(low).toBeCloseTo(1 / (1 + Math.exp(3.7188 - 1.6094)), 4);
    expect(high).toBeCloseTo(1 / (1 + Math.exp(-3.7188 - 1.6094)), 4);
  });

  test('of 1 is not certain: 3 of 3 have the interval of Clopper and Pearson', () => {
    const found = averagePrecision(scoredCells([1, 1, 1, 0], [0.9, 0.8, 0.7, 0.1]));
    expect(found).toMatchObject({ value: 1, high: 1, method: 'clopper-pearson', n: 3 });
    expect(found.low).toBeCloseTo(0.025 ** (1 / 3), 12);
  });

  test.each([
    ['typical', [0, 0]],
    ['atypical', [1, 1]],
  ])('is undefined where all cells are %s', (_, truth) => {
    expect(averagePrecision(scoredCells(truth, [0.4, 0.6]))).toMatchObject({ value: null, low: null, high: null });
    expect(precisionRecallCurve(scoredCells(truth, [0.4, 0.6]))).toEqual([]);
  });
});

test('a curve for drawing keeps both ends and is never longer than asked', () => {
  const truth = Array.from({ length: 5_000 }, (_, at) => Number(at % 3 === 0));
  const points = precisionRecallCurve(
    scoredCells(
      truth,
      truth.map((_, at) => (at * 7_919) % 5_000).map((place) => place / 5_000),
    ),
  );
  const thinned = thinPrecisionRecallCurve(points, 400);
  expect(thinned.length).toBeLessThanOrEqual(400);
  expect(thinned.length).toBeGreaterThan(100);
  expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
});
