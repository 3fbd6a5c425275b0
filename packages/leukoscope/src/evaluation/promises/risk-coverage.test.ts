import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsFromRows } from '../golden/scored-cells.ts';
import { isReferred, referralUnder, riskCoverage } from './risk-coverage.ts';

const rows = fc.array(fc.tuple(fc.nat(1), fc.nat(40), fc.constant(0)), { minLength: 1, maxLength: 60 });

test('each point is what its band does, counted cell by cell', () => {
  fc.assert(
    fc.property(rows, fc.nat(40), (given, fortieths) => {
      const cells = cellsFromRows(given);
      const low = fortieths / 40;
      const points = riskCoverage(cells, low, 1_000);
      expect(points[0]).toMatchObject({ high: low, referred: 0 });
      for (const { high, referred, wrong } of points.slice(0, -1)) {
        const counted = referralUnder(cells, { low, high });
        expect([referred, wrong]).toEqual([counted.referred.value, counted.wrong.value]);
      }
      const { referred } = points.at(-1)!;
      expect(referred).toBe(cells.filter(({ probability }) => probability >= low).length / cells.length);
    }),
  );
});

test('misses stay as they are however wide the band is', () => {
  const cells = cellsFromRows([
    [1, 4, 0],
    [1, 20, 0],
    [0, 10, 0],
    [0, 30, 0],
  ]);
  const narrow = referralUnder(cells, { low: 0.25, high: 0.25 });
  const wide = referralUnder(cells, { low: 0.25, high: 0.8 });
  expect([narrow.missed, wide.missed].map(({ numerator }) => numerator)).toEqual([1, 1]);
  expect([narrow.falseAlarms, wide.falseAlarms].map(({ numerator }) => numerator)).toEqual([2, 0]);
  expect([narrow.referred, wide.referred].map(({ numerator }) => numerator)).toEqual([0, 3]);
});

test('the lower end is referred, the upper end is called', () => {
  const band = { low: 0.25, high: 0.75 };
  expect([0.2, 0.25, 0.5, 0.75].map((probability) => isReferred(probability, band))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('many points are thinned, both ends kept', () => {
  const cells = cellsFromRows(Array.from({ length: 41 }, (_, at) => [at % 2, at, 0]));
  const [all, few] = [riskCoverage(cells, 0.1, 1_000), riskCoverage(cells, 0.1, 10)];
  expect(few.length).toBe(10);
  expect([few[0], few.at(-1)]).toEqual([all[0], all.at(-1)]);
});
