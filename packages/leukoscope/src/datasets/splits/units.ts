import type { Cell } from '../../cells/cell.ts';
import { byCodeUnits, byId } from '../cell-order.ts';

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
  const leaders = new Map<string, string>();
  const leaderOf = (name: string): string => {
    let leader = name;
    while (leaders.get(leader) !== undefined && leaders.get(leader) !== leader) leader = leaders.get(leader)!;
    leaders.set(name, leader);
    return leader;
  };
  const firstWithImage = new Map<string, string>();
  for (const cell of byId(cells)) {
    const leader = leaderOf(nameOf(cell));
    const image = identityOf(cell);
    if (image === null) continue;
    const first = firstWithImage.get(image);
    if (first === undefined) firstWithImage.set(image, leader);
    else leaders.set(leader, leaderOf(first));
  }
  const units = new Map<string, { names: Set<string>; typical: number; atypical: number }>();
  for (const cell of cells) {
    const leader = leaderOf(nameOf(cell));
    const unit = units.get(leader) ?? { names: new Set(), typical: 0, atypical: 0 };
    unit.names.add(nameOf(cell));
    if (cell.group !== null) unit[cell.group] += 1;
    units.set(leader, unit);
  }
  return [...units.values()]
    .map(({ names, typical, atypical }) => ({ names: [...names].sort(byCodeUnits), typical, atypical }))
    .sort((a, b) => byCodeUnits(a.names[0]!, b.names[0]!));
}
