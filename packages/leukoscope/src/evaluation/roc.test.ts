import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aucPlacements } from './delong.ts';
import golden from './golden/roc.json' with { type: 'json' };
import { cellsFromRows, hasBothGroups, scoredCells } from './golden/scored-cells.ts';
import sklearn from './golden/sklearn.json' with { type: 'json' };
import { normalQuantile } from './normal-distribution.ts';
import { rankCells } from './ranked-cells.ts';
import { rocAuc, rocCurve, sensitivityAtSpecificity, thinRocCurve } from './roc.ts';
import type { ScoredCell } from './scored-cell.ts';

const anyScoredCells = fc
  .array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map(cellsFromRows);
const cellsOfBothGroups = anyScoredCells.filter(hasBothGroups);

/** The definition: every atypical cell against every typical one. */
function mannWhitney(cells: readonly ScoredCell[]): number {
  const of = (group: string): number[] => cells.filter((cell) => cell.group === group).map((cell) => cell.probability);
  const [atypical, typical] = [of('atypical'), of('typical')];
  let wins = 0;
  for (const a of atypical) for (const t of typical) wins += a > t ? 1 : a === t ? 0.5 : 0;
  return wins / (atypical.length * typical.length);
}

describe('against R (pROC)', () => {
  test.each(golden.curves)('area $auc', ({ positive, probability, auc, variance, ...expected }) => {
    const cells = scoredCells(positive, probability);
    const placements = aucPlacements(rankCells(cells));
    const estimate = rocAuc(cells);
    expect(Math.abs(placements.auc - auc)).toBeLessThan(1e-12);
    expect(Math.abs(placements.variance! - variance)).toBeLessThan(1e-12);
    expect(Math.abs(estimate.value! - auc)).toBeLessThan(1e-12);
    expect(Math.abs(estimate.low! - expected.delongLogit[0]!)).toBeLessThan(1e-9);
    expect(Math.abs(estimate.high! - expected.delongLogit[1]!)).toBeLessThan(1e-9);
    expect(sensitivityAtSpecificity(cells, 0.9).value).toBeCloseTo(expected.sensitivityAtSpecificity90, 12);
  });
});

describe('against scikit-learn', () => {
  test.each(sklearn.curves.map((curve, at) => ({ at, ...curve })))(
    'every point of curve $at',
    ({ at, auc, falsePositiveRate, sensitivity }) => {
      const { positive, probability } = golden.curves[at]!;
      const cells = scoredCells(positive, probability);
      const points = rocCurve(cells);
      expect(points).toHaveLength(sensitivity.length);
      for (const [i, point] of points.entries()) {
        expect(point.sensitivity).toBeCloseTo(sensitivity[i]!, 12);
        expect(1 - point.specificity).toBeCloseTo(falsePositiveRate[i]!, 12);
      }
      expect(rocAuc(cells).value).toBeCloseTo(auc, 12);
    },
  );
});

describe('area', () => {
  test('is the share of pairs in order, ties counting one half', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        expect(rocAuc(cells).value).toBeCloseTo(mannWhitney(cells), 12);
      }),
    );
  });

  test('does not change when probabilities are mapped by a rising function', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        const mapped = cells.map((cell) => ({ ...cell, probability: cell.probability ** 3 / 2 }));
        expect(rocAuc(mapped)).toEqual(rocAuc(cells));
      }),
    );
  });

  test('becomes 1 - area when the groups trade names, its interval mirrored', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        const swapped = cells.map(
          (cell): ScoredCell => ({ ...cell, group: cell.group === 'typical' ? 'atypical' : 'typical' }),
        );
        const [before, after] = [rocAuc(cells), rocAuc(swapped)];
        expect(after.value).toBeCloseTo(1 - before.value!, 12);
        if (before.low === null) expect(after.high).toBeNull();
        else expect(after.high).toBeCloseTo(1 - before.low, 9);
      }),
    );
  });

  test('does not depend on the order of the cells', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        expect(rocAuc(cells.toReversed()).value).toBeCloseTo(rocAuc(cells).value!, 12);
      }),
    );
  });

  test('lies in its interval, and the interval in [0, 1]', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        const { value, low, high } = rocAuc(cells);
        fc.pre(low !== null && high !== null);
        expect(low).toBeLessThanOrEqual(value! + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value! - 1e-12);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('of 1 is not certain: as many pairs as the smaller group has cells', () => {
    const perfect = scoredCells([1, 1, 1, 0, 0, 0, 0], [0.9, 0.8, 0.7, 0.3, 0.2, 0.2, 0.1]);
    expect(rocAuc(perfect)).toMatchObject({ value: 1, high: 1, method: 'disjoint-pairs', n: 7 });
    expect(rocAuc(perfect).low).toBeCloseTo(0.025 ** (1 / 3), 12);
  });

  test('has no interval with one cell in a group, and no value with none', () => {
    expect(rocAuc(scoredCells([1, 0, 0], [0.5, 0.6, 0.4]))).toMatchObject({ value: 0.5, low: null, high: null });
    expect(rocAuc(scoredCells([0, 0], [0.6, 0.4]))).toMatchObject({ value: null, low: null, high: null, n: 2 });
    expect(rocAuc([])).toMatchObject({ value: null, n: 0 });
  });

  test('its interval covers an area of 0.95 as often as it says (30 + 30 cells, binormal)', () => {
    const random = randomStream(1, 'delong-coverage');
    const normal = (): number => normalQuantile(random() || Number.MIN_VALUE);
    const shift = normalQuantile(0.95) * Math.SQRT2;
    const truth = Array.from({ length: 60 }, (_, i) => Number(i < 30));
    const simulations = 1_500;
    let covered = 0;
    for (let simulation = 0; simulation < simulations; simulation++) {
      const { low, high } = rocAuc(
        scoredCells(
          truth,
          truth.map((atypical) => 1 / (1 + Math.exp(-normal() - atypical * shift))),
        ),
      );
      covered += Number(low! <= 0.95 && 0.95 <= high!);
    }
    // 0.945 in 4,000 simulations (the symmetric interval: 0.874); the standard error here is 0.006.
    expect(covered / simulations).toBeGreaterThan(0.925);
    expect(covered / simulations).toBeLessThan(0.97);
  });
});

