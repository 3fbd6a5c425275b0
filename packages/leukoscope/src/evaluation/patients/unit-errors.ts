import { typeOf } from '../../cells/cell.ts';
import { countingRole, isLeukocyte } from '../../cells/counting-role.ts';
import type { Scheme } from '../../cells/scheme.ts';
import { isCalledAtypical, type ScoredCell } from '../scored-cell.ts';

/** How often calls of one patient's cells are wrong; positive is what is looked for, atypical cells or blasts. */
export interface UnitErrors {
  readonly negatives: number;
  /** Of the negatives, called positive. */
  readonly falseAlarms: number;
  readonly positives: number;
  /** Of the positives, called negative. */
  readonly missed: number;
}

/** What of a cell is truly the case, and what it is called; `null` for a cell that does not count. */
export type Judged = (cell: ScoredCell) => { readonly truth: boolean; readonly called: boolean } | null;

/** Atypical against typical at a threshold. */
export function judgedAt(threshold: number): Judged {
  return ({ group, probability }) => ({
    truth: group === 'atypical',
    called: isCalledAtypical(probability, threshold),
  });
}

/** Blasts against the other leukocytes, by the most probable type; a cell that is no leukocyte does not count. */
export function judgedBlasts(scheme: Scheme): Judged {
  return (cell) => {
    const truth = countingRole(scheme, typeOf(cell));
    if (!isLeukocyte(truth) || cell.calledType === undefined) return null;
    return { truth: truth === 'blast', called: countingRole(scheme, cell.calledType) === 'blast' };
  };
}

/**
 * Errors patient by patient, in the order first met, without names. Cells of no known patient are left out, unless none
 * has one: then all are counted together as a single unit, which says nothing of how patients differ.
 */
export function unitErrors(scored: readonly ScoredCell[], judged: Judged): UnitErrors[] {
  const named = scored.filter(({ patient }) => patient !== null);
  const units = Map.groupBy(named.length > 0 ? named : scored, ({ patient }) => patient);
  return [...units.values()]
    .map((cells) => errorsOf(cells, judged))
    .filter(({ negatives, positives }) => negatives + positives > 0);
}

function errorsOf(cells: readonly ScoredCell[], judged: Judged): UnitErrors {
  const counts = { negatives: 0, falseAlarms: 0, positives: 0, missed: 0 };
  for (const cell of cells) {
    const found = judged(cell);
    if (found === null) continue;
    if (found.truth) {
      counts.positives += 1;
      if (!found.called) counts.missed += 1;
    } else {
      counts.negatives += 1;
      if (found.called) counts.falseAlarms += 1;
    }
  }
  return counts;
}
