import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../cells/cell.ts';
import { drawCells } from './draw-cells.ts';

function cell(at: number, changes: Partial<Cell>): Cell {
  const id = `${at}`;
  const rest = { label: null, cellCode: null, group: null, excluded: null, patient: null } as const;
  return { id, path: id, ...rest, presetSplit: null, extra: {}, ...changes };
}

/** So many patients with so many cells, every third atypical. */
function site(patients: number, each: number, named = true): Cell[] {
  return Array.from({ length: patients * each }, (_, at) =>
    cell(at, { group: at % 3 === 0 ? 'atypical' : 'typical', patient: named ? `P${at % patients}` : null }),
  );
}

const options = { cells: 100, labels: 50, seed: 1 };

describe('cells of a site', () => {
  test('never have a patient on both sides, and labels are of cells that adapt', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 30 }),
        fc.integer({ min: 7, max: 40 }),
        fc.nat(),
        (patients, each, seed) => {
          const { pictures, labelled, test: tested } = drawCells(site(patients, each), { ...options, seed });
          const adapting = new Set(pictures.map(({ patient }) => patient));
          expect(tested.every(({ patient }) => !adapting.has(patient))).toBe(true);
          expect(adapting.size).toBeGreaterThanOrEqual(3);
          expect(adapting.size).toBeLessThanOrEqual(patients / 2);
          expect(labelled.every((one) => pictures.includes(one))).toBe(true);
          expect(labelled.length).toBe(Math.min(50, pictures.length));
          expect(pictures.length + tested.length).toBe(patients * each);
        },
      ),
    );
  });

  test('without patients are drawn one by one with their share of atypical ones', () => {
    const drawn = drawCells(site(1, 600, false), options);
    expect([drawn.pictures.length, drawn.test.length, drawn.patients]).toEqual([100, 500, null]);
    const atypical = drawn.pictures.filter(({ group }) => group === 'atypical').length;
    expect(Math.abs(atypical - 33)).toBeLessThanOrEqual(1);
  });

  test('fewer than twice as many adapt and test by halves', () => {
    const drawn = drawCells(site(1, 120, false), options);
    expect([drawn.pictures.length, drawn.test.length]).toEqual([60, 60]);
  });

  test('labels are taken of every patient that adapts', () => {
    const { labelled, patients } = drawCells(site(10, 60), { ...options, labels: 12 });
    expect(new Set(labelled.map(({ patient }) => patient)).size).toBe(patients);
    expect(labelled.filter(({ group }) => group === 'atypical')).toHaveLength(4);
  });

  test('without a label adapt all the same; excluded ones do nothing', () => {
    const others = [cell(900, { excluded: 'unlabelled' }), cell(901, { excluded: 'scheme' })];
    const { pictures, labelled, test: tested } = drawCells([...site(1, 600, false), ...others], options);
    expect(pictures.filter(({ id }) => id === '900')).toHaveLength(1);
    expect([...pictures, ...labelled, ...tested].some(({ id }) => id === '901')).toBe(false);
  });

  test('are refused if fewer than 20 could adapt', () => {
    expect(() => drawCells(site(1, 39, false), options)).toThrow('too few cells to adapt by');
  });
});
