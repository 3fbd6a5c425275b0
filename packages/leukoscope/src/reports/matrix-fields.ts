import { typeOf } from '../cells/cell.ts';
import { isCalledAtypical, type ScoredCell } from '../evaluation/scored-cell.ts';
import { OUTCOMES, type Outcome, outcomeOf } from './example-cells.ts';

/** The cells of one field of a matrix, of which some are shown. */
export interface MatrixField<Shown> {
  /** An outcome, or `3-7`: rows and columns of the types' matrix, from 0. */
  readonly name: string;
  readonly shown: readonly Shown[];
  /** All cells of the field. */
  readonly total: number;
}

/** Of a field at most so many are shown. */
export const MOST_OF_FIELD = 12;
/** Pictures of fields on a page, each counted once: with more, a page of many types could not be sent by post. */
export const MOST_PICTURES = 800;

interface FieldOptions {
  readonly threshold: number;
  /** In the order of the types' matrix; `null` of a model that knows the two groups alone. */
  readonly types: readonly string[] | null;
  /** Ids of cells whose picture is on the page anyway. */
  readonly pictured: ReadonlySet<string>;
}

/**
 * Which cells are shown for each field of the matrix of two groups, and of the types' matrix. In a field, cells on the
 * wrong side of the threshold come first, then those the model was surest of. Where a page would hold too many pictures,
 * every field gets its first one before any gets its second, fields of errors before the others.
 */
export function matrixFields(
  scored: readonly ScoredCell[],
  { threshold, types, pictured }: FieldOptions,
): MatrixField<ScoredCell>[] {
  const cellsOf = new Map([...fieldsOfGroups(scored, threshold), ...fieldsOfTypes(scored, types ?? [])]);
  const fields = [...cellsOf].map(([name, cells]) => ({ name, cells: byDoubt(cells, threshold) }));
  const chosen = choose(fields, pictured);
  return fields.map(({ name, cells }) => ({
    ...{ name, total: cells.length },
    shown: cells.slice(0, MOST_OF_FIELD).filter(({ id }) => chosen.has(id)),
  }));
}

function fieldsOfGroups(scored: readonly ScoredCell[], threshold: number): [Outcome, ScoredCell[]][] {
  const found = Map.groupBy(scored, (cell) => outcomeOf(cell, threshold));
  return OUTCOMES.flatMap((outcome): [Outcome, ScoredCell[]][] => {
    const cells = found.get(outcome);
    return cells === undefined ? [] : [[outcome, cells]];
  });
}

function fieldsOfTypes(scored: readonly ScoredCell[], types: readonly string[]): Map<string, ScoredCell[]> {
  const indexOf = new Map(types.map((code, index) => [code, index]));
  const fields = Map.groupBy(scored, (cell) => {
    const [truth, called] = [indexOf.get(typeOf(cell) ?? ''), indexOf.get(cell.calledType ?? '')];
    return truth === undefined || called === undefined ? '' : fieldOfTypes(truth, called);
  });
  fields.delete('');
  return fields;
}

/** Name of a field of the types' matrix. */
export function fieldOfTypes(truth: number, called: number): string {
  return `${truth}-${called}`;
}

/** Errors of the group first, then by how far the probability lies from the threshold; the same cells in the same order. */
function byDoubt(cells: readonly ScoredCell[], threshold: number): ScoredCell[] {
  const isWrong = ({ group, probability }: ScoredCell) =>
    (group === 'atypical') === isCalledAtypical(probability, threshold) ? 0 : 1;
  const distance = ({ probability }: ScoredCell) => Math.abs(probability - threshold);
  return [...cells].sort((a, b) => isWrong(b) - isWrong(a) || distance(b) - distance(a));
}

interface OrderedField {
  readonly name: string;
  readonly cells: readonly ScoredCell[];
}

function choose(fields: readonly OrderedField[], pictured: ReadonlySet<string>): Set<string> {
  const inTurn = fields.toSorted((a, b) => Number(isRight(a.name)) - Number(isRight(b.name)));
  const chosen = new Set<string>();
  let left = MOST_PICTURES;
  for (let rank = 0; rank < MOST_OF_FIELD; rank++) {
    for (const { cells } of inTurn) {
      const id = cells[rank]?.id;
      if (id === undefined || chosen.has(id)) continue;
      const isFree = pictured.has(id);
      if (!isFree && left === 0) continue;
      if (!isFree) left--;
      chosen.add(id);
    }
  }
  return chosen;
}

function isRight(name: string): boolean {
  const [truth, called] = name.split('-');
  return name === 'found' || name === 'rightlyTypical' || (called !== undefined && truth === called);
}
