import { crossValidation, type Round } from './cross-validation.ts';
import type { Labels } from './feature-matrix.ts';

export interface FoldRequest {
  /** Of the features those to be dealt. */
  readonly rows: Uint32Array;
  /** For each row of the features its class. */
  readonly labels: Labels;
  /** For each row of the features the number of its unit: rows of a unit are learnt from or judged, never both. */
  readonly units: Uint32Array;
  readonly seed: number;
}

/**
 * Folds to choose settings by, of row numbers. Where all rows are of one unit, each row is a unit of its own.
 *
 * @throws RangeError for fewer than two rows.
 */
export function foldsOf({ rows, labels, units, seed }: FoldRequest): Round {
  const own = { labels: Uint16Array.from(rows, (row) => labels[row]!), seed };
  const [byUnit] = crossValidation({ ...own, units: rows.map((row) => units[row]!) });
  const [found] = byUnit === undefined ? crossValidation({ ...own, units: Uint32Array.from(rows.keys()) }) : [byUnit];
  if (found === undefined) throw new RangeError(`foldsOf() rows: got ${rows.length}, expected 2 or more`);
  const inFeatures = (positions: Uint32Array) => positions.map((at) => rows[at]!);
  return found.map(({ train, test }) => ({ train: inFeatures(train), test: inFeatures(test) }));
}
