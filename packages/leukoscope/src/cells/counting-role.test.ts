import { expect, test } from 'vitest';
import { CELL_TYPES } from './cell-types.ts';
import { countingRole, isLeukocyte } from './counting-role.ts';
import { DEFAULT_SCHEME, type Scheme } from './scheme.ts';

test('what each type of the paper counts as', () => {
  const roles = Object.groupBy(CELL_TYPES, ({ code }) => countingRole(DEFAULT_SCHEME, code));
  const codes = Object.fromEntries(Object.entries(roles).map(([role, types]) => [role, types.map(({ code }) => code)]));
  expect(codes).toEqual({
    blast: ['MYO', 'MOB'],
    promyelocyte: ['PMO', 'PMB'],
    erythroblast: ['EBO'],
    outside: ['KSC'],
    leukocyte: ['NGS', 'NGB', 'LYT', 'MON', 'EOS', 'BAS', 'MYB', 'MMZ', 'LYA'],
  });
});

test('a type of one own scheme by what the scheme says of it, an unknown label as a leukocyte', () => {
  const own: Scheme = {
    id: 'own',
    name: 'Own',
    groups: { LBL: 'atypical', LY: 'typical' },
    types: { LBL: { lineage: 'lymphoid', maturity: 'blast' } },
  };
  expect([countingRole(own, 'LBL'), countingRole(own, 'LY'), countingRole(own, 'promonocyte')]).toEqual([
    'blast',
    'leukocyte',
    'leukocyte',
  ]);
  expect([countingRole(own, null), isLeukocyte('erythroblast'), isLeukocyte('promyelocyte')]).toEqual([
    'leukocyte',
    false,
    true,
  ]);
});
