import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crossValidation } from './cross-validation.ts';

const cellsOfUnits = fc.array(
  fc.record({ unit: fc.integer({ min: 0, max: 12 }), label: fc.integer({ min: 0, max: 3 }) }),
  { minLength: 2, maxLength: 120 },
);

it('every cell is tested once in each round, by a model that has not seen its unit', () => {
  fc.assert(
    fc.property(cellsOfUnits, fc.nat(), (cells, seed) => {
      const units = Uint32Array.from(cells, ({ unit }) => unit);
      const labels = Uint8Array.from(cells, ({ label }) => label);
      for (const round of crossValidation({ units, labels, seed })) {
        const tested = round.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
        expect(tested).toEqual(cells.map((_, at) => at));
        for (const { train, test } of round) {
          expect(train.length + test.length).toBe(cells.length);
          const seen = new Set(Array.from(train, (at) => units[at]));
          expect(test.some((at) => seen.has(units[at]!))).toBe(false);
        }
      }
    }),
    { numRuns: 50 },
  );
});

it('few cells are dealt three times anew, many once; folds are even in all classes', () => {
  const dealt = (count: number) => {
    const labels = Uint8Array.from({ length: count }, (_, at) => (at % 5 === 0 ? 1 : 2 * Number(at % 5 === 4)));
    return { labels, rounds: crossValidation({ units: Uint32Array.from(labels.keys()), labels, seed: 1 }) };
  };
  const [few, many] = [dealt(200), dealt(1000)];
  expect(few.rounds.map((round) => round.length)).toEqual([10, 10, 10]);
  expect(many.rounds.map((round) => round.length)).toEqual([5]);
  expect(few.rounds[0]).not.toEqual(few.rounds[1]);
  for (const { test } of many.rounds[0]!) {
    expect(test.filter((at) => many.labels[at] === 1)).toHaveLength(40);
    expect(test.filter((at) => many.labels[at] === 2)).toHaveLength(40);
    expect(test).toHaveLength(200);
  }
});

it('one unit cannot be divided', () => {
  expect(crossValidation({ units: new Uint32Array(9), labels: new Uint8Array(9), seed: 1 })).toEqual([]);
});
