import { describe, expect, it } from 'vitest';
import { NOTHING_SELECTED, ranged, selectOnly, toggled, withAll } from './selection.ts';

const ORDER = Int32Array.of(5, 3, 8, 1, 9);

describe('selection', () => {
  it('takes one cell, adds and takes away others', () => {
    const two = toggled(selectOnly(5), 8);
    expect([...two.selected]).toEqual([5, 8]);
    expect([...toggled(two, 5).selected]).toEqual([8]);
  });

  it('reaches from the anchor to a cell, as shown, in both directions', () => {
    const down = ranged(selectOnly(3), 1, { order: ORDER, keep: false });
    expect([...down.selected]).toEqual([3, 8, 1]);
    expect([...ranged(down, 5, { order: ORDER, keep: false }).selected]).toEqual([5, 3]);
  });

  it('keeps what was selected when it is asked to', () => {
    const start = toggled(selectOnly(9), 5);
    expect([...ranged(start, 3, { order: ORDER, keep: true }).selected]).toEqual([9, 5, 3]);
  });

  it('takes the cell alone where the anchor is not shown', () => {
    expect([...ranged(selectOnly(77), 8, { order: ORDER, keep: false }).selected]).toEqual([8]);
    expect([...ranged(NOTHING_SELECTED, 8, { order: ORDER, keep: false }).selected]).toEqual([8]);
  });

  it('takes all', () => {
    expect(withAll(selectOnly(5), ORDER).selected.size).toBe(5);
  });
});
