import type { Candidate, CrossValidationRecord } from './cross-validation-record.ts';

/** One training of a cross-validation. */
export interface FoldRun {
  /** Position of its candidate in the record. */
  readonly candidate: number;
  /** Training cells that it learns from; `null`: all of its fold's. */
  readonly size: number | null;
  /** Both counted from 1. */
  readonly repeat: number;
  readonly fold: number;
}

/** The runs in the order in which they are done: all candidates on a fold before the next, so that an early look is fair. */
export function foldRuns({
  candidates,
  folds,
  repeats,
}: Pick<CrossValidationRecord, 'candidates' | 'folds' | 'repeats'>): FoldRun[] {
  const counted = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
  return counted(repeats).flatMap((repeat) =>
    counted(folds).flatMap((fold) =>
      candidates.flatMap((candidate, at) => sizesOf(candidate).map((size) => ({ candidate: at, size, repeat, fold }))),
    ),
  );
}

/** Training sizes of a candidate, `null` for all of the cells. */
export function sizesOf({ sizes }: Pick<Candidate, 'sizes'>): readonly (number | null)[] {
  return sizes.length === 0 ? [null] : sizes;
}

/** Names a run's folder: `2-paper-cnn-r1-f3`, `1-fast-n300-r1-f3`. */
export function foldRunName(
  { candidate, size, repeat, fold }: FoldRun,
  { candidates }: Pick<CrossValidationRecord, 'candidates'>,
): string {
  const name = candidates[candidate]!.name.replaceAll(/[^\w.-]+/g, '_');
  return [candidate + 1, name, ...(size === null ? [] : [`n${size}`]), `r${repeat}`, `f${fold}`].join('-');
}
