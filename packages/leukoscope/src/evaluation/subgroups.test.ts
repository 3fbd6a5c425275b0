import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { ScoredCell } from './scored-cell.ts';
import { subgroups } from './subgroups.ts';

/** Cells of six patients, two of each scanner; scanner C is worse. */
const CELLS = Array.from({ length: 120 }, (_, at): ScoredCell => {
  const patient = at % 6;
  const group = at % 4 === 0 ? 'atypical' : 'typical';
  const right = ((at * 7) % 10) / 10 < (patient >= 4 ? 0.6 : 0.9);
  const probability = (group === 'atypical') === right ? 0.6 + (at % 30) / 100 : 0.1 + (at % 30) / 100;
  return { id: String(at), patient: `P${patient}`, cellCode: null, label: null, group, probability };
});
const scannerOf = ({ patient }: ScoredCell) => ['A', 'B', null][Math.floor(Number(patient!.slice(1)) / 2)] ?? null;
const OPTIONS = { kindOf: scannerOf, threshold: 0.5, seed: 1, draws: 200 };

test('each subgroup is evaluated as if its cells were all there are', () => {
  const found = subgroups(CELLS, OPTIONS);
  expect(found.map(({ value }) => value).toSorted()).toEqual(['A', 'B', null].toSorted());
  for (const { value, ...figures } of found) {
    const own = evaluate(
      CELLS.filter((cell) => scannerOf(cell) === value),
      { threshold: 0.5, seed: 1, draws: 200, rejected: [] },
    );
    expect(figures).toEqual({
      ...{ n: own.n, positive: own.positive, patients: 2 },
      ...{ sensitivity: own.sensitivity, specificity: own.specificity, rocAuc: own.rocAuc },
      overPatients: {
        sensitivity: own.bootstrap!.estimates.sensitivity,
        specificity: own.bootstrap!.estimates.specificity,
        rocAuc: own.bootstrap!.estimates.rocAuc,
      },
    });
  }
});

test('the largest stands first, and without patients there are no intervals over them', () => {
  const cells = CELLS.map((cell) => ({ ...cell, patient: null }));
  const found = subgroups(cells, { ...OPTIONS, kindOf: ({ id }) => (Number(id) < 90 ? 'many' : 'few') });
  expect(found.map(({ value, n, overPatients }) => [value, n, overPatients])).toEqual([
    ['many', 90, null],
    ['few', 30, null],
  ]);
});

test('a subgroup of one kind of cell has no ROC AUC, and is shown all the same', () => {
  const [only] = subgroups(
    CELLS.filter(({ group }) => group === 'typical'),
    { ...OPTIONS, kindOf: () => 'x' },
  );
  expect(only).toMatchObject({ positive: 0, sensitivity: { value: null }, rocAuc: { value: null } });
  expect(only!.specificity.denominator).toBe(90);
});
