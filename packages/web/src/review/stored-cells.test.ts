import { describe, expect, it } from 'vitest';
import { cellsAnswer } from '../../test/small-table.ts';
import { decisionOf, indexOfNumber, typeOf, withDecisions } from './cell-table.ts';
import { mergedCells, storedCells, tableOf, withConfirmed } from './stored-cells.ts';

const FIRST = [
  { number: 1, type: 0, review: 1 },
  { number: 2, type: 1, second: 0 },
  { number: 4, type: 0, review: 0, adjudication: 1 },
];
const STORED = storedCells(cellsAnswer(FIRST));

function decisions(table: ReturnType<typeof tableOf>): (string | null)[] {
  return Array.from(table.numbers, (_, index) => decisionOf(table, index));
}

describe('the cells as a reader sees them', () => {
  it('have the first reader’s decisions, adjudicated where they were', () => {
    expect(decisions(tableOf(STORED, 'first'))).toEqual(['MYO', null, 'MYO']);
    expect(decisions(tableOf(STORED, 'second'))).toEqual([null, 'NGS', null]);
    expect(decisions(tableOf(STORED, 'adjudication'))).toEqual([null, null, 'MYO']);
  });

  it('are found by number', () => {
    expect([1, 2, 3, 4, 5].map((number) => indexOfNumber(STORED, number))).toEqual([0, 1, null, 2, null]);
  });

  it('show decisions that are not confirmed yet, with codes that were not there before, and leave the others', () => {
    const table = tableOf(STORED, 'first');
    const pending = new Map([
      [1, null],
      [2, 'LYT'],
      [99, 'NGS'],
    ]);
    expect(decisions(withDecisions(table, pending))).toEqual([null, 'LYT', 'MYO']);
    expect(decisions(table)).toEqual(['MYO', null, 'MYO']);
  });

  it('take over what was confirmed in that reading alone', () => {
    const confirmed = withConfirmed(STORED, 'second', new Map([[1, 'LYT']]));
    expect(decisions(tableOf(confirmed, 'second'))).toEqual(['LYT', 'NGS', null]);
    expect(decisions(tableOf(confirmed, 'first'))).toEqual(decisions(tableOf(STORED, 'first')));
  });
});

describe('mergedCells', () => {
  it('is as if all had been asked for again, with codes in another order and cells that are new', () => {
    const codes = ['LYT', 'MYO', 'NGS', 'unidentified'];
    const changed = [
      { number: 2, type: 0, review: 2, comments: 1 },
      { number: 7, type: 1, probability: 0.75 },
    ];
    const merged = mergedCells(STORED, storedCells(cellsAnswer(changed, { version: 2, codes })));
    const table = tableOf(merged, 'first');
    expect(merged.version).toBe(2);
    expect([...table.numbers]).toEqual([1, 2, 4, 7]);
    expect(decisions(table)).toEqual(['MYO', 'NGS', 'MYO', null]);
    expect(Array.from(table.numbers, (_, index) => typeOf(table, index))).toEqual(['NGS', 'LYT', 'NGS', 'MYO']);
    expect([...table.comments]).toEqual([0, 1, 0, 0]);
    expect(table.probabilities[3]).toBe(0.75);
    expect(table.imageHashes[3]).toMatch(/7$/);
  });

  it('is what was known where nothing changed', () => {
    const merged = mergedCells(STORED, storedCells(cellsAnswer([], { version: 5 })));
    expect(merged).toEqual({ ...STORED, version: 5 });
  });
});
