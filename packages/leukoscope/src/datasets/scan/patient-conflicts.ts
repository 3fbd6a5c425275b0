import { type Cell, SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import { byCodeUnits } from '../cell-order.ts';

/** What is said of patients that cannot all be true. */
export interface PatientConflicts {
  /** Names that differ only in case, spaces, signs or leading zeros, and may be one patient. */
  readonly spellings: readonly (readonly string[])[];
  /** Patients who stand in more than one part of the data set's own split. */
  readonly inSeveralParts: readonly { readonly patient: string; readonly parts: readonly SplitPart[] }[];
  /** A column that says one thing of nearly every patient, and several of a few. */
  readonly columns: readonly {
    readonly column: string;
    readonly patients: readonly { readonly patient: string; readonly values: readonly string[] }[];
  }[];
}

/** A column is of the patient, and not of the cell, if so large a share of the patients has one value in it. */
const OF_THE_PATIENT = 0.9;

export function patientConflicts(cells: readonly Cell[]): PatientConflicts {
  const named = cells.filter((cell): cell is Cell & { patient: string } => cell.patient !== null);
  const patients = Map.groupBy(named, ({ patient }) => patient);
  return {
    spellings: similarNames([...patients.keys()]),
    inSeveralParts: [...patients].flatMap(([patient, own]) => {
      const parts = SPLIT_PARTS.filter((part) => own.some(({ presetSplit }) => presetSplit === part));
      return parts.length > 1 ? [{ patient, parts }] : [];
    }),
    columns: contradictoryColumns(patients),
  };
}

function similarNames(patients: readonly string[]): string[][] {
  const plain = (name: string) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .replace(/(?<!\p{N})0+(?=\p{N})/gu, '');
  const sets = Map.groupBy(patients, plain);
  return [...sets.values()].filter(({ length }) => length > 1).map((set) => set.sort(byCodeUnits));
}

function contradictoryColumns(patients: ReadonlyMap<string, readonly Cell[]>): PatientConflicts['columns'] {
  const several = [...patients].filter(([, cells]) => cells.length > 1);
  const columns = [...new Set(several.flatMap(([, cells]) => Object.keys(cells[0]!.extra)))];
  return columns.flatMap((column) => {
    const stated = several.map(([patient, cells]) => {
      const values = [...new Set(cells.map(({ extra }) => extra[column]?.trim() ?? ''))].filter(
        (value) => value !== '',
      );
      return { patient, values: values.sort(byCodeUnits) };
    });
    const differing = stated.filter(({ values }) => values.length > 1);
    // Where all patients share one value it may be of the cells, few of which have another.
    const kinds = new Set(stated.filter(({ values }) => values.length === 1).map(({ values }) => values[0]));
    const isOfPatient = kinds.size > 1 && differing.length <= (1 - OF_THE_PATIENT) * stated.length;
    return isOfPatient && differing.length > 0 ? [{ column, patients: differing }] : [];
  });
}
