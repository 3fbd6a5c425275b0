/** What a cell is called where nobody and no model names its type. */
export const CALLS = ['typical', 'atypical', 'referred', 'unknown'] as const;
export type Call = (typeof CALLS)[number];

/** Code of the decision that a cell cannot be told; a case with one such cell is not signed. */
export const UNIDENTIFIED = 'unidentified';

/**
 * The cells of a case by column: entry `i` of each array is of the same cell. 100,000 cells stand in a few megabytes, and
 * sorting touches numbers alone.
 */
export interface CellTable {
  readonly count: number;
  /** Of the cell within its case, from 1, rising. */
  readonly numbers: Int32Array;
  readonly imageHashes: readonly string[];
  /** What `types` and the decisions index into. */
  readonly codes: readonly string[];
  /** The model's type, or −1. */
  readonly types: Int16Array;
  /** Calibrated probability of atypical, in [0, 1]; NaN where no model has seen the cell. */
  readonly probabilities: Float32Array;
  /** Index into `CALLS`, or −1 where no model has seen the cell. */
  readonly calls: Int8Array;
  /** From 0, sure, to 1, undecided; NaN where no model has seen the cell. */
  readonly uncertainties: Float32Array;
  /** A person's decision of the reading that is shown, index into `codes`, or −1. */
  readonly decisions: Int16Array;
  /** How many comments stand at the cell. */
  readonly comments: Uint16Array;
}

/** Where a cell stands in the table; `null` for a number that the case does not have. */
export function indexOfNumber({ numbers }: Pick<CellTable, 'numbers'>, number: number): number | null {
  let [low, high] = [0, numbers.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = numbers[middle]!;
    if (found === number) return middle;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** The table with other decisions; everything else is shared. `null` takes a decision back. */
export function withDecisions(table: CellTable, decided: ReadonlyMap<number, string | null>): CellTable {
  if (decided.size === 0) return table;
  const codes = [...table.codes];
  const places = new Map(codes.map((code, at) => [code, at]));
  const decisions = table.decisions.slice();
  for (const [number, code] of decided) {
    const index = indexOfNumber(table, number);
    if (index === null) continue;
    decisions[index] = code === null ? -1 : placeOf(code);
  }
  return { ...table, codes, decisions };

  function placeOf(code: string): number {
    const known = places.get(code);
    if (known !== undefined) return known;
    places.set(code, codes.length);
    return codes.push(code) - 1;
  }
}

/** The code that a person gave, or `null`. */
export function decisionOf({ codes, decisions }: CellTable, index: number): string | null {
  return codes[decisions[index]!] ?? null;
}

/** The code that the model gave, or `null`. */
export function typeOf({ codes, types }: CellTable, index: number): string | null {
  return codes[types[index]!] ?? null;
}

export function callOf({ calls }: CellTable, index: number): Call | null {
  return CALLS[calls[index]!] ?? null;
}
