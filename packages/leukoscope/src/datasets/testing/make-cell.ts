import type { Cell } from '../../cells/cell.ts';

/** A typical lymphocyte without a patient, but for what is given. */
export function makeCell(given: Partial<Cell> & Pick<Cell, 'id'>): Cell {
  return {
    path: `/cells/${given.id}`,
    label: 'LYT',
    cellCode: 'LYT',
    group: 'typical',
    excluded: null,
    patient: null,
    presetSplit: null,
    extra: {},
    ...given,
  };
}

/** Cells of one patient, so many of each group. */
export function cellsOf(patient: string, counts: { readonly typical: number; readonly atypical: number }): Cell[] {
  return (['typical', 'atypical'] as const).flatMap((group) =>
    Array.from({ length: counts[group] }, (_, at) => makeCell({ id: `${patient}/${group}-${at}`, patient, group })),
  );
}
