import { describe, expect, test } from 'vitest';
import { makeCell } from '../../datasets/testing/make-cell.ts';
import { doneRun } from '../testing/done-run.ts';
import type { DoneRun } from './cross-validated.ts';
import { doubtedLabels } from './doubted-labels.ts';

const CELLS = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, at) =>
  makeCell({ id, group: at < 3 ? 'atypical' : 'typical', cellCode: at < 3 ? 'MYO' : 'NGS', patient: `P${at}` }),
);
const CANDIDATES = [{ sizes: [] }, { sizes: [10, 20] }];

function run(candidate: number, size: number | null, probabilities: Readonly<Record<string, number>>): DoneRun {
  const scored = CELLS.filter(({ id }) => id in probabilities).map(({ id, patient, cellCode, label, group }) => ({
    ...{ id, patient, cellCode, label, group: group! },
    probability: probabilities[id]!,
  }));
  return doneRun({ candidate, size }, { scored });
}

describe('the labels that a cross-validation doubts', () => {
  const done = [
    run(0, null, { a: 0.9, b: 0.8, c: 0.2 }),
    run(0, null, { d: 0.1, e: 0.3 }),
    // With fewer cells than the most: does not count.
    run(1, 10, { a: 0, b: 0, c: 1, d: 1, e: 1 }),
    run(1, 20, { a: 0.7, b: 1, c: 0 }),
    run(1, 20, { d: 0.3, e: 0.1 }),
  ];

  test('go by the mean of what each candidate said with the most cells, of cells that were tested', () => {
    const { cells, probabilities } = doubtedLabels(CELLS.toReversed(), done, { candidates: CANDIDATES, seed: 1 });
    expect(cells.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(Array.from(probabilities, (value) => Number(value.toFixed(6)))).toEqual([0.8, 0.9, 0.1, 0.2, 0.2]);
  });

  test('are those that the mean contradicts with the confidence it has in that group', () => {
    // Typical from a mean of 0.8 on (1 - 0.2): c, labelled atypical, has 0.9 of it.
    const { noise } = doubtedLabels(CELLS, done, { candidates: CANDIDATES, seed: 1 });
    expect(noise!.suspects.map(({ cell }) => cell)).toEqual([2]);
    expect(noise!.byType.map(({ type, suspects }) => [type, suspects.numerator, suspects.denominator])).toEqual([
      ['MYO', 1, 3],
      ['NGS', 0, 2],
    ]);
  });
});
