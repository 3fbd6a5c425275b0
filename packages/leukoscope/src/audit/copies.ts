import type { SplitPart } from '../cells/cell.ts';
import type { NearDuplicate } from '../datasets/duplicates/near-duplicates.ts';
import type { AuditCells } from './read-audit-cells.ts';

/** Two pictures of one cell. */
export interface CopyPair extends NearDuplicate {
  /** Whether the files are the same to the byte. */
  readonly isExact: boolean;
}

/** Pictures that show the same cell, and what that does to a split and to the labels. */
export interface Copies {
  readonly pairs: readonly CopyPair[];
  /** Sets of cells that copies connect, positions in the list of cells. */
  readonly sets: readonly (readonly number[])[];
  /** Held-out cells of which training has a copy, of all held-out cells. */
  readonly heldOutSeen: number;
  readonly heldOut: number;
  /** Pairs across two parts of the split. */
  readonly across: readonly CopyPair[];
  /** Sets whose cells are both typical and atypical, and those whose cells have different labels. */
  readonly inBothGroups: readonly (readonly number[])[];
  readonly underSeveralLabels: readonly (readonly number[])[];
  /** Sets whose cells are said to be of different patients. */
  readonly ofSeveralPatients: readonly (readonly number[])[];
}

/**
 * Stricter than a scan, which shows what it finds to a person: of 900 planted copies (moved, rescaled to a half, brightness
 * and contrast changed, JPEG 50) none lay beyond 0.056, and round cells on an empty ground come as near as 0.10.
 */
const MOST_DISTANCE = 0.08;

/** @param parts each cell's part of the split */
export function judgeCopies(
  { cells, imageHashes }: Pick<AuditCells, 'cells' | 'imageHashes'>,
  found: readonly NearDuplicate[],
  parts: readonly SplitPart[],
): Copies {
  const near = found.filter(({ distance }) => distance <= MOST_DISTANCE);
  const pairs = near.map((pair) => ({ ...pair, isExact: imageHashes[pair.a] === imageHashes[pair.b] }));
  const sets = connected(pairs);
  const differing = (of: (cell: (typeof cells)[number]) => string | null) =>
    sets.filter((set) => new Set(set.flatMap((at) => of(cells[at]!) ?? [])).size > 1);
  const seen = sets
    .filter((set) => set.some((at) => parts[at] === 'train'))
    .reduce((sum, set) => sum + set.filter((at) => parts[at] !== 'train').length, 0);
  return {
    pairs,
    sets,
    heldOutSeen: seen,
    heldOut: parts.filter((part) => part !== 'train').length,
    across: pairs.filter(({ a, b }) => parts[a] !== parts[b]),
    inBothGroups: differing(({ group }) => group),
    underSeveralLabels: differing(({ cellCode, label }) => cellCode ?? label),
    ofSeveralPatients: differing(({ patient }) => patient),
  };
}

/** Sets of positions that pairs connect, each rising, in the order of their first. */
function connected(pairs: readonly { readonly a: number; readonly b: number }[]): number[][] {
  const setOf = new Map<number, number[]>();
  for (const { a, b } of pairs) {
    const one = setOf.get(a) ?? [a];
    const other = setOf.get(b) ?? [b];
    const both = one === other ? one : [...one, ...other];
    for (const at of both) setOf.set(at, both);
  }
  return [...new Set(setOf.values())].map((set) => set.sort((x, y) => x - y)).sort((x, y) => x[0]! - y[0]!);
}
