import { randomStream, shuffled } from '@leukoscope/engine';

/** Some cells to learn from and others to be judged on, as positions in the list of cells. */
export interface Trial {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Trials whose test cells are all different: one, or the folds of a cross-validation. */
export type Round = readonly Trial[];

/** Below it one cross-validation says more of how the folds fell than of the data: it is repeated. */
const FEW_CELLS = 1_000;
const FOLDS = { few: 10, many: 5 } as const;
const REPEATS = 3;

export interface FoldOptions {
  /** Number of the unit of each cell: cells of a unit are never apart. */
  readonly units: Uint32Array;
  readonly positive: Uint8Array;
  readonly seed: number;
}

/**
 * Cross-validation, five folds, or ten folds three times where there are under 1000 cells. Folds have about as many cells of
 * each group as each other. Fewer folds where there are fewer units; none if there is one unit.
 */
export function crossValidation({ units, positive, seed }: FoldOptions): Round[] {
  const members = [...Map.groupBy(units.keys(), (cell) => units[cell]!).values()];
  const isFew = units.length < FEW_CELLS;
  const folds = Math.min(isFew ? FOLDS.few : FOLDS.many, members.length);
  if (folds < 2) return [];
  return Array.from({ length: isFew ? REPEATS : 1 }, (_, repeat) => {
    const foldOf = dealt(members, { positive, folds, random: randomStream(seed, 'folds', repeat) });
    return Array.from({ length: folds }, (_, fold) => ({
      train: Uint32Array.from(units.keys()).filter((cell) => foldOf[cell] !== fold),
      test: Uint32Array.from(units.keys()).filter((cell) => foldOf[cell] === fold),
    }));
  });
}

interface Dealing {
  readonly positive: Uint8Array;
  readonly folds: number;
  readonly random: () => number;
}

/** Large units first, each to the fold that then is most even in both groups; among equals in random order. */
function dealt(members: readonly (readonly number[])[], { positive, folds, random }: Dealing): Uint8Array {
  const order = [...shuffled(members.length, random)].sort((a, b) => members[b]!.length - members[a]!.length);
  const total = positive.length;
  const totalPositive = positive.reduce((sum, value) => sum + value, 0);
  const counts = Array.from({ length: folds }, () => [0, 0] as [negative: number, positive: number]);
  const weights = [1 / Math.max(1, total - totalPositive), 1 / Math.max(1, totalPositive)] as const;
  const foldOf = new Uint8Array(total);
  for (const unit of order) {
    const cells = members[unit]!;
    const own = cells.reduce((sum, cell) => sum + positive[cell]!, 0);
    const added = [cells.length - own, own] as const;
    const cost = counts.map((count) =>
      [0, 1].reduce((sum, group) => sum + 2 * count[group]! * added[group]! * weights[group]! ** 2, 0),
    );
    const fold = cost.indexOf(Math.min(...cost));
    for (const cell of cells) foldOf[cell] = fold;
    counts[fold]![0] += added[0];
    counts[fold]![1] += added[1];
  }
  return foldOf;
}
