import type { Cell } from '../../cells/cell.ts';
import { byCodeUnits } from '../cell-order.ts';

/** Cells that must not be divided between parts, and how many of each group they are. */
export interface Unit {
  /** What the split names: patients or cells; several where they share an identical image. */
  readonly names: readonly string[];
  readonly typical: number;
  readonly atypical: number;
}

/**
 * The units of a split, in the order of their first names. Cells with the same name are one unit; so are names that
 * share an image, where `identityOf` says which images are identical.
 */
export function unitsOf(
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string,
  identityOf: (cell: Cell) => string | null,
): Unit[] {
  const leaderOf = leadersOf(cells, nameOf, identityOf);
  const units = new Map<string, { names: string[]; typical: number; atypical: number }>();
  const seen = new Set<string>();
  for (const cell of cells) {
    const name = nameOf(cell);
    const leader = leaderOf(name);
    const unit = units.get(leader) ?? { names: [], typical: 0, atypical: 0 };
    units.set(leader, unit);
    if (cell.group !== null) unit[cell.group] += 1;
    if (!seen.has(name)) unit.names.push(name);
    seen.add(name);
  }
  for (const { names } of units.values()) names.sort(byCodeUnits);
  return [...units.values()].sort((a, b) => byCodeUnits(a.names[0]!, b.names[0]!));
}

/** The name that stands for all that are joined with a name by a chain of identical images (union–find). */
function leadersOf(
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string,
  identityOf: (cell: Cell) => string | null,
): (name: string) => string {
  const joinedTo = new Map<string, string>();
  const leaderOf = (name: string): string => {
    let leader = name;
    for (let next = joinedTo.get(leader); next !== undefined; next = joinedTo.get(leader)) leader = next;
    if (leader !== name) joinedTo.set(name, leader);
    return leader;
  };
  const firstWithImage = new Map<string, string>();
  for (const cell of cells) {
    const image = identityOf(cell);
    if (image === null) continue;
    const first = firstWithImage.get(image);
    if (first === undefined) {
      firstWithImage.set(image, nameOf(cell));
      continue;
    }
    const [leader, other] = [leaderOf(first), leaderOf(nameOf(cell))];
    if (leader !== other) joinedTo.set(other, leader);
  }
  return leaderOf;
}
