import { z } from 'zod';
import { type Cell, SPLIT_PARTS, type SplitPart } from '../cells/cell.ts';
import { nearest } from '../cells/nearest.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { SPLIT_UNITS } from './split-units.ts';

const names = z.array(z.string().min(1)).readonly();

/** The content of a split file but for its hash. */
export const splitContentSchema = z.strictObject({
  format: z.literal('leukoscope-split'),
  version: z.literal(1),
  by: z.enum(SPLIT_UNITS),
  /** `null` where the split was given, not drawn. */
  seed: z.union([z.string(), z.number()]).nullable(),
  stratified: z.boolean(),
  /** What was asked for; `null` where the split was given, not drawn. */
  fractions: z.strictObject({ validation: z.number().min(0).max(1), test: z.number().min(0).max(1) }).nullable(),
  /** The part of everything that is not named; `null`: everything must be named. */
  rest: z.enum(SPLIT_PARTS).nullable(),
  /** Names of patients or ids of cells, sorted by code units; each at most once. */
  parts: z.strictObject({ train: names, validation: names, test: names }),
});
export type SplitContent = Readonly<z.infer<typeof splitContentSchema>>;

/** Who is used for training, for validation and for the test. */
export interface Split extends SplitContent {
  /** See `hashOfSplit`. */
  readonly hash: string;
}

/**
 * Each cell's part, in the order of the cells; `null` for excluded cells, which take no part in anything.
 *
 * @param among the cells that the split may name: all of the data set's, where `cells` are only some of them.
 * @throws LeukoscopeError `split.unknown-names` if the split names what the data do not have (with `rest`, a misspelt
 * patient would quietly be trained on); `split.unnamed-cells` if a cell that is not excluded has no part.
 */
export function assignParts(
  split: Split,
  cells: readonly Cell[],
  among: readonly Cell[] = cells,
): (SplitPart | null)[] {
  const nameOf = split.by === 'patient' ? (cell: Cell) => cell.patient : (cell: Cell) => cell.id;
  const partOf = new Map<string, SplitPart>();
  for (const part of SPLIT_PARTS) for (const name of split.parts[part]) partOf.set(name, part);
  requireKnownNames(split, partOf, new Set(among.map(nameOf)));

  const unnamed: Cell[] = [];
  const parts = cells.map((cell) => {
    if (cell.group === null) return null;
    const name = nameOf(cell);
    const part = (name === null ? undefined : partOf.get(name)) ?? split.rest;
    if (part === null) unnamed.push(cell);
    return part;
  });
  const first = unnamed[0];
  if (first !== undefined) {
    const details = { by: split.by, example: nameOf(first) ?? first.id, cells: unnamed.length, of: cells.length };
    throw new LeukoscopeError('split.unnamed-cells', details);
  }
  return parts;
}

function requireKnownNames(
  { by }: Split,
  partOf: ReadonlyMap<string, SplitPart>,
  known: ReadonlySet<string | null>,
): void {
  const unknown = [...partOf.keys()].filter((name) => !known.has(name));
  const first = unknown[0];
  if (first === undefined) return;
  const candidates = [...known].filter((name): name is string => name !== null && !partOf.has(name));
  const suggestion = nearest(first, candidates);
  throw new LeukoscopeError('split.unknown-names', { by, example: first, names: unknown.length, suggestion });
}
