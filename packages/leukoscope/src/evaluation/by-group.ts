import type { Group } from '../cells/scheme.ts';
import { type PatientShare, patientShare } from './patient-share.ts';
import { clopperPearson, DEFAULT_LEVEL, type Rate } from './rate.ts';
import { assertProbabilities, assertThreshold, isCalledAtypical, type ScoredCell } from './scored-cell.ts';

/** What became of one cell type: its sensitivity where `group` is atypical, its false positives where it is typical. */
export interface CellTypeResult {
  /** `null` gathers the cells whose type is not known. */
  readonly cellCode: string | null;
  readonly group: Group;
  readonly n: number;
  /** Cells of the type called atypical. */
  readonly calledAtypical: Rate;
}

export interface PatientResult {
  readonly patient: string;
  readonly n: number;
  /** The patient's share of atypical cells by the model's calls. */
  readonly called: PatientShare;
  /** The same by the true labels. */
  readonly truth: PatientShare;
}

/**
 * Results by cell type, atypical types first, then by code; a code that the data set puts in both groups has a row in
 * each.
 *
 * @throws RangeError for a probability or a threshold outside [0, 1].
 */
export function byCellType(
  scored: readonly ScoredCell[],
  threshold: number,
  level: number = DEFAULT_LEVEL,
): CellTypeResult[] {
  assertProbabilities(scored);
  assertThreshold(threshold);
  const groups = Map.groupBy(scored, ({ group, cellCode }) => JSON.stringify([group, cellCode]));
  return [...groups.values()]
    .map((cells): CellTypeResult => {
      const { cellCode, group } = cells[0]!;
      const called = countCalled(cells, threshold);
      return { cellCode, group, n: cells.length, calledAtypical: clopperPearson(called, cells.length, level) };
    })
    .sort((a, b) => compareText(a.group, b.group) || compareCodes(a.cellCode, b.cellCode));
}

/**
 * Results by patient, by patient id. Cells without a patient are left out; `evaluate` counts them.
 *
 * @throws RangeError for a probability or a threshold outside [0, 1].
 */
export function byPatient(
  scored: readonly ScoredCell[],
  threshold: number,
  level: number = DEFAULT_LEVEL,
): PatientResult[] {
  assertProbabilities(scored);
  assertThreshold(threshold);
  const patients = Map.groupBy(scored, ({ patient }) => patient);
  return [...patients]
    .filter((entry): entry is [string, ScoredCell[]] => entry[0] !== null)
    .sort(([a], [b]) => compareText(a, b))
    .map(([patient, cells]) => {
      const n = cells.length;
      const share = (atypical: number): PatientShare => patientShare({ typical: n - atypical, atypical }, level);
      return {
        patient,
        n,
        called: share(countCalled(cells, threshold)),
        truth: share(cells.filter(({ group }) => group === 'atypical').length),
      };
    });
}

function countCalled(cells: readonly ScoredCell[], threshold: number): number {
  return cells.filter(({ probability }) => isCalledAtypical(probability, threshold)).length;
}

function compareCodes(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareText(a, b);
}

/** By code unit, so that the order is the same in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
