import type { ScoredCell } from '../scored-cell.ts';

/** Cells for tests from columns: `truth[i]` 1 for atypical, 0 for typical; patients by name where given. */
export function scoredCells(
  truth: readonly number[],
  probability: readonly number[],
  patients?: readonly (string | null)[],
): ScoredCell[] {
  return truth.map((atypical, at) => ({
    id: `cell-${at}`,
    patient: patients?.[at] ?? null,
    cellCode: atypical === 1 ? 'MYO' : 'NGS',
    label: null,
    group: atypical === 1 ? 'atypical' : 'typical',
    probability: probability[at]!,
  }));
}

/** Truth (1 atypical), probability in fortieths (0 to 40), and a patient by number (0: none). */
export type CellRow = readonly [truth: number, fortieths: number, patient: number];

/**
 * Cells for properties, from rows that a property's generator makes: with ties, probabilities at both ends, most of
 * them no float32, and at times of one group or no patient only.
 */
export function cellsFromRows(rows: readonly CellRow[]): ScoredCell[] {
  return scoredCells(
    rows.map(([truth]) => truth),
    rows.map(([, fortieths]) => fortieths / 40),
    rows.map(([, , patient]) => (patient === 0 ? null : `P${patient}`)),
  );
}

export function hasBothGroups(cells: readonly ScoredCell[]): boolean {
  return new Set(cells.map(({ group }) => group)).size === 2;
}
