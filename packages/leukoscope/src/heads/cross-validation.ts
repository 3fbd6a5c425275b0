import { randomStream, shuffled } from '@leukoscope/engine';
import type { Labels } from './feature-matrix.ts';

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
  /** The class of each cell, counted from 0. */
  readonly labels: Labels;
  readonly seed: number;
}

/**
 * Cross-validation, five folds, or ten folds three times where there are under 1000 cells. Folds have about as many cells of
 * each class as each other. Fewer folds where there are fewer units; none if there is one unit.
 */
export function crossValidation({ units, labels, seed }: FoldOptions): Round[] {
  const members = [...Map.groupBy(units.keys(), (cell) => units[cell]!).values()];
  const isFew = units.length < FEW_CELLS;
  const folds = Math.min(isFew ? FOLDS.few : FOLDS.many, members.length);
  if (folds < 2) return [];
  return Array.from({ length: isFew ? REPEATS : 1 }, (_, repeat) => {
    const foldOf = dealt(members, { labels, folds, random: randomStream(seed, 'folds', repeat) });
    return Array.from({ length: folds }, (_, fold) => ({
      train: Uint32Array.from(units.keys()).filter((cell) => foldOf[cell] !== fold),
      test: Uint32Array.from(units.keys()).filter((cell) => foldOf[cell] === fold),
    }));
  });
}

interface Dealing {
  readonly labels: Labels;
  readonly folds: number;
  readonly random: () => number;
}

/** Large units first, each to the fold that then is most even in all classes; among equals in random order. */
function dealt(members: readonly (readonly number[])[], { labels, folds, random }: Dealing): Uint8Array {
  const order = [...shuffled(members.length, random)].sort((a, b) => members[b]!.length - members[a]!.length);
  const classes = Math.max(1, ...new Set(labels)) + 1;
  const weights = countsOf(labels, classes).map((total) => 1 / Math.max(1, total));
  const counts = Array.from({ length: folds }, () => new Array<number>(classes).fill(0));
  const foldOf = new Uint8Array(labels.length);
  for (const unit of order) {
    const cells = members[unit]!;
    const added = countsOf(
      cells.map((cell) => labels[cell]!),
      classes,
    );
    const cost = counts.map((count) =>
      added.reduce((sum, own, group) => sum + 2 * count[group]! * own * weights[group]! ** 2, 0),
    );
    const fold = cost.indexOf(Math.min(...cost));
    for (const cell of cells) foldOf[cell] = fold;
    added.forEach((own, group) => {
      counts[fold]![group]! += own;
    });
  }
  return foldOf;
}

function countsOf(labels: Iterable<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]! += 1;
  return counts;
}
