import type { CellsAnswer } from '../api/types.ts';
import { type CellTable, indexOfNumber } from './cell-table.ts';

export type Reading = 'first' | 'second' | 'adjudication';

/** All cells of a case as the server last told of them, in columns; see `CellTable`. */
export interface StoredCells extends Omit<CellTable, 'decisions'> {
  /** Of the case: only what changed after it is asked for again. */
  readonly version: number;
  readonly readings: Readonly<Record<Reading, Int16Array>>;
}

/** The server's columns as typed arrays: an eighth of the memory, and nothing to box when they are sorted. */
export function storedCells(answer: CellsAnswer): StoredCells {
  return {
    version: answer.version,
    count: answer.count,
    numbers: Int32Array.from(answer.numbers),
    imageHashes: answer.imageHashes,
    codes: answer.codes,
    types: Int16Array.from(answer.type),
    probabilities: Float32Array.from(answer.probability, orNaN),
    calls: Int8Array.from(answer.called),
    uncertainties: Float32Array.from(answer.uncertainty, orNaN),
    readings: {
      first: Int16Array.from(answer.review),
      second: Int16Array.from(answer.second),
      adjudication: Int16Array.from(answer.adjudication),
    },
    comments: Uint16Array.from(answer.comments),
  };
}

function orNaN(value: number | null): number {
  return value ?? Number.NaN;
}

/** What was known with what changed since: cells that are new come behind, as their numbers are higher. */
export function mergedCells(known: StoredCells, changed: StoredCells): StoredCells {
  if (changed.count === 0) return { ...known, version: changed.version };
  const isNew = (number: number) => indexOfNumber(known, number) === null;
  const added = changed.numbers.filter(isNew).length;
  const count = known.count + added;
  // Codes that the case has no more are kept at the end, for cells that still have them.
  const codes = [...changed.codes, ...known.codes.filter((code) => !changed.codes.includes(code))];
  const recoded = known.codes.map((code) => codes.indexOf(code));
  const recode = (column: Int16Array) => column.map((index) => (index < 0 ? -1 : recoded[index]!));
  const merged: StoredCells = {
    ...{ version: changed.version, count, codes },
    numbers: grown(known.numbers, new Int32Array(count)),
    imageHashes: [...known.imageHashes],
    types: grown(recode(known.types), new Int16Array(count)),
    probabilities: grown(known.probabilities, new Float32Array(count)),
    calls: grown(known.calls, new Int8Array(count)),
    uncertainties: grown(known.uncertainties, new Float32Array(count)),
    readings: {
      first: grown(recode(known.readings.first), new Int16Array(count)),
      second: grown(recode(known.readings.second), new Int16Array(count)),
      adjudication: grown(recode(known.readings.adjudication), new Int16Array(count)),
    },
    comments: grown(known.comments, new Uint16Array(count)),
  };
  let end = known.count;
  for (let from = 0; from < changed.count; from++) {
    const to = indexOfNumber(known, changed.numbers[from]!) ?? end++;
    copyCell(changed, from, merged, to);
  }
  return merged;
}

function grown<Column extends Int8Array | Int16Array | Int32Array | Uint16Array | Float32Array>(
  old: Column,
  column: Column,
): Column {
  column.set(old);
  return column;
}

function copyCell(source: StoredCells, from: number, target: StoredCells, to: number): void {
  target.numbers[to] = source.numbers[from]!;
  (target.imageHashes as string[])[to] = source.imageHashes[from]!;
  target.types[to] = source.types[from]!;
  target.probabilities[to] = source.probabilities[from]!;
  target.calls[to] = source.calls[from]!;
  target.uncertainties[to] = source.uncertainties[from]!;
  target.comments[to] = source.comments[from]!;
  for (const reading of ['first', 'second', 'adjudication'] as const) {
    target.readings[reading][to] = source.readings[reading][from]!;
  }
}

/**
 * The cells as one reader sees them: the first reader's decisions give way to an adjudicated one; the second reader, and
 * who adjudicates, see their own alone.
 */
export function tableOf(stored: StoredCells, reading: Reading): CellTable {
  const { readings, version: _, ...rest } = stored;
  if (reading !== 'first') return { ...rest, decisions: readings[reading] };
  const decisions = readings.first.map((first, at) => {
    const adjudicated = readings.adjudication[at]!;
    return adjudicated < 0 ? first : adjudicated;
  });
  return { ...rest, decisions };
}

/** What the server confirmed, written into what is known. Codes that are new are entered at the end. */
export function withConfirmed(
  stored: StoredCells,
  reading: Reading,
  decided: ReadonlyMap<number, string | null>,
): StoredCells {
  const codes = [...stored.codes];
  const column = stored.readings[reading].slice();
  for (const [number, code] of decided) {
    const index = indexOfNumber(stored, number);
    if (index === null) continue;
    if (code !== null && !codes.includes(code)) codes.push(code);
    column[index] = code === null ? -1 : codes.indexOf(code);
  }
  return { ...stored, codes, readings: { ...stored.readings, [reading]: column } };
}
