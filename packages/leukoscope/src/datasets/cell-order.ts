import type { Cell } from '../cells/cell.ts';

/** By UTF-16 code units, the same on every machine; a locale's order is not. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A copy in the order of the ids, so that what follows does not depend on the order in which files were found. */
export function byId(cells: readonly Cell[]): Cell[] {
  return cells.toSorted((a, b) => byCodeUnits(a.id, b.id));
}
