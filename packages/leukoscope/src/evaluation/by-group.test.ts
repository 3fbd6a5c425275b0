import { describe, expect, test } from 'vitest';
import type { Group } from '../cells/scheme.ts';
import { byCellType, byPatient } from './by-group.ts';
import type { ScoredCell } from './scored-cell.ts';

const cell = (cellCode: string | null, group: Group, probability: number, patient: string | null): ScoredCell => ({
  id: `${cellCode}-${probability}-${patient}`,
  patient,
  cellCode,
  label: null,
  group,
  probability,
});

const CELLS = [
  cell('NGS', 'typical', 0.1, 'P2'),
  cell('NGS', 'typical', 0.6, 'P2'),
  cell('NGS', 'typical', 0.2, 'P10'),
  cell('MYO', 'atypical', 0.5, 'P10'),
  cell('MYO', 'atypical', 0.4, null),
  cell('EBO', 'atypical', 0.9, 'P2'),
  cell(null, 'typical', 0.3, 'P2'),
  cell('EBO', 'typical', 0.7, 'P2'),
];

describe('byCellType', () => {
  test('one row for each type and group: atypical first, then by code, unknown last', () => {
    const rows = byCellType(CELLS, 0.5).map(({ cellCode, group, n, calledAtypical }) => [
      cellCode,
      group,
      n,
      calledAtypical.numerator,
      calledAtypical.denominator,
    ]);
    expect(rows).toEqual([
      ['EBO', 'atypical', 1, 1, 1],
      ['MYO', 'atypical', 2, 1, 2],
      ['EBO', 'typical', 1, 1, 1],
      ['NGS', 'typical', 3, 1, 3],
      [null, 'typical', 1, 0, 1],
    ]);
  });
});

describe('byPatient', () => {
  test('called and true shares of each patient, by id; cells of no patient in no row', () => {
    const rows = byPatient(CELLS, 0.5).map(({ patient, n, called, truth }) => [
      patient,
      n,
      called.share.numerator,
      truth.share.numerator,
      called.share.denominator,
      called.tooFew,
    ]);
    expect(rows).toEqual([
      ['P10', 2, 1, 1, 2, true],
      ['P2', 5, 3, 1, 5, true],
    ]);
  });

  test('a patient named like an object key is a patient', () => {
    expect(byPatient([cell('NGS', 'typical', 0.1, '__proto__')], 0.5)[0]).toMatchObject({ patient: '__proto__', n: 1 });
  });
});

test('both refuse a threshold or a probability that is not one', () => {
  for (const by of [byCellType, byPatient]) {
    expect(() => by(CELLS, Number.NaN)).toThrow(/threshold=/);
    expect(() => by([cell('NGS', 'typical', 2, 'P')], 0.5)).toThrow(/probability=2/);
  }
});
