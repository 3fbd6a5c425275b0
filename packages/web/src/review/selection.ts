/** Cells by their number in the case, so that a selection outlives another order or another grouping. */
export interface Selection {
  readonly selected: ReadonlySet<number>;
  /** From where a range reaches; `null` before the first choice. */
  readonly anchor: number | null;
}

export const NOTHING_SELECTED: Selection = { selected: new Set(), anchor: null };

/** One cell alone. */
export function selectOnly(number: number): Selection {
  return { selected: new Set([number]), anchor: number };
}

/** Adds the cell, or takes it away, as with the control key. */
export function toggled({ selected }: Selection, number: number): Selection {
  const next = new Set(selected);
  if (!next.delete(number)) next.add(number);
  return { selected: next, anchor: number };
}

/** @param order of the numbers as shown. */
export interface RangeOptions {
  readonly order: Int32Array;
  /** Whether what was selected before stays so. */
  readonly keep: boolean;
}

/** Everything shown from the anchor to the cell, both included; the anchor stays. Without one that is shown, the cell alone. */
export function ranged({ selected, anchor }: Selection, number: number, { order, keep }: RangeOptions): Selection {
  const to = order.indexOf(number);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  if (to < 0 || from < 0) return selectOnly(number);
  const next = new Set(keep ? selected : []);
  for (let at = Math.min(from, to); at <= Math.max(from, to); at++) next.add(order[at]!);
  return { selected: next, anchor };
}

export function withAll(selection: Selection, numbers: Iterable<number>): Selection {
  return { ...selection, selected: new Set([...selection.selected, ...numbers]) };
}
