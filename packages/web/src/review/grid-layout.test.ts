import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, MOVES, moved } from './grid-layout.ts';

function group(key: string, cells: number[], folded = false) {
  return { key, cells: Int32Array.from(cells), folded };
}

/** Rows of cells: `0 1 2`, `3`, then `4 5`; `9` is folded away. */
const LAYOUT = layOut([group('a', [0, 1, 2, 3]), group('f', [9], true), group('b', [4, 5])], 3, 10);

describe('layOut', () => {
  it('gives each group a heading, rows of its own, and each cell its place', () => {
    expect(LAYOUT.rows.map((row) => (row.kind === 'heading' ? row.group.key : [row.from, row.to]))).toEqual([
      ...['a', [0, 3], [3, 4]],
      ...['f'],
      ...['b', [0, 2]],
    ]);
    expect([...LAYOUT.order]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...LAYOUT.rowOf]).toEqual([1, 1, 1, 2, 5, 5]);
    expect(LAYOUT.placeOf[9]).toBe(-1);
  });
});

describe('moved', () => {
  it.each([
    ['left of the first', 0, 'left', 0],
    ['right into the next group', 3, 'right', 4],
    ['down into a shorter row', 2, 'down', 3],
    ['down over a folded group', 3, 'down', 4],
    ['down keeps the column', 1, 'down', 3],
    ['up into a longer row', 5, 'up', 3],
    ['up from the first row', 1, 'up', 1],
    ['to the end of the row', 0, 'row-end', 2],
    ['to the start of the row', 5, 'row-start', 4],
    ['to the last', 0, 'last', 5],
    ['to the first', 5, 'first', 0],
  ] as const)('%s', (_, from, move, to) => {
    expect(moved(LAYOUT, from, move)).toBe(to);
  });

  it('turns pages by rows in sight, as far as there are rows', () => {
    expect(moved(LAYOUT, 0, 'page-down', 2)).toBe(4);
    expect(moved(LAYOUT, 0, 'page-down', 50)).toBe(4);
    expect(moved(LAYOUT, 4, 'page-up', 2)).toBe(0);
  });

  it('stays within the gallery, and left undoes right', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 4 }), fc.nat(), (counts, columns, seed) => {
        let next = 0;
        const groups = counts.map((count, at) =>
          group(
            String(at),
            Array.from({ length: count }, () => next++),
          ),
        );
        const layout = layOut(groups, columns, next);
        const place = seed % next;
        for (const move of MOVES) {
          const to = moved(layout, place, move);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(next);
        }
        if (place < next - 1) expect(moved(layout, moved(layout, place, 'right'), 'left')).toBe(place);
      }),
    );
  });

  it('has nowhere to go in an empty gallery', () => {
    expect(moved(layOut([], 3, 0), -1, 'down')).toBe(-1);
  });
});
