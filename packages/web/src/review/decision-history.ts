/** One act of a person on one or more cells: what each was decided to be before and after, `null` for nothing. */
export interface Decision {
  readonly cells: readonly DecidedCell[];
}

export interface DecidedCell {
  readonly number: number;
  readonly before: string | null;
  readonly after: string | null;
}

/** What can be undone, and done again, the newest last. */
export interface DecisionHistory {
  readonly done: readonly Decision[];
  readonly undone: readonly Decision[];
}

export const NO_HISTORY: DecisionHistory = { done: [], undone: [] };

/** As many acts as can be taken back. */
const MOST = 200;

/** What the store is to be told: the cells that change, with their new code. */
export type CellChanges = readonly { readonly number: number; readonly typeCode: string | null }[];

export interface Step {
  readonly history: DecisionHistory;
  readonly changes: CellChanges;
}

/** A new act; what was undone before is gone. An act that changes nothing is none. */
export function decide(history: DecisionHistory, cells: readonly DecidedCell[]): Step {
  const changed = cells.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return { history, changes: [] };
  const done = [...history.done, { cells: changed }].slice(-MOST);
  return { history: { done, undone: [] }, changes: changesTo(changed, 'after') };
}

/** Takes the last act back: another act in the other direction, as the store keeps every one. */
export function undo({ done, undone }: DecisionHistory): Step | null {
  const last = done.at(-1);
  if (last === undefined) return null;
  return { history: { done: done.slice(0, -1), undone: [...undone, last] }, changes: changesTo(last.cells, 'before') };
}

export function redo({ done, undone }: DecisionHistory): Step | null {
  const last = undone.at(-1);
  if (last === undefined) return null;
  return { history: { done: [...done, last], undone: undone.slice(0, -1) }, changes: changesTo(last.cells, 'after') };
}

function changesTo(cells: readonly DecidedCell[], side: 'before' | 'after'): CellChanges {
  return cells.map((cell) => ({ number: cell.number, typeCode: cell[side] }));
}
