import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { curveBands } from './curve-bands.ts';
import { scoredCells } from './golden/scored-cells.ts';
import { precisionRecallCurve } from './precision-recall.ts';
import { rocCurve } from './roc.ts';

const options = (draws = 300) => ({ draws, level: 0.95, random: randomStream(1, 'test') });

function manyCells(patients: number | null) {
  const random = randomStream(8, 'cells');
  const truth = Array.from({ length: 600 }, () => Number(random() < 0.4));
  return scoredCells(
    truth,
    truth.map((atypical, at) => (random() + atypical * random() + (at % 12) / 24) / 2.5),
    truth.map((_, at) => (patients === null ? null : `P${at % patients}`)),
  );
}

describe.each([12, null])('of cells of %s patients', (patients) => {
  const cells = manyCells(patients);
  const { unit, roc, precisionRecall } = curveBands(cells, options());

  test('the ROC band holds the curve at every step', () => {
    expect(unit).toBe(patients === null ? 'cells' : 'patients');
    expect(roc.map(({ x }) => x)).toEqual(Array.from({ length: 41 }, (_, step) => step / 40));
    const points = rocCurve(cells);
    for (const { x, low, high } of roc) {
      const reached = Math.max(
        ...points.filter(({ specificity }) => 1 - specificity <= x + 1e-9).map((p) => p.sensitivity),
      );
      expect(low).toBeLessThanOrEqual(reached);
      expect(high).toBeGreaterThanOrEqual(reached);
    }
  });

  test('the precision–recall band holds the precision where each step of recall is first reached', () => {
    const points = precisionRecallCurve(cells);
    expect(precisionRecall).toHaveLength(40);
    for (const { x, low, high } of precisionRecall) {
      const { precision } = points.find(({ recall }) => recall >= x - 1e-12)!;
      expect(low).toBeLessThanOrEqual(precision);
      expect(high).toBeGreaterThanOrEqual(precision);
    }
  });
});

test('a curve without errors still has a band: 30 of 30 is not certain', () => {
  const truth = Array.from({ length: 60 }, (_, at) => Number(at < 30));
  const { roc } = curveBands(
    scoredCells(
      truth,
      truth.map((one) => 0.2 + 0.6 * one),
    ),
    options(50),
  );
  expect(roc[0]!.high).toBe(1);
  expect(roc[0]!.low).toBeCloseTo(0.025 ** (1 / 30), 12);
});

test('is empty where a group has no cells, or with one patient', () => {
  expect(curveBands(scoredCells([1, 1], [0.4, 0.6]), options(5))).toEqual({
    unit: 'cells',
    roc: [],
    precisionRecall: [],
  });
  const one = scoredCells([1, 0], [0.6, 0.4], ['A', 'A']);
  expect(curveBands(one, options(5))).toEqual({ unit: 'patients', roc: [], precisionRecall: [] });
});
