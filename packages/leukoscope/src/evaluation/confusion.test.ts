import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryRates, confusionAt } from './confusion.ts';
import { type Confusion, confusionValues } from './confusion-values.ts';
import golden from './golden/rates.json' with { type: 'json' };
import roc from './golden/roc.json' with { type: 'json' };
import { cellsFromRows, scoredCells } from './golden/scored-cells.ts';
import sklearn from './golden/sklearn.json' with { type: 'json' };

const anyScoredCells = fc
  .array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map(cellsFromRows);

/** Experiment 12 of the paper (Table VII), counted the clinical way: its class 1 is typical. */
const EXPERIMENT_12: Confusion = { tp: 633, fn: 60, fp: 64, tn: 2915 };

describe('confusionAt', () => {
  test('calls a cell at the threshold atypical', () => {
    const cells = scoredCells([1, 1, 1, 0, 0, 0, 0], [0.7, 0.5, 0.49, 0.5, 0.1, 0, 0.2]);
    expect(confusionAt(cells, 0.5)).toEqual({ tp: 2, fn: 1, fp: 1, tn: 3 });
  });

  test('counts every cell once', () => {
    fc.assert(
      fc.property(anyScoredCells, fc.double({ min: 0, max: 1, noNaN: true }), (cells, threshold) => {
        const { tp, fn, fp, tn } = confusionAt(cells, threshold);
        expect(tp + fn + fp + tn).toBe(cells.length);
        expect(tp + fn).toBe(cells.filter(({ group }) => group === 'atypical').length);
      }),
    );
  });

  test.each([Number.NaN, -0.1, 1.1])('refuses the probability or threshold %s', (bad) => {
    expect(() => confusionAt(scoredCells([0, 1], [0.5, bad]), 0.5)).toThrow(/scored\[1\]\.probability/);
    expect(() => confusionAt([], bad)).toThrow(/threshold=/);
  });
});

describe('figures, against scikit-learn', () => {
  const cases = sklearn.curves.flatMap(({ atThreshold }, curve) =>
    atThreshold.map((expected) => ({ curve, ...expected })),
  );

  test.each(cases)('curve $curve at $threshold', ({ curve, threshold, confusion, ...values }) => {
    const { positive, probability } = roc.curves[curve]!;
    const counted = confusionAt(scoredCells(positive, probability), threshold);
    expect(counted).toEqual(confusion);
    for (const [name, value] of Object.entries(values)) {
      expect(binaryRates(counted)[name as keyof typeof values].value, name).toBeCloseTo(value, 12);
    }
  });
});

describe('intervals, against R', () => {
  test.each(golden.composites)('$confusion at $level', ({ confusion: [tp, fn, fp, tn], level, ...expected }) => {
    const rates = binaryRates({ tp: tp!, fn: fn!, fp: fp!, tn: tn! }, level);
    for (const name of ['mcc', 'f1', 'balancedAccuracy'] as const) {
      const [value, low, high] = expected[name];
      expect(Math.abs(rates[name].value! - value!), name).toBeLessThan(1e-12);
      expect(Math.abs(rates[name].low! - low!), name).toBeLessThan(1e-9);
      expect(Math.abs(rates[name].high! - high!), name).toBeLessThan(1e-9);
    }
  });
});

describe('polarity', () => {
  test('experiment 12 of the paper: the clinical figures, each as a fraction', () => {
    const rates = binaryRates(EXPERIMENT_12);
    const fractions = Object.fromEntries(
      Object.entries(rates).flatMap(([name, rate]) =>
        'numerator' in rate ? [[name, [rate.numerator, rate.denominator]]] : [],
      ),
    );
    expect(fractions).toEqual({
      accuracy: [3548, 3672],
      sensitivity: [633, 693],
      specificity: [2915, 2979],
      ppv: [633, 697],
      npv: [2915, 2975],
      errorRate: [124, 3672],
      fnShare: [60, 3672],
      fpShare: [64, 3672],
    });
    expect(rates.accuracyByClass).toEqual({ typical: rates.specificity, atypical: rates.sensitivity });
  });

  test('swapping FN and FP changes every figure that tells them apart, and trades their shares', () => {
    const { tp, fn, fp, tn } = EXPERIMENT_12;
    const before = confusionValues(EXPERIMENT_12);
    const after = confusionValues({ tp, fn: fp, fp: fn, tn });
    for (const name of ['sensitivity', 'specificity', 'ppv', 'npv', 'balancedAccuracy'] as const) {
      expect(Math.abs(after[name]! - before[name]!), name).toBeGreaterThan(1e-4);
    }
    expect(after).toMatchObject({ fnShare: before.fpShare, fpShare: before.fnShare, sensitivity: before.ppv });
    expect(after).toMatchObject({ accuracy: before.accuracy, f1: before.f1, errorRate: before.errorRate });
  });

  test('naming the other class positive trades sensitivity and specificity, PPV and NPV, and keeps MCC', () => {
    const { tp, fn, fp, tn } = EXPERIMENT_12;
    const clinical = confusionValues(EXPERIMENT_12);
    const paper = confusionValues({ tp: tn, fn: fp, fp: fn, tn: tp });
    expect(paper.sensitivity).toBe(clinical.specificity);
    expect(paper.ppv).toBe(clinical.npv);
    expect(paper.mcc).toBeCloseTo(clinical.mcc!, 14);
    // The paper prints 0.98, 0.91 and 1.74% for this experiment, cut after the last digit.
    expect([paper.sensitivity, paper.specificity, paper.fnShare].map((v) => Math.floor(v! * 1e4) / 1e4)).toEqual([
      0.9785, 0.9134, 0.0174,
    ]);
  });
});

describe('what is undefined is null', () => {
  test('without atypical cells', () => {
    const rates = binaryRates({ tp: 0, fn: 0, fp: 3, tn: 7 });
    for (const name of ['sensitivity', 'balancedAccuracy', 'mcc'] as const) {
      expect(rates[name]).toMatchObject({ value: null, low: null, high: null });
    }
    expect(rates.ppv.value).toBe(0);
  });

  test('without any cell', () => {
    expect(Object.values(confusionValues({ tp: 0, fn: 0, fp: 0, tn: 0 }))).toEqual(new Array(13).fill(null));
  });

  test('an MCC of 1 has no interval', () => {
    expect(binaryRates({ tp: 6, fn: 0, fp: 0, tn: 7 }).mcc).toMatchObject({ value: 1, low: null, high: null });
  });
});

test('the plain figures are those of the rates', () => {
  const count = fc.nat(500);
  fc.assert(
    fc.property(fc.record({ tp: count, fn: count, fp: count, tn: count }), (confusion) => {
      const rates = binaryRates(confusion);
      for (const [name, value] of Object.entries(confusionValues(confusion))) {
        const { value: stated, low, high } = rates[name as keyof ReturnType<typeof confusionValues>];
        expect(stated, name).toBe(value);
        if (value === null || low === null || high === null) continue;
        expect(low, name).toBeLessThanOrEqual(value + 1e-12);
        expect(high, name).toBeGreaterThanOrEqual(value - 1e-12);
      }
    }),
  );
});
