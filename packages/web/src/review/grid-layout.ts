import type { CellGroup } from './arrange.ts';

/** A heading, or a row of at most `columns` cells of one group, which are `group.cells[from … to − 1]`. */
export type GridRow =
  | { readonly kind: 'heading'; readonly group: CellGroup }
  | { readonly kind: 'cells'; readonly group: CellGroup; readonly from: number; readonly to: number };

/** All rows of a gallery, and where each cell stands in them. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: readonly GridRow[];
  /** Every cell shown, as an index into the table, in the order of reading. */
  readonly order: Int32Array;
  /** By place in `order`: the row that holds it. */
  readonly rowOf: Int32Array;
  /** By index into the table: the place in `order`, −1 for a cell that is not shown. */
  readonly placeOf: Int32Array;
}

/** @param count of cells in the table. */
export function layOut(groups: readonly CellGroup[], columns: number, count: number): GridLayout {
  const shown = groups.reduce((sum, { cells, folded }) => sum + (folded ? 0 : cells.length), 0);
  const order = new Int32Array(shown);
  const rowOf = new Int32Array(shown);
  const placeOf = new Int32Array(count).fill(-1);
  const rows: GridRow[] = [];
  let place = 0;
  for (const group of groups) {
    rows.push({ kind: 'heading', group });
    if (group.folded) continue;
    for (let from = 0; from < group.cells.length; from += columns) {
      const to = Math.min(from + columns, group.cells.length);
      for (let at = from; at < to; at++, place++) {
        order[place] = group.cells[at]!;
        rowOf[place] = rows.length;
        placeOf[group.cells[at]!] = place;
      }
      rows.push({ kind: 'cells', group, from, to });
    }
  }
  return { columns, rows, order, rowOf, placeOf };
}

export const MOVES = ['left', 'right', 'up', 'down', 'row-start', 'row-end', 'first', 'last'] as const;
/** How the keyboard moves through the gallery; `page-up` and `page-down` take as many rows as are in sight. */
export type Move = (typeof MOVES)[number] | 'page-up' | 'page-down';

/** The place in `order` that a move leads to: never past an end, and into the nearest column of a shorter row. */
export function moved(layout: GridLayout, place: number, move: Move, rowsInSight = 1): number {
  const last = layout.order.length - 1;
  if (last < 0) return -1;
  switch (move) {
    case 'left':
      return Math.max(0, place - 1);
    case 'right':
      return Math.min(last, place + 1);
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'row-start':
      return rowStart(layout, place);
    case 'row-end':
      return rowStart(layout, place) + rowLength(layout, place) - 1;
    case 'up':
      return byRows(layout, place, -1);
    case 'down':
      return byRows(layout, place, 1);
    case 'page-up':
      return byRows(layout, place, -Math.max(1, rowsInSight));
    case 'page-down':
      return byRows(layout, place, Math.max(1, rowsInSight));
  }
}

function cellsRow({ rows, rowOf }: GridLayout, place: number) {
  const row = rows[rowOf[place]!];
  if (row?.kind !== 'cells') throw new RangeError(`place=${place} is not in the gallery`);
  return row;
}

function rowLength(layout: GridLayout, place: number): number {
  const { from, to } = cellsRow(layout, place);
  return to - from;
}

function rowStart(layout: GridLayout, place: number): number {
  const { group, from } = cellsRow(layout, place);
  return layout.placeOf[group.cells[from]!]!;
}

function byRows(layout: GridLayout, place: number, by: number): number {
  const column = place - rowStart(layout, place);
  let at = place;
  for (let step = 0; step < Math.abs(by); step++) {
    const start = rowStart(layout, at);
    const next = by > 0 ? start + rowLength(layout, at) : start - 1;
    if (next < 0 || next >= layout.order.length) break;
    at = Math.min(rowStart(layout, next) + column, rowStart(layout, next) + rowLength(layout, next) - 1);
  }
  return at;
}
