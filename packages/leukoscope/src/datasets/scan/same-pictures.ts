import type { Cell } from '../../cells/cell.ts';
import type { Dihedral } from '../duplicates/dihedral.ts';

/** Two cells of a data set whose pictures are the same. */
export interface SamePair {
  /** Positions in the list of cells, `a < b`. */
  readonly a: number;
  readonly b: number;
  /** `null` for files with the same bytes. */
  readonly near: { readonly transform: Dihedral; readonly distance: number } | null;
}

/** In what cells with the same picture contradict each other. */
export const CONTRADICTIONS = ['group', 'label', 'patient', 'split'] as const;
export type Contradiction = (typeof CONTRADICTIONS)[number];

/** What was done to one of two copies; `exact` for the same bytes. */
export type Way = Dihedral | 'exact';

/** All cells of one picture, two or more. */
export interface SamePicture {
  /** Positions in the list of cells, in rising order. */
  readonly cells: readonly number[];
  /** Whether all files have the same bytes. */
  readonly exact: boolean;
  /** In which ways the copies differ from each other, each once. */
  readonly ways: readonly Way[];
  readonly contradictions: readonly Contradiction[];
}

const STATED: Readonly<Record<Contradiction, (cell: Cell) => string | null>> = {
  // An excluded cell is in neither group, which says nothing against the other's.
  group: ({ group }) => group,
  label: ({ label, cellCode }) => cellCode ?? label,
  patient: ({ patient }) => patient,
  split: ({ presetSplit }) => presetSplit,
};

/** Brings pairs together into pictures, those that contradict themselves first, then by their first cell. */
export function samePictures(cells: readonly Cell[], pairs: readonly SamePair[]): SamePicture[] {
  const parents = cells.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parents[top] !== top) top = parents[top]!;
    parents[at] = top;
    return top;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [root(a), root(b)];
    parents[Math.max(one, other)] = Math.min(one, other);
  }
  const ways = new Map<number, Set<Way>>();
  for (const { a, near } of pairs) {
    const known = ways.get(root(a)) ?? new Set();
    ways.set(root(a), known.add(near?.transform ?? 'exact'));
  }
  const near = new Set(pairs.filter((pair) => pair.near !== null).map(({ a }) => root(a)));
  const paired = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const sets = Map.groupBy(
    [...paired].sort((a, b) => a - b),
    root,
  );
  return [...sets]
    .map(([first, members]) => ({
      cells: members,
      exact: !near.has(first),
      ways: [...(ways.get(first) ?? [])],
      contradictions: contradictionsOf(members.map((at) => cells[at]!)),
    }))
    .sort((one, other) => rank(one) - rank(other) || one.cells[0]! - other.cells[0]!);
}

function contradictionsOf(cells: readonly Cell[]): Contradiction[] {
  return CONTRADICTIONS.filter((what) => {
    const stated = cells.map(STATED[what]).filter((value) => value !== null);
    return new Set(stated).size > 1;
  });
}

function rank({ contradictions }: SamePicture): number {
  const first = contradictions[0];
  return first === undefined ? CONTRADICTIONS.length : CONTRADICTIONS.indexOf(first);
}
