import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { exampleCells, MOST_EXAMPLES, type Outcome, outcomeOf } from './example-cells.ts';
import { MostAtypical } from './most-atypical.ts';
import { scoredCells, THRESHOLD } from './testing/scored-cells.ts';

const cell = (group: ScoredCell['group'], probability: number, id = `${group}-${probability}`): ScoredCell => ({
  id,
  patient: null,
  cellCode: null,
  label: null,
  group,
  probability,
});
const cells = (counts: Record<Outcome, number>): ScoredCell[] => [
  ...Array.from({ length: counts.missed }, (_, at) => cell('atypical', 0.39 - at / 1000)),
  ...Array.from({ length: counts.falseAlarm }, (_, at) => cell('typical', 0.41 + at / 1000)),
  ...Array.from({ length: counts.found }, (_, at) => cell('atypical', 0.4 + at / 1000)),
  ...Array.from({ length: counts.rightlyTypical }, (_, at) => cell('typical', at / 1000)),
];
const shown = (scored: readonly ScoredCell[]) =>
  exampleCells(scored, THRESHOLD).map(({ outcome, shown: some, total }) => [outcome, some.length, total]);

describe('the cells to look at', () => {
  it('are errors first, of each kind the surest first', () => {
    const [missed, falseAlarm] = exampleCells(
      cells({ missed: 3, falseAlarm: 2, found: 0, rightlyTypical: 0 }),
      THRESHOLD,
    );
    expect(missed?.shown.map(({ probability }) => probability)).toEqual([0.387, 0.388, 0.389].map((p) => p + 0.001));
    expect(falseAlarm?.shown.map(({ probability }) => probability)).toEqual([0.411, 0.41]);
  });

  it.each<[string, Record<Outcome, number>, number[]]>([
    ['many of each', { missed: 100, falseAlarm: 100, found: 100, rightlyTypical: 100 }, [10, 6, 4, 4]],
    ['few errors', { missed: 2, falseAlarm: 1, found: 100, rightlyTypical: 100 }, [2, 1, 11, 10]],
    ['missed cells only', { missed: 100, falseAlarm: 0, found: 100, rightlyTypical: 100 }, [16, 0, 4, 4]],
    ['false alarms only', { missed: 0, falseAlarm: 100, found: 100, rightlyTypical: 100 }, [0, 16, 4, 4]],
    ['few right calls', { missed: 100, falseAlarm: 100, found: 1, rightlyTypical: 2 }, [10, 11, 1, 2]],
    ['no typical cell', { missed: 5, falseAlarm: 0, found: 100, rightlyTypical: 0 }, [5, 0, 19, 0]],
    ['nothing', { missed: 0, falseAlarm: 0, found: 0, rightlyTypical: 0 }, [0, 0, 0, 0]],
  ])('leave no place empty that could be filled: %s', (_, counts, expected) => {
    const found = shown(cells(counts));
    expect(found.map(([, some]) => some)).toEqual(expected);
    expect(found.map(([outcome, , total]) => [outcome, total])).toEqual(Object.entries(counts));
  });

  it('are cells of that outcome, none twice, 24 where there are so many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, threshold) => {
        const scored = scoredCells(count);
        const groups = exampleCells(scored, threshold);
        for (const { outcome, shown: some } of groups) {
          expect(some.every((one) => outcomeOf(one, threshold) === outcome)).toBe(true);
        }
        const all = groups.flatMap(({ shown: some }) => some);
        expect(new Set(all).size).toBe(all.length);
        expect(all).toHaveLength(Math.min(MOST_EXAMPLES, count));
      }),
      { numRuns: 60 },
    );
  });

  it('of the right calls reach from the surest to the least sure', () => {
    const scored = cells({ missed: 0, falseAlarm: 0, found: 101, rightlyTypical: 101 });
    const found = exampleCells(scored, THRESHOLD)[2]!.shown.map(({ probability }) => probability);
    expect([found[0], found.at(-1)]).toEqual([0.5, 0.4]);
    const gaps = found.slice(1).map((probability, at) => found[at]! - probability);
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(0.002);
  });
});

describe('the most atypical images', () => {
  const predictions = scoredCells(200, 7).map(({ id, patient, probability }) => ({
    path: id,
    patient,
    imageHash: id,
    probability,
    prediction: 'atypical' as const,
    referred: false,
    type: null,
  }));
  const most = new MostAtypical(5);
  for (const prediction of predictions) most.add(prediction);
  const sorted = [...predictions].sort((a, b) => b.probability - a.probability);

  it('of a patient are those of highest probability, as sorting all would give', () => {
    for (const patient of ['P0', 'P3', 'P6']) {
      expect(most.of(patient)).toEqual(sorted.filter((one) => one.patient === patient).slice(0, 5));
    }
    expect(most.of('P7')).toEqual([]);
  });

  it('of all patients come from what is kept of each', () => {
    expect(most.overall(5)).toEqual(sorted.slice(0, 5));
  });

  it('of equal probability are those met first', () => {
    const equal = new MostAtypical(2);
    for (const path of ['a', 'b', 'c']) equal.add({ ...predictions[0]!, path, patient: null });
    expect(equal.of(null).map(({ path }) => path)).toEqual(['a', 'b']);
  });
});
