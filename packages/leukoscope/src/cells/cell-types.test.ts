import { describe, expect, it } from 'vitest';
import { CELL_TYPES, cellTypeByCode } from './cell-types.ts';

/** Images of each type, from the paper's table: the order and the codes are checked against it. */
const IMAGES_IN_PAPER = {
  ...{ NGS: 8484, NGB: 109, LYT: 3937, MON: 1789, EOS: 424, BAS: 79 },
  ...{ MYO: 3268, PMO: 70, MYB: 42, MMZ: 15, MOB: 26, PMB: 18, EBO: 78, LYA: 11, KSC: 15 },
};

describe('the cell types', () => {
  it("are the paper's fifteen, in its order", () => {
    expect(CELL_TYPES.map(({ code }) => code)).toEqual(Object.keys(IMAGES_IN_PAPER));
  });

  it('have a name of their own in both languages', () => {
    for (const language of ['en', 'es'] as const) {
      expect(new Set(CELL_TYPES.map(({ name }) => name[language])).size).toBe(CELL_TYPES.length);
    }
  });

  it('put blasts, and blasts only, at the first stage', () => {
    const blasts = CELL_TYPES.filter(({ maturity }) => maturity === 'blast').map(({ code }) => code);
    expect(blasts).toEqual(['MYO', 'MOB']);
  });

  it('are found by their code; a code of nobody is not', () => {
    expect(cellTypeByCode('EBO')?.lineage).toBe('erythroid');
    expect(cellTypeByCode('XYZ')).toBeNull();
  });
});
