import type { Cell } from '../cells/cell.ts';
import type { LabelUse } from '../cells/scheme-starter.ts';
import { byCodeUnits } from './cell-order.ts';

/**
 * What each label of a data set was understood as, most cells first. A label has several entries where the data set
 * itself gives its cells several types or groups.
 */
export function labelUsesOf(cells: readonly Cell[]): LabelUse[] {
  const keyOf = ({ label, cellCode, group, excluded }: Cell) => JSON.stringify([label, cellCode, group, excluded]);
  const groups = Map.groupBy(cells, keyOf);
  return [...groups]
    .map(([key, same]): LabelUse & { key: string } => {
      const { label, cellCode, group, excluded } = same[0]!;
      const patients = new Set(same.flatMap(({ patient }) => (patient === null ? [] : [patient]))).size;
      return { key, label, cellCode, group, excluded, cells: same.length, patients: patients === 0 ? null : patients };
    })
    .sort((a, b) => b.cells - a.cells || byCodeUnits(a.key, b.key))
    .map(({ key: _, ...use }) => use);
}
