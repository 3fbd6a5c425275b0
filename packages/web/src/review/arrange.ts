import { CALLS, type CellTable } from './cell-table.ts';

export const SORTS = ['uncertainty', 'atypical', 'typical', 'number'] as const;
/** `uncertainty`: least sure first; `atypical`, `typical`: the most probable first; `number`: as they were added. */
export type Sort = (typeof SORTS)[number];

export const GROUPINGS = ['type', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const FILTERS = ['all', 'undecided', 'decided', 'commented'] as const;
export type Filter = (typeof FILTERS)[number];

export interface View {
  readonly sort: Sort;
  readonly grouping: Grouping;
  readonly filter: Filter;
  /** Groups whose cells are folded away, by key. */
  readonly folded: ReadonlySet<string>;
}

export interface ArrangeOptions {
  /** From `sortedCells`. */
  readonly sorted: Int32Array;
  /** Of the groups, by key; those that it does not name come last, by their key. */
  readonly groupOrder: readonly string[];
}

/** Cells that stand under one heading. */
export interface CellGroup {
  /** Code of the type; `call:atypical` and the like for cells of which no type is known; `all` without grouping. */
  readonly key: string;
  /** Indices into the table, in the order shown. */
  readonly cells: Int32Array;
  readonly folded: boolean;
}

/** All cells under one heading. */
export const ALL_GROUP = 'all';
/** Cells that no model has seen, nor a person decided on. */
const NEW_GROUP = 'call:new';

/** Where a cell without a known type stands. */
function callGroup(call: number): string {
  return call < 0 ? NEW_GROUP : `call:${CALLS[call]}`;
}

/** The order of all cells: those without a value last, equal ones by their number, so that nothing jumps about. */
export function sortedCells(
  table: Pick<CellTable, 'count' | 'uncertainties' | 'probabilities'>,
  sort: Sort,
): Int32Array {
  const cells = Int32Array.from({ length: table.count }, (_, at) => at);
  if (sort === 'number') return cells;
  const keys = sort === 'uncertainty' ? table.uncertainties : table.probabilities;
  const sign = sort === 'typical' ? 1 : -1;
  const ranks = Float32Array.from(keys, (key) => (Number.isNaN(key) ? Number.POSITIVE_INFINITY : sign * key));
  return cells.sort((a, b) => compared(ranks[a]!, ranks[b]!) || a - b);
}

/** Two infinities have no difference. */
function compared(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Groups the cells by what they are held to be (the person's decision, else the model's type, else its call), each
 * group in the order of `sorted`.
 */
export function arrange(table: CellTable, view: View, { sorted, groupOrder }: ArrangeOptions): CellGroup[] {
  const members = new Map<string, number[]>();
  for (const index of sorted) {
    if (!passes(table, view.filter, index)) continue;
    const key = view.grouping === 'none' ? ALL_GROUP : groupOf(table, index);
    const cells = members.get(key);
    if (cells === undefined) members.set(key, [index]);
    else cells.push(index);
  }
  const places = new Map(groupOrder.map((key, at) => [key, at]));
  const placeOf = (key: string) => places.get(key) ?? groupOrder.length;
  return [...members]
    .map(([key, cells]) => ({ key, cells: Int32Array.from(cells), folded: view.folded.has(key) }))
    .sort((a, b) => placeOf(a.key) - placeOf(b.key) || (a.key < b.key ? -1 : 1));
}

/** Key of the group that a cell stands in. */
function groupOf({ codes, decisions, types, calls }: CellTable, index: number): string {
  return codes[decisions[index]!] ?? codes[types[index]!] ?? callGroup(calls[index]!);
}

function passes({ decisions, comments }: CellTable, filter: Filter, index: number): boolean {
  if (filter === 'undecided') return decisions[index]! < 0;
  if (filter === 'decided') return decisions[index]! >= 0;
  return filter === 'all' || comments[index]! > 0;
}
