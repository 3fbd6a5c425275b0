import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byCellType, byPatient } from './by-group.ts';
import { binaryRates } from './confusion.ts';
import { evaluate } from './evaluate.ts';
import { cellsFromRows, scoredCells } from './golden/scored-cells.ts';
import { averagePrecision, precisionRecallCurve } from './precision-recall.ts';
import { predictiveValuesAt } from './predictive-values.ts';
import { rocAuc, rocCurve, sensitivityAtSpecificity } from './roc.ts';

const anyScoredCells = fc
  .array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map(cellsFromRows);

const OPTIONS = { threshold: 0.5, rejected: [], seed: 1 };

function manyCells(count: number, patients: number) {
  const random = randomStream(3, 'cells');
  const truth = Array.from({ length: count }, () => Number(random() < 0.4));
  return scoredCells(
    truth,
    truth.map((atypical) => (random() + atypical * random()) / 2),
    truth.map((_, at) => `P${at % patients}`),
  );
}

describe('evaluate', () => {
  test('has the names of the command line’s JSON at its top, in their order', () => {
    expect(Object.keys(evaluate(manyCells(50, 5), OPTIONS))).toEqual([
      ...['n', 'positive', 'threshold', 'confusion', 'accuracy', 'sensitivity', 'specificity', 'rocAuc'],
      ...['sensitivityAtSpecificity90', 'rejected', 'rates', 'averagePrecision', 'atPrevalence', 'byCellType'],
      ...['byPatient', 'bootstrap', 'roc', 'precisionRecall', 'bands', 'reliability', 'types'],
    ]);
  });

  test('tells misses from false alarms', () => {
    const cells = scoredCells([1, 1, 1, 0, 0, 0, 0], [0.9, 0.2, 0.1, 0.6, 0.1, 0.2, 0.3]);
    const result = evaluate(cells, OPTIONS);
    expect(result).toMatchObject({ n: 7, positive: 3, confusion: { tp: 1, fn: 2, fp: 1, tn: 3 } });
    expect(result.sensitivity).toMatchObject({ numerator: 1, denominator: 3 });
    expect(result.specificity).toMatchObject({ numerator: 3, denominator: 4 });
    expect(result.accuracy).toMatchObject({ numerator: 4, denominator: 7 });
  });

  test('is made of the parts, each at the level asked for', () => {
    const cells = manyCells(300, 6);
    const rejected = [{ path: 'a/b.png', reason: 'image.truncated' }];
    const result = evaluate(cells, { threshold: 0.4, rejected, seed: 9, draws: 100, level: 0.9 });
    expect(result.rates).toEqual({ intervals: 'over-cells-ignoring-patients', ...binaryRates(result.confusion, 0.9) });
    expect(result.rocAuc).toEqual(rocAuc(cells, 0.9));
    expect(result.sensitivityAtSpecificity90).toEqual(sensitivityAtSpecificity(cells, 0.9, 0.9));
    expect(result.byCellType).toEqual(byCellType(cells, 0.4, 0.9));
    expect(result.byPatient).toEqual(byPatient(cells, 0.4, 0.9));
    expect(result.roc).toEqual(rocCurve(cells));
    expect(result.precisionRecall).toEqual(precisionRecallCurve(cells));
    expect(result.averagePrecision).toEqual(averagePrecision(cells, 0.9));
    expect(result.atPrevalence).toBeNull();
    expect(result.rejected).toEqual(rejected);
    expect(result.bootstrap).toMatchObject({ patients: 6, draws: 100 });
    expect(result.bootstrap!.estimates.sensitivity).toMatchObject({ value: result.sensitivity.value, level: 0.9 });
  });

  test('states predictive values at a prevalence, over cells and over patients', () => {
    const result = evaluate(manyCells(300, 6), { ...OPTIONS, prevalence: 0.02, draws: 100 });
    expect(result.atPrevalence).toEqual(predictiveValuesAt(result.confusion, 0.02));
    expect(result.bootstrap!.atPrevalence!.ppv).toMatchObject({ value: result.atPrevalence!.ppv.value, n: 6 });
    expect(result.bootstrap!.atPrevalence!.npv.low).toBeLessThan(result.atPrevalence!.npv.value!);
  });

  test('a temperature changes how sure the calls are, never a call', () => {
    const cells = manyCells(300, 6);
    const temperature = { value: 2, reason: 'fitted', cells: { typical: 40, atypical: 40 } } as const;
    const plain = evaluate(cells, { ...OPTIONS, draws: 50 });
    const scaled = evaluate(cells, { ...OPTIONS, temperature, draws: 50 });
    expect(plain.reliability.calibrated).toBeNull();
    expect(scaled.reliability).toMatchObject({ asGiven: plain.reliability.asGiven, temperature });
    expect(scaled.reliability.calibrated!.brier.value).not.toBe(plain.reliability.asGiven.brier.value);
    expect({ ...scaled, reliability: null }).toEqual({ ...plain, reliability: null });
  });

  test('is plain JSON, whatever the cells', () => {
    fc.assert(
      fc.property(anyScoredCells, fc.double({ min: 0, max: 1, noNaN: true }), (cells, threshold) => {
        const result = evaluate(cells, { ...OPTIONS, threshold, draws: 20 });
        expect(JSON.parse(JSON.stringify(result, finite))).toStrictEqual(result);
      }),
    );
  });

  test('the seed decides the bootstrap and nothing else', () => {
    const cells = manyCells(200, 8);
    const [first, again, other] = [1, 1, 2].map((seed) => evaluate(cells, { ...OPTIONS, seed, draws: 200 }));
    expect(again).toEqual(first);
    expect(other!.bootstrap).not.toEqual(first!.bootstrap);
    const withoutDraws = { bootstrap: null, reliability: null, bands: null };
    expect({ ...other, ...withoutDraws }).toEqual({ ...first, ...withoutDraws });
  });

  test('of no cells is undefined, not 0', () => {
    const result = evaluate([], { ...OPTIONS, rejected: [{ path: 'x.png', reason: 'image.empty' }] });
    expect(result).toMatchObject({
      n: 0,
      positive: 0,
      accuracy: { value: null },
      rocAuc: { value: null },
      bootstrap: null,
    });
    expect(result.rejected).toHaveLength(1);
  });

  test('20,000 cells of 80 patients with 2,000 draws, the curve thinned and the area exact', {
    timeout: 20_000,
  }, () => {
    const cells = manyCells(20_000, 80);
    const result = evaluate(cells, OPTIONS);
    expect(result.roc.length).toBeLessThanOrEqual(400);
    expect(rocCurve(cells).length).toBeGreaterThan(10_000);
    expect(result.rocAuc.value).toBe(rocAuc(cells).value);
    expect(result.bootstrap!.estimates.rocAuc.value).toBeCloseTo(result.rocAuc.value!, 12);
    expect(result.bootstrap!.draws).toBe(2_000);
  });
});

/** JSON would write what is not finite as `null`, as if it were undefined. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`not a number of JSON: ${value}`);
  return value;
}
