import { describe, expect, it } from 'vitest';
import type { SplitPart } from '../cells/cell.ts';
import { assignParts } from './split.ts';
import { presetSplitOf } from './splits/preset-split.ts';
import { sealSplit } from './splits/split-hash.ts';
import { cellsOf, makeCell } from './testing/make-cell.ts';

const given = (by: 'patient' | 'image', parts: Partial<Record<SplitPart, string[]>>, rest: SplitPart | null = null) =>
  sealSplit({
    ...{ format: 'leukoscope-split', version: 1, by, seed: null, stratified: false, fractions: null, rest },
    parts: { train: [], validation: [], test: [], ...parts },
  });

const CELLS = [
  makeCell({ id: 'a', patient: 'P1' }),
  makeCell({ id: 'b', patient: 'P2', group: 'atypical' }),
  makeCell({ id: 'c', patient: 'P2', group: null, excluded: 'scheme' }),
  makeCell({ id: 'd', patient: null }),
];

describe('the part of each cell', () => {
  it('follows its patient; an excluded cell has none', () => {
    const split = given('patient', { train: ['P1'], test: ['P2'] });
    expect(assignParts(split, CELLS.slice(0, 3))).toEqual(['train', 'test', null]);
  });

  it('follows its id', () => {
    const split = given('image', { train: ['a', 'd'], validation: ['b'] });
    expect(assignParts(split, CELLS)).toEqual(['train', 'validation', null, 'train']);
  });

  it('is the rest where it is not named, also without a patient', () => {
    expect(assignParts(given('patient', { test: ['P2'] }, 'train'), CELLS)).toEqual(['train', 'test', null, 'train']);
  });

  it('may be asked for some of the cells that the split names', () => {
    const split = given('image', { train: ['a', 'd'], validation: ['b'] });
    expect(assignParts(split, CELLS.slice(0, 1), CELLS)).toEqual(['train']);
    expect(() => assignParts(split, CELLS.slice(0, 1))).toThrowError(
      expect.objectContaining({ code: 'split.unknown-names' }),
    );
  });

  it('must be known', () => {
    expect(() => assignParts(given('patient', { test: ['P2'] }), CELLS)).toThrowError(
      expect.objectContaining({
        code: 'split.unnamed-cells',
        exitCode: 3,
        message: 'the split gives no part to 2 of 4 cells, first P1 (it names patients).',
      }),
    );
  });

  it('is not quietly the rest for a misspelt patient', () => {
    const cells = cellsOf('Patient_10', { typical: 1, atypical: 1 });
    const split = given('patient', { validation: ['patient_10', 'Patient_99'] }, 'train');
    expect(() => assignParts(split, cells)).toThrowError(
      expect.objectContaining({
        code: 'split.unknown-names',
        exitCode: 3,
        message: "the split names 2 patients that the data set does not have, first 'Patient_99'.",
      }),
    );
    const misspelt = given('patient', { validation: ['patient_10'] }, 'train');
    expect(() => assignParts(misspelt, cells)).toThrowError(
      expect.objectContaining({ hint: expect.stringContaining("Did you mean 'Patient_10'?") }),
    );
  });
});

describe('a split that the data set prescribes', () => {
  const preset = (id: string, presetSplit: SplitPart | null) => makeCell({ id, presetSplit });

  it('is by image, and told where it says nothing of a cell', () => {
    const cells = [preset('a', 'train'), preset('b', 'test'), preset('c', 'validation')];
    const split = presetSplitOf(cells);
    expect(split).toMatchObject({ by: 'image', parts: { train: ['a'], validation: ['c'], test: ['b'] } });
    expect(assignParts(split!, cells)).toEqual(['train', 'test', 'validation']);
    const more = [...cells, preset('d', null)];
    expect(() => assignParts(presetSplitOf(more)!, more)).toThrowError(
      expect.objectContaining({ code: 'split.unnamed-cells' }),
    );
  });

  it('is none where no cell has one', () => {
    expect(presetSplitOf([preset('a', null)])).toBeNull();
  });
});