describe('curve', () => {
  test('rises from nothing called atypical to everything', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        const points = rocCurve(cells);
        expect(points[0]).toEqual({ threshold: null, tp: 0, fp: 0, sensitivity: 0, specificity: 1 });
        expect(points.at(-1)).toMatchObject({ sensitivity: 1, specificity: 0 });
        expect(points).toHaveLength(new Set(cells.map(({ probability }) => probability)).size + 1);
        for (const [i, point] of points.slice(1).entries()) {
          const atOrAbove = cells.filter(({ probability }) => probability >= point.threshold!);
          expect(point.tp).toBe(atOrAbove.filter(({ group }) => group === 'atypical').length);
          expect(point.tp + point.fp).toBe(atOrAbove.length);
          expect(point.threshold).toBeLessThan(points[i]!.threshold ?? 2);
        }
      }),
    );
  });

  test('is empty where a group has no cells', () => {
    expect(rocCurve(scoredCells([1, 1], [0.1, 0.2]))).toEqual([]);
  });

  test('thinned keeps its ends, at most the limit, and a near neighbour of every point', () => {
    const random = randomStream(2, 'roc');
    const truth = Array.from({ length: 5_000 }, () => Number(random() < 0.3));
    const points = rocCurve(
      scoredCells(
        truth,
        truth.map((atypical) => (random() + atypical * random()) / 2),
      ),
    );
    const limit = 400;
    const thinned = thinRocCurve(points, limit);
    expect(points.length).toBeGreaterThan(4_000);
    expect(thinned.length).toBeLessThanOrEqual(limit);
    expect(thinned.length).toBeGreaterThan(limit / 2);
    expect(thinned[0]).toBe(points[0]);
    expect(thinned.at(-1)).toBe(points.at(-1));
    for (const { sensitivity, specificity } of points) {
      const nearest = Math.min(
        ...thinned.map((kept) => Math.abs(kept.sensitivity - sensitivity) + Math.abs(kept.specificity - specificity)),
      );
      expect(nearest).toBeLessThanOrEqual(2 / (limit - 2) + 1e-12);
    }
  });

  test('within the limit is left whole', () => {
    const points = rocCurve(scoredCells([1, 0, 1], [0.9, 0.5, 0.1]));
    expect(thinRocCurve(points, 4)).toEqual(points);
    expect(() => thinRocCurve(points, 2)).toThrow(/limit=2/);
  });
});

describe('sensitivity at a specificity', () => {
  test('is the best over all thresholds that hold the specificity, found by trying each', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, fc.constantFrom(0, 0.5, 0.9, 0.95, 1), (cells, wanted) => {
        const typical = cells.filter(({ group }) => group === 'typical');
        const atypical = cells.filter(({ group }) => group === 'atypical');
        const thresholds = [...cells.map(({ probability }) => probability), 2];
        const held = thresholds.filter(
          (threshold) => typical.filter(({ probability }) => probability < threshold).length / typical.length >= wanted,
        );
        const found = held.map((threshold) => atypical.filter(({ probability }) => probability >= threshold).length);
        expect(sensitivityAtSpecificity(cells, wanted)).toMatchObject({
          numerator: Math.max(...found),
          denominator: atypical.length,
        });
      }),
    );
  });

  test('does not interpolate: 9 of 10 typical cells is 0.90, 8 is not', () => {
    const truth = [1, 0, 1, 0, 1, ...new Array<number>(8).fill(0)];
    const cells = scoredCells(
      truth,
      truth.map((_, i) => 1 - i / 20),
    );
    expect(sensitivityAtSpecificity(cells, 0.9)).toMatchObject({ numerator: 2, denominator: 3 });
  });

  test('is 0 where the highest cells are typical, and null without cells of a group', () => {
    expect(sensitivityAtSpecificity(scoredCells([0, 1], [0.9, 0.1]), 0.9).value).toBe(0);
    expect(sensitivityAtSpecificity(scoredCells([0, 0], [0.9, 0.1]), 0.9).value).toBeNull();
    expect(sensitivityAtSpecificity(scoredCells([1, 1], [0.9, 0.1]), 0.9).value).toBeNull();
  });

  test.each([Number.NaN, -0.1, 90])('refuses the specificity %s', (specificity) => {
    expect(() => sensitivityAtSpecificity([], specificity)).toThrow(/specificity=/);
  });
});

test('every function refuses a probability that is not one', () => {
  fc.assert(
    fc.property(anyScoredCells, fc.constantFrom(Number.NaN, -0.01, 1.01, Number.POSITIVE_INFINITY), (cells, bad) => {
      const spoilt = [...cells, { ...cells[0]!, probability: bad }];
      for (const use of [rocCurve, rocAuc, (c: ScoredCell[]) => sensitivityAtSpecificity(c, 0.9)]) {
        expect(() => use(spoilt)).toThrow(`scored[${cells.length}].probability=${bad}`);
      }
    }),
  );
});
