import type { CellCode } from '../cells/cell-types.ts';
import { drawCell, type SyntheticCell, typeOfCell } from './draw-cell.ts';
import { generatePatient, type SyntheticPatient } from './patient.ts';

export interface SyntheticDatasetOptions {
  readonly seed: number;
  readonly patients: number;
  /** In all; the patients take turns, so that each has as many as the next or one more. */
  readonly cells: number;
  readonly sizePx: number;
}

/** Cells of several patients, each drawn when asked for and on its own. */
export interface SyntheticDataset extends Iterable<SyntheticCell> {
  readonly patients: readonly SyntheticPatient[];
  readonly length: number;
  /** @throws RangeError if there is no such cell */
  readonly at: (index: number) => SyntheticCell;
  /** What `at` will say of the cell, without drawing it. */
  readonly labelOf: (index: number) => { readonly patient: string; readonly code: CellCode };
}

/** @throws RangeError if `patients` or `cells` is not a whole number from 1 up */
export function syntheticDataset({ seed, patients, cells, sizePx }: SyntheticDatasetOptions): SyntheticDataset {
  for (const [name, count] of Object.entries({ patients, cells })) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`${name}: got ${count}, expected a whole number from 1 up`);
    }
  }
  const people = Array.from({ length: patients }, (_, patient) => generatePatient({ seed, patient }));
  const whose = (index: number): { patient: SyntheticPatient; index: number } => {
    if (!Number.isSafeInteger(index) || index < 0 || index >= cells) {
      throw new RangeError(`index: got ${index}, expected a whole number from 0 to ${cells - 1}`);
    }
    return { patient: people[index % patients]!, index: Math.floor(index / patients) };
  };
  const at = (index: number): SyntheticCell => drawCell({ seed, ...whose(index), sizePx });
  return {
    patients: people,
    length: cells,
    at,
    labelOf: (index) => {
      const cell = whose(index);
      return { patient: cell.patient.id, code: typeOfCell(seed, cell.patient, cell.index) };
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < cells; index++) yield at(index);
    },
  };
}
