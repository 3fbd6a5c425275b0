import { describe, expect, it } from 'vitest';
import { type DecisionStorage, KeptDecisions, type Place } from './kept-decisions.ts';

const ANA: Place = { userId: 'ana', caseId: 'case', reading: 'first' };
const EVA: Place = { userId: 'eva', caseId: 'case', reading: 'second' };
const PARCEL = { key: 'k', changes: [{ number: 1, typeCode: 'MYO' }] };

function storage(kept = new Map<string, string>()): DecisionStorage & { readonly kept: Map<string, string> } {
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('decisions that are not saved', () => {
  it('outlive the page, each for its author, case and reading, and leave nothing behind once they are saved', () => {
    const place = storage();
    new KeptDecisions(place).write(ANA, [PARCEL, { ...PARCEL, key: 'l' }]);
    new KeptDecisions(place).write(EVA, [PARCEL]);
    const again = new KeptDecisions(place);
    expect(again.read(ANA).map(({ key }) => key)).toEqual(['k', 'l']);
    expect([again.placesOf('eva'), again.placesOf('nobody')]).toEqual([[EVA], []]);
    expect(again.count()).toBe(3);
    again.write(ANA, []);
    again.write(EVA, []);
    expect(place.kept.size).toBe(0);
  });

  it('are none where something else stands in their place', () => {
    for (const text of ['{', '7', '[null]', '[{"place":{"userId":"ana"},"parcels":[7]}]']) {
      const odd = new KeptDecisions(storage(new Map([['leukoscope.unsaved', text]])));
      expect([odd.count(), odd.read(ANA), odd.placesOf('ana')]).toEqual([0, [], []]);
    }
  });

  it('are only in memory where the browser keeps nothing', () => {
    const full = new KeptDecisions({
      ...storage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect(() => full.write(ANA, [PARCEL])).not.toThrow();
  });
});
