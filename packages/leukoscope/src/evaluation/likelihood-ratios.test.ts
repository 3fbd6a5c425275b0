import { describe, expect, test } from 'vitest';
import golden from './golden/rates.json' with { type: 'json' };
import { negativeLikelihoodRatioEstimate, positiveLikelihoodRatioEstimate } from './likelihood-ratios.ts';
import { predictiveValuesAt } from './predictive-values.ts';
import type { Estimate } from './rate.ts';

const ends = ({ value, low, high }: Estimate) => [value, low, high];

function expectClose(found: readonly (number | null)[], expected: readonly (number | null)[]): void {
  expect(found.map((end) => end === null)).toEqual(expected.map((end) => end === null));
  for (const [at, end] of found.entries()) {
    if (end !== null) expect(Math.abs(end / (expected[at]! || 1) - (expected[at]! === 0 ? 0 : 1))).toBeLessThan(1e-9);
  }
}

describe('against R', () => {
  test.each(golden.ratios)('$confusion at a prevalence of $prevalence', (one) => {
    const [tp, fn, fp, tn] = one.confusion as [number, number, number, number];
    const confusion = { tp, fn, fp, tn };
    expectClose(ends(positiveLikelihoodRatioEstimate(confusion, 0.95)), one.positive);
    expectClose(ends(negativeLikelihoodRatioEstimate(confusion, 0.95)), one.negative);
    const { ppv, npv } = predictiveValuesAt(confusion, one.prevalence);
    expectClose(ends(ppv), one.ppv);
    expectClose(ends(npv), one.npv);
  });
});

test('a positive likelihood ratio without false positives is at least its lower end', () => {
  const found = positiveLikelihoodRatioEstimate({ tp: 30, fn: 0, fp: 0, tn: 40 }, 0.95);
  expect(found).toMatchObject({ value: null, high: null });
  expect(found.low).toBeGreaterThan(8);
  const unknown = { value: null, low: null, high: null };
  expect(positiveLikelihoodRatioEstimate({ tp: 0, fn: 30, fp: 0, tn: 40 }, 0.95)).toMatchObject(unknown);
});

describe('predictive values', () => {
  test('at the prevalence of the cells tested are those of the confusion matrix', () => {
    const { ppv, npv } = predictiveValuesAt({ tp: 45, fn: 5, fp: 10, tn: 140 }, 50 / 200);
    expect(ppv.value).toBeCloseTo(45 / 55, 12);
    expect(npv.value).toBeCloseTo(140 / 145, 12);
  });

  test('PPV falls and NPV rises where fewer cells are atypical', () => {
    const [rare, common] = [0.02, 0.4].map((at) => predictiveValuesAt({ tp: 45, fn: 5, fp: 10, tn: 140 }, at));
    expect(rare!.ppv.value).toBeLessThan(common!.ppv.value! / 2);
    expect(rare!.npv.value).toBeGreaterThan(common!.npv.value!);
  });

  test('are undefined where nothing is called so, or a group has no cells', () => {
    const unknown = { value: null, low: null, high: null };
    expect(predictiveValuesAt({ tp: 0, fn: 5, fp: 0, tn: 9 }, 0.1).ppv).toMatchObject(unknown);
    expect(predictiveValuesAt({ tp: 5, fn: 0, fp: 9, tn: 0 }, 0.1).npv).toMatchObject(unknown);
    expect(predictiveValuesAt({ tp: 5, fn: 1, fp: 0, tn: 0 }, 0.1)).toMatchObject({ ppv: unknown, npv: unknown });
  });

  test.each([0, 1, Number.NaN, -0.1])('refuse the prevalence %s', (prevalence) => {
    expect(() => predictiveValuesAt({ tp: 1, fn: 1, fp: 1, tn: 1 }, prevalence)).toThrow(/prevalence=/);
  });
});

/** Every outcome of two binomials, weighted by its probability. */
function coverage(atypical: number, sensitivity: number, typical: number, falsePositives: number): number {
  const truth = sensitivity / falsePositives;
  const [hits, alarms] = [binomial(atypical, sensitivity), binomial(typical, falsePositives)];
  let covered = 0;
  for (const [tp, hit] of hits.entries()) {
    for (const [fp, alarm] of alarms.entries()) {
      const confusion = { tp, fn: atypical - tp, fp, tn: typical - fp };
      const { low, high } = positiveLikelihoodRatioEstimate(confusion, 0.95);
      if (low! <= truth && truth <= (high ?? Number.POSITIVE_INFINITY)) covered += hit * alarm;
    }
  }
  return covered;
}

function binomial(n: number, share: number): number[] {
  const terms = [(1 - share) ** n];
  for (let k = 1; k <= n; k++) terms.push((terms[k - 1]! * (n - k + 1) * share) / (k * (1 - share)));
  return terms;
}

// Exact: nominal 0.95.
test.each([
  [60, 0.9, 200, 0.07],
  [30, 0.98, 100, 0.02],
  [100, 0.75, 40, 0.2],
  [20, 0.5, 20, 0.5],
])(
  '%i atypical cells of sensitivity %f, %i typical ones with false positives %f: coverage is near nominal',
  (...args) => {
    const found = coverage(...args);
    expect(found).toBeGreaterThan(0.935);
    expect(found).toBeLessThan(0.98);
  },
);
