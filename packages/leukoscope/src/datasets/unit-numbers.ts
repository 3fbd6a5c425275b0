import type { Cell } from '../cells/cell.ts';
import type { SplitUnit } from './split-units.ts';

/** Cells, and in their order what their images are. */
export interface HashedCells {
  readonly cells: readonly Cell[];
  /** sha256 of the image files, in hexadecimal. */
  readonly imageHashes: readonly string[];
}

/**
 * Numbers for cells that a split keeps together: those with the same bytes, and by patient those of one patient. A cell
 * without a patient stands for itself.
 */
export function unitNumbers({ cells, imageHashes }: HashedCells, by: SplitUnit): Uint32Array {
  const unitOf = Uint32Array.from(cells.keys());
  const root = (at: number): number => {
    let unit = at;
    while (unitOf[unit] !== unit) unit = unitOf[unit]!;
    return unit;
  };
  const firstOf = new Map<string, number>();
  for (const [at, { patient }] of cells.entries()) {
    const names = [`image ${imageHashes[at]}`, ...(by === 'patient' && patient !== null ? [`patient ${patient}`] : [])];
    for (const name of names) {
      const first = firstOf.get(name);
      if (first === undefined) firstOf.set(name, at);
      else unitOf[Math.max(root(at), root(first))] = Math.min(root(at), root(first));
    }
  }
  return unitOf.map((_, at) => root(at));
}

/** By patient where every cell has one. */
export function unitOfData(cells: readonly Cell[]): SplitUnit {
  return cells.length > 0 && cells.every(({ patient }) => patient !== null) ? 'patient' : 'image';
}
