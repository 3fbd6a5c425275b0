import type { Cell } from '../../cells/cell.ts';
import type { Split } from '../split.ts';
import { createSplit, type SplitOptions } from './create-split.ts';
import { sealSplit } from './split-hash.ts';

export interface FoldOptions extends Pick<SplitOptions, 'by' | 'stratify' | 'identityOf'> {
  /** At least two. */
  readonly folds: number;
  /** Of the cells outside of a fold, those that choose epoch and threshold. */
  readonly validationFraction: number;
  readonly seed: string | number;
}

/**
 * Deals cells to folds, each of which is the test part of one split; whole patients where the split is by patient, with
 * much the same mix in each fold where it is stratified. The same cells, options and seed give the same folds, whatever
 * is trained on them.
 *
 * @returns a split for each fold.
 * @throws LeukoscopeError as `createSplit`; RangeError for fewer than two folds.
 */
export function drawFolds(cells: readonly Cell[], { folds, validationFraction, seed, ...how }: FoldOptions): Split[] {
  if (folds < 2) throw new RangeError(`drawFolds() folds=${folds}: expected at least 2`);
  const splits: Split[] = [];
  let left = cells;
  for (let fold = 1; fold <= folds; fold++) {
    const [test, others] = fold < folds ? taken(left, 1 / (folds - fold + 1), `${seed}-fold-${fold}`) : [left, []];
    left = others;
    const held = new Set(test);
    splits.push(
      splitOf(
        test,
        cells.filter((cell) => !held.has(cell)),
        fold,
      ),
    );
  }
  return splits;

  /** Draws a share of the cells. */
  function taken(from: readonly Cell[], testFraction: number, drawn: string): [readonly Cell[], readonly Cell[]] {
    const split = createSplit(from, { ...how, validationFraction: 0, testFraction, seed: drawn });
    const names = new Set(split.parts.test);
    const isTaken = (cell: Cell) => names.has(nameIn(split, cell));
    return [from.filter(isTaken), from.filter((cell) => !isTaken(cell))];
  }

  function splitOf(test: readonly Cell[], others: readonly Cell[], fold: number): Split {
    const drawn = createSplit(others, {
      ...how,
      validationFraction,
      testFraction: 0,
      seed: `${seed}-validation-${fold}`,
    });
    const { hash, ...content } = drawn;
    const names = new Set(test.filter(({ group }) => group !== null).map((cell) => nameIn(drawn, cell)));
    return sealSplit({
      ...content,
      seed,
      fractions: { validation: validationFraction, test: 1 / folds },
      parts: { ...content.parts, test: [...names] },
    });
  }
}

function nameIn({ by }: Split, { patient, id }: Cell): string {
  return by === 'patient' && patient !== null ? patient : id;
}
