import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../cells/cell.ts';
import { SPLIT_PARTS } from '../../cells/cell.ts';
import { drawFolds } from './draw-folds.ts';

/** Patients of 4 to 43 cells, the share of atypical ones different in each. */
function cellsOf(patients: number, named = true): Cell[] {
  return Array.from({ length: patients }, (_, patient) =>
    Array.from({ length: 4 + ((patient * 7) % 40) }, (_, at) => ({
      id: `P${patient}/${at}`,
      path: `/P${patient}/${at}.png`,
      label: null,
      cellCode: null,
      group: (at * 5 + patient) % 11 < patient % 7 ? ('atypical' as const) : ('typical' as const),
      excluded: null,
      patient: named ? `P${patient}` : null,
      presetSplit: null,
      extra: {},
    })),
  ).flat();
}

const OPTIONS = { folds: 5, validationFraction: 0.15, seed: 3, stratify: true } as const;

describe('folds', () => {
  test('hold every patient once, whole, and never on two sides', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 40 }),
        fc.integer({ min: 2, max: 6 }),
        fc.nat(),
        (patients, folds, seed) => {
          const cells = cellsOf(patients);
          const splits = drawFolds(cells, { ...OPTIONS, folds, seed });
          expect(splits).toHaveLength(folds);
          const everybody = [...new Set(cells.map(({ patient }) => patient))].toSorted();
          expect(splits.flatMap(({ parts }) => parts.test).toSorted()).toEqual(everybody);
          for (const { parts } of splits) {
            expect(SPLIT_PARTS.flatMap((part) => parts[part]).toSorted()).toEqual(everybody);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are much alike where they are stratified', () => {
    const cells = cellsOf(40);
    const share = cells.filter(({ group }) => group === 'atypical').length / cells.length;
    for (const { parts } of drawFolds(cells, OPTIONS)) {
      const held = cells.filter(({ patient }) => parts.test.includes(patient!));
      expect(held.length / cells.length).toBeGreaterThan(0.17);
      expect(held.length / cells.length).toBeLessThan(0.23);
      expect(Math.abs(held.filter(({ group }) => group === 'atypical').length / held.length - share)).toBeLessThan(
        0.03,
      );
    }
  });

  test('are of cells where there are no patients, and keep identical images together', () => {
    const cells = cellsOf(10, false);
    const identityOf = ({ id }: Cell) => (['P1/0', 'P2/0', 'P3/0'].includes(id) ? 'same' : id);
    const splits = drawFolds(cells, { ...OPTIONS, identityOf });
    const fold = (id: string) => splits.findIndex(({ parts }) => parts.test.includes(id));
    expect(new Set(['P1/0', 'P2/0', 'P3/0'].map(fold)).size).toBe(1);
    expect(splits.flatMap(({ parts }) => parts.test)).toHaveLength(cells.length);
  });

  test('follow from the seed', () => {
    const cells = cellsOf(30);
    const hashes = (seed: number) => drawFolds(cells, { ...OPTIONS, seed }).map(({ hash }) => hash);
    expect(hashes(1)).toEqual(hashes(1));
    expect(hashes(1)).not.toEqual(hashes(2));
  });

  test('are at least two', () => {
    expect(() => drawFolds(cellsOf(9), { ...OPTIONS, folds: 1 })).toThrow(RangeError);
  });
});
