import { describe, expect, test } from 'vitest';
import { doneRun } from '../testing/done-run.ts';
import { comparedOnFolds, crossValidated, type DoneRun } from './cross-validated.ts';

/** A fold of one patient's cells: atypical ones first. */
function fold(
  number: number,
  scores: { atypical: readonly number[]; typical: readonly number[] },
  { threshold = 0.5, candidate = 0, repeat = 1 } = {},
): DoneRun {
  const cells = (['atypical', 'typical'] as const).flatMap((group) =>
    scores[group].map((probability, at) => ({
      id: `P${number}/${group}-${at}`,
      patient: `P${number}`,
      cellCode: null,
      label: null,
      group,
      probability,
    })),
  );
  return doneRun({ candidate, repeat, fold: number }, { scored: cells, threshold, seconds: number });
}

describe('a candidate on all folds', () => {
  test('calls each fold’s cells by that fold’s threshold', () => {
    const { decided, scored, trainingCells, seconds } = crossValidated(
      [
        fold(1, { atypical: [0.3, 0.1], typical: [0.05, 0.02] }, { threshold: 0.2 }),
        fold(2, { atypical: [0.9, 0.95], typical: [0.7, 0.85] }, { threshold: 0.8 }),
      ],
      1,
    );
    // Fold 1: 0.3 found, 0.1 missed, none of 0.05 and 0.02 called; fold 2: both found, 0.85 called wrongly.
    expect(decided.confusion).toEqual({ tp: 3, fn: 1, fp: 1, tn: 3 });
    expect(scored.confusion).toEqual({ tp: 2, fn: 2, fp: 2, tn: 2 });
    expect([trainingCells, seconds]).toEqual([40, 3]);
  });

  test('a cell at its fold’s threshold is called atypical, as the model itself would', () => {
    for (const threshold of [0, 0.37, 0.5, 1]) {
      const { decided } = crossValidated([fold(1, { atypical: [threshold], typical: [0, 1] }, { threshold })], 1);
      expect(decided.confusion.tp, `${threshold}`).toBe(1);
    }
  });

  test('has each fold’s ROC AUC by itself', () => {
    const { byFold } = crossValidated(
      [fold(1, { atypical: [0.3], typical: [0.1] }), fold(2, { atypical: [0.6], typical: [0.7] })],
      1,
    );
    expect(byFold).toEqual([
      { repeat: 1, fold: 1, rocAuc: 1 },
      { repeat: 1, fold: 2, rocAuc: 0 },
    ]);
  });

  test('has every repeat’s cells', () => {
    const runs = [1, 2].map((repeat) => fold(1, { atypical: [0.9], typical: [0.1] }, { repeat }));
    expect(crossValidated(runs, 1).scored.n).toBe(4);
  });
});

describe('two candidates', () => {
  const first = [fold(1, { atypical: [0.9, 0.8], typical: [0.1] }), fold(2, { atypical: [0.9], typical: [0.1] })];
  const other = (number: number) => fold(number, { atypical: [0.2, 0.8], typical: [0.3] }, { candidate: 1 });

  test('are compared on the folds that both have done', () => {
    const comparison = comparedOnFolds(first, [other(1)], 1);
    expect(comparison).toMatchObject({ n: 3, positive: 2 });
    expect(comparison!.sensitivity).toMatchObject({ first: 1, other: 0.5 });
    expect(comparison!.rocAuc.difference.value).toBeCloseTo(0.5, 12);
  });

  test('are not compared where they share none', () => {
    expect(comparedOnFolds(first, [other(3)], 1)).toBeNull();
  });
});
