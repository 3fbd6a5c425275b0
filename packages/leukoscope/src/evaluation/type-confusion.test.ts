import { readFileSync } from 'node:fs';
import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { averagedF1Estimate, averagedF1Of } from './averaged-f1.ts';
import type { ScoredCell } from './scored-cell.ts';
import { evaluateTypes, type KnownType } from './type-confusion.ts';

interface Golden {
  readonly truth: readonly number[];
  readonly called: readonly number[];
  readonly counts: readonly (readonly number[])[];
  readonly accuracy: number;
  /** Of the types that have cells, `present`. */
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  readonly present: readonly number[];
  readonly macroF1: number;
  readonly macroF1Interval: readonly [number, number];
  readonly weightedF1: number;
  readonly weightedF1Interval: readonly [number, number];
  readonly balancedAccuracy: number;
  /** Of the types that have cells, `present`. */
  readonly f1: readonly number[];
}
/** Made by golden/make_types.py. */
const golden = JSON.parse(readFileSync(new URL('golden/types.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Golden[];
};

const TYPES: readonly KnownType[] = ['NGS', 'LYT', 'MON', 'MYO', 'PMO'].map((code, at) => ({
  code,
  group: at < 3 ? 'typical' : 'atypical',
}));

const cellOf = (truth: number, called: number, more: Partial<ScoredCell> = {}): ScoredCell => ({
  id: 'x',
  patient: null,
  cellCode: TYPES[truth]!.code,
  label: null,
  group: TYPES[truth]!.group,
  probability: 0.5,
  calledType: TYPES[called]!.code,
  ...more,
});

const options = () => ({ types: TYPES, draws: 500, level: 0.95, random: randomStream(1, 'test') });

describe.each(golden.cases.map((one, at) => [at, one] as const))('case %i, as scikit-learn', (_, one) => {
  const cells = one.truth.map((truth, at) => cellOf(truth, one.called[at]!));
  const found = evaluateTypes(cells, options());

  test('counts, accuracy, recall, PPV and F1 of each type', () => {
    expect(found.counts).toEqual(one.counts);
    expect(found.n).toBe(one.truth.length);
    expect(found.accuracy.value).toBeCloseTo(one.accuracy, 12);
    one.present.forEach((type, at) => {
      const { recall, ppv, f1, specificity } = found.types[type]!;
      const others = one.truth.flatMap((truth, cell) => (truth === type ? [] : [one.called[cell]!]));
      expect(specificity).toMatchObject({
        numerator: others.filter((called) => called !== type).length,
        denominator: others.length,
      });
      expect(f1.value).toBeCloseTo(one.f1[at]!, 12);
      expect(recall.value).toBeCloseTo(one.recall[at]!, 12);
      // Where nothing is called so, scikit-learn says 0; it is undefined.
      expect(ppv.value ?? 0).toBeCloseTo(one.precision[at]!, 12);
    });
  });

  test.each(['macroF1', 'weightedF1'] as const)(
    '%s over the types that have cells, and its interval as by numeric derivatives',
    (name) => {
      const { value, low, high } = found[name];
      expect(value).toBeCloseTo(one[name], 12);
      expect(low).toBeCloseTo(one[`${name}Interval`][0], 6);
      expect(high).toBeCloseTo(one[`${name}Interval`][1], 6);
    },
  );

  test('balanced accuracy is the mean recall, with an interval around it', () => {
    const { value, low, high } = found.balancedAccuracy;
    expect(value).toBeCloseTo(one.balancedAccuracy, 12);
    expect(low).toBeLessThan(value!);
    expect(high).toBeGreaterThan(value!);
  });

  test('a type without cells has no recall', () => {
    const absent = TYPES.map((_, type) => type).filter((type) => !one.present.includes(type));
    for (const type of absent) expect(found.types[type]!.recall.value).toBeNull();
  });
});

describe('over patients', () => {
  test('is undefined without any, and wider than over cells where a patient’s cells agree', () => {
    const cells = Array.from({ length: 20 }, (_, patient) =>
      Array.from({ length: 30 }, (_, at) => cellOf(at % 5, patient < 10 ? at % 5 : 0, { patient: `P${patient}` })),
    ).flat();
    const { accuracy, macroF1, overPatients } = evaluateTypes(cells, options());
    expect(overPatients!.accuracy.value).toBe(accuracy.value);
    expect(overPatients!.macroF1.value).toBe(macroF1.value);
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    expect(width(overPatients!.accuracy)).toBeGreaterThan(3 * width(accuracy));
    expect(width(overPatients!.macroF1)).toBeGreaterThan(3 * width(macroF1));
    expect(
      evaluateTypes(
        cells.map((cell) => ({ ...cell, patient: null })),
        options(),
      ).overPatients,
    ).toBeNull();
  });

  test('draws whole patients: of one right and one wrong, accuracy is 0, 0.5 or 1', () => {
    const cells = [cellOf(0, 0, { patient: 'A' }), cellOf(0, 0, { patient: 'A' }), cellOf(1, 0, { patient: 'B' })];
    const { overPatients } = evaluateTypes(cells, options());
    expect(overPatients!.accuracy).toMatchObject({ value: 2 / 3, low: 0, high: 1, n: 2 });
    expect(overPatients!.balancedAccuracy).toMatchObject({ value: 1 / 2, low: 0, high: 1, n: 2 });
  });

  test('the recall of a type rests on the patients that have its cells', () => {
    const cells = ['A', 'A', 'B', 'C'].map((patient, at) => cellOf(at % 2, at < 3 ? at % 2 : 0, { patient }));
    const found = evaluateTypes(cells, options()).types.map(({ recallOverPatients }) => recallOverPatients!);
    expect(found.map(({ value, n }) => [value, n])).toEqual([
      ...[
        [1, 2],
        [1 / 2, 2],
      ],
      ...[2, 3, 4].map(() => [null, 0]),
    ]);
    const alone = evaluateTypes([cellOf(0, 0), cellOf(1, 1)], options());
    expect(alone.types[0]!.recallOverPatients).toBeNull();
  });
});

test('cells of types that the model does not know stand aside, counted', () => {
  const strange = { cellCode: null, group: 'atypical' as const };
  const cells = [
    cellOf(0, 0),
    cellOf(0, 3, { ...strange, label: 'hairy cell' }),
    cellOf(0, 0, { ...strange, label: 'hairy cell' }),
    cellOf(0, 0, { ...strange, label: null }),
  ];
  const found = evaluateTypes(cells, options());
  expect(found.n).toBe(1);
  expect(found.accuracy).toMatchObject({ numerator: 1, denominator: 1 });
  expect(found.strange).toEqual([
    { type: 'hairy cell', group: 'atypical', n: 2 },
    { type: null, group: 'atypical', n: 1 },
  ]);
});

test('a cell that is called nothing is the caller’s mistake', () => {
  const { calledType: _, ...cell } = cellOf(0, 0, { id: 'a.png' });
  expect(() => evaluateTypes([cell], options())).toThrow(
    new RangeError("evaluateTypes() 'a.png' is called 'undefined', no type of these"),
  );
});

describe('mean F1', () => {
  test('is undefined without cells, and has no interval where all are right', () => {
    expect(
      averagedF1Of(
        [
          [0, 0],
          [0, 0],
        ],
        'macro',
      ),
    ).toBeNull();
    expect(
      averagedF1Estimate(
        [
          [0, 0],
          [0, 0],
        ],
        { average: 'macro', level: 0.95 },
      ),
    ).toMatchObject({ value: null, low: null, high: null, n: 0 });
    expect(
      averagedF1Estimate(
        [
          [4, 0],
          [0, 2],
        ],
        { average: 'macro', level: 0.95 },
      ),
    ).toMatchObject({ value: 1, low: null, high: null, n: 6 });
  });

  test('leaves out a type without cells, and yet pays for calls of it', () => {
    // By hand: 2 · 3 / (4 + 3) for the first type, none for the second.
    expect(
      averagedF1Of(
        [
          [3, 1],
          [0, 0],
        ],
        'macro',
      ),
    ).toBeCloseTo(6 / 7, 12);
  });
});
