import { createHash } from 'node:crypto';
import type { Cell } from '../cells/cell.ts';
import { byId } from './cell-order.ts';

/**
 * sha256, in hexadecimal, over each cell's id, label, group and patient: equal for the same cells in any order, on any
 * machine and in any folder. Pixels are not part of it.
 */
export function hashOfCells(cells: readonly Cell[]): string {
  const hash = createHash('sha256');
  for (const { id, label, group, patient } of byId(cells))
    hash.update(`${JSON.stringify([id, label, group, patient])}\n`);
  return hash.digest('hex');
}
