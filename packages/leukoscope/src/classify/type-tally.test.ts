import { describe, expect, test } from 'vitest';
import { tinyType } from '../../test/tiny-model.ts';
import { pooled, TypeTally } from './type-tally.ts';

const TYPES = [tinyType('LYT'), tinyType('MON'), tinyType('MYO', 'atypical')];

function tallied(calls: readonly (readonly [patient: string | null, code: string])[]) {
  const tally = new TypeTally(TYPES);
  for (const [patient, code] of calls) tally.add({ patient, type: { code, probability: 0.5 } });
  return tally.differentials()!;
}

describe('the differential count', () => {
  const found = tallied([
    ['B', 'LYT'],
    [null, 'MYO'],
    ['B', 'MYO'],
    ['B', 'LYT'],
  ]);

  test('shares out each patient’s cells, a type without any too', () => {
    expect(found.map(({ patient }) => patient)).toEqual(['B', null]);
    expect(found[0]!.types.map(({ code, group, share }) => [code, group, share.numerator, share.denominator])).toEqual([
      ['LYT', 'typical', 2, 3],
      ['MON', 'typical', 0, 3],
      ['MYO', 'atypical', 1, 3],
    ]);
  });

  test('of all patients together is over all their cells', () => {
    expect(pooled(found)!.types.map(({ share }) => [share.numerator, share.denominator])).toEqual([
      [2, 4],
      [0, 4],
      [2, 4],
    ]);
    expect(pooled([])).toBeNull();
  });

  test('counts no call of a model without types', () => {
    const tally = new TypeTally(null);
    tally.add({ patient: 'A', type: null });
    expect(tally.differentials()).toBeNull();
  });
});
