import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('the nearest name', () => {
  it.each([
    ['monocite', ['lymphocyte', 'monocyte'], 'monocyte'],
    ['MYO2', ['NGS', 'MYO', 'MYB'], 'MYO'],
    ['Patient_1', ['patient_01', 'Patient_44'], 'patient_01'],
    ['kitten', ['sitting'], null],
    ['trian', ['train', 'classify'], 'train'],
    ['abc', [], null],
    ['', ['ab'], null],
  ])('to %j among %j is %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it('of a known name is that name, wherever it stands', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.nat(), (names, pick) => {
        const word = names[pick % names.length]!;
        expect(nearest(word, names)).toBe(word);
      }),
    );
  });

  it('of a longer name with one letter dropped, changed or added is that name', () => {
    const word = fc.stringMatching(/^[a-z]{6,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('', 'Z', 'ZZ'), (name, at, instead) => {
        const place = at % name.length;
        const misspelt = name.slice(0, place) + instead + name.slice(place + 1);
        expect(nearest(misspelt, ['0123456789', name])).toBe(name);
      }),
    );
  });
});
