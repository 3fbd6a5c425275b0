import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsAnswer } from '../../test/small-table.ts';
import { arrange, type Sort, sortedCells, type View } from './arrange.ts';
import { storedCells, tableOf } from './stored-cells.ts';

const [NGS, MYO] = [0, 1];
const CELLS = cellsAnswer([
  { number: 1, type: NGS, probability: 0.1, uncertainty: 0.2, called: 0 },
  { number: 2, type: MYO, probability: 0.9, uncertainty: 0.1, called: 1, comments: 2 },
  { number: 3, type: NGS, probability: 0.45, uncertainty: 0.9, called: 2, review: MYO },
  { number: 4 },
  { number: 5, called: 1, probability: 0.8, uncertainty: 0.4 },
  { number: 6, type: NGS, probability: 0.1, uncertainty: 0.2, called: 0, review: 2 },
]);
const TABLE = tableOf(storedCells(CELLS), 'first');
const VIEW: View = { sort: 'number', grouping: 'type', filter: 'all', folded: new Set() };

function groups(change: Partial<View> = {}, groupOrder = ['NGS', 'MYO', 'unidentified']): Record<string, number[]> {
  const view = { ...VIEW, ...change };
  const found = arrange(TABLE, view, { sorted: sortedCells(TABLE, view.sort), groupOrder });
  return Object.fromEntries(found.map(({ key, cells }) => [key, Array.from(cells, (index) => TABLE.numbers[index]!)]));
}

describe('arrange', () => {
  it('puts a cell where a person says, else the model, else by its call', () => {
    expect(groups()).toEqual({ NGS: [1], MYO: [2, 3], unidentified: [6], 'call:atypical': [5], 'call:new': [4] });
  });

  it('keeps the order of groups that is asked for, others last', () => {
    expect(Object.keys(groups({}, ['unidentified', 'MYO']))).toEqual([
      'unidentified',
      'MYO',
      'NGS',
      'call:atypical',
      'call:new',
    ]);
  });

  it.each<[Sort, number[]]>([
    ['number', [1, 2, 3, 4, 5, 6]],
    ['uncertainty', [3, 5, 1, 6, 2, 4]],
    ['atypical', [2, 5, 3, 1, 6, 4]],
    ['typical', [1, 6, 3, 5, 2, 4]],
  ])('sorts by %s, cells without a value last and equal ones by number', (sort, numbers) => {
    expect(groups({ sort, grouping: 'none' })).toEqual({ all: numbers });
  });

  it.each<[View['filter'], number[]]>([
    ['undecided', [1, 2, 4, 5]],
    ['decided', [3, 6]],
    ['commented', [2]],
  ])('shows only what is %s', (filter, numbers) => {
    expect(groups({ filter, grouping: 'none' })).toEqual({ all: numbers });
  });

  it('holds every cell once, whatever the view', () => {
    const cell = fc.record({
      type: fc.integer({ min: -1, max: 1 }),
      review: fc.integer({ min: -1, max: 2 }),
      called: fc.integer({ min: -1, max: 3 }),
      uncertainty: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), fc.constantFrom<Sort>('number', 'uncertainty'), (cells, sort) => {
        const answer = cellsAnswer(
          cells.map(({ uncertainty, ...rest }, at) => ({
            number: at + 1,
            ...rest,
            ...(uncertainty === undefined ? {} : { uncertainty }),
          })),
        );
        const table = tableOf(storedCells(answer), 'first');
        const found = arrange(table, { ...VIEW, sort }, { sorted: sortedCells(table, sort), groupOrder: [] });
        const all = found.flatMap((group) => [...group.cells]).sort((a, b) => a - b);
        expect(all).toEqual(cells.map((_, at) => at));
      }),
    );
  });
});
