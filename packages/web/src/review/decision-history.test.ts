import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellChanges, decide, NO_HISTORY, redo, undo } from './decision-history.ts';

describe('the history of decisions', () => {
  it('does nothing for an act that changes nothing', () => {
    const step = decide(NO_HISTORY, [{ number: 1, before: 'MYO', after: 'MYO' }]);
    expect(step).toEqual({ history: NO_HISTORY, changes: [] });
    expect(undo(NO_HISTORY)).toBeNull();
    expect(redo(NO_HISTORY)).toBeNull();
  });

  it('takes an act back to what each cell was before, and forgets what was undone when one decides anew', () => {
    const first = decide(NO_HISTORY, [
      { number: 1, before: null, after: 'MYO' },
      { number: 2, before: 'NGS', after: 'MYO' },
    ]);
    const back = undo(first.history)!;
    expect(back.changes).toEqual([
      { number: 1, typeCode: null },
      { number: 2, typeCode: 'NGS' },
    ]);
    expect(redo(back.history)!.changes).toEqual(first.changes);
    const other = decide(back.history, [{ number: 3, before: null, after: 'NGS' }]);
    expect(redo(other.history)).toBeNull();
  });

  it('leads back to the beginning by undo, and to the end by redo, whatever was decided', () => {
    const act = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('NGS', 'MYO', null)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const labels = new Map<number, string | null>();
        const apply = (changes: CellChanges) => {
          for (const { number, typeCode } of changes) labels.set(number, typeCode);
        };
        let history = NO_HISTORY;
        for (const cells of acts) {
          const step = decide(
            history,
            [...new Map(cells)].map(([number, after]) => ({ number, before: labels.get(number) ?? null, after })),
          );
          history = step.history;
          apply(step.changes);
        }
        const end = [...labels].sort();
        for (let step = undo(history); step !== null; step = undo(history)) {
          history = step.history;
          apply(step.changes);
        }
        expect([...labels.values()].every((label) => label === null)).toBe(true);
        for (let step = redo(history); step !== null; step = redo(history)) {
          history = step.history;
          apply(step.changes);
        }
        expect([...labels].sort()).toEqual(end);
      }),
    );
  });
});
