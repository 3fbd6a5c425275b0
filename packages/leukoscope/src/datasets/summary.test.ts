import { describe, expect, it } from 'vitest';
import { summarise } from './summary.ts';
import { makeCell } from './testing/make-cell.ts';

const CELLS = [
  makeCell({ id: '1', label: 'NGS', cellCode: 'NGS', patient: 'P2', presetSplit: 'train' }),
  makeCell({ id: '2', label: 'blast', cellCode: 'MYO', group: 'atypical', patient: 'P10', presetSplit: 'test' }),
  makeCell({ id: '3', label: 'blast', cellCode: 'MYO', group: 'atypical', patient: 'P10', presetSplit: 'test' }),
  makeCell({ id: '4', label: 'blast', cellCode: 'MYO', group: null, excluded: 'filter', patient: 'P2' }),
  makeCell({ id: '5', label: 'artefact', cellCode: null, group: null, excluded: 'neither' }),
  makeCell({ id: '6', label: null, cellCode: null, group: null, excluded: 'unlabelled' }),
];

describe('the summary of a data set', () => {
  it('counts every cell once by group, reason, label, patient and preset split', () => {
    expect(summarise(CELLS)).toEqual({
      ...{ cells: 6, typical: 1, atypical: 2, excluded: 3 },
      excludedBy: { 'no-group': 0, scheme: 0, neither: 1, unlabelled: 1, filter: 1, unknown: 0 },
      byLabel: [
        { label: 'blast', cellCode: 'MYO', typical: 0, atypical: 2, excluded: 1 },
        { label: 'NGS', cellCode: 'NGS', typical: 1, atypical: 0, excluded: 0 },
        { label: 'artefact', cellCode: null, typical: 0, atypical: 0, excluded: 1 },
        { label: null, cellCode: null, typical: 0, atypical: 0, excluded: 1 },
      ],
      byPatient: [
        { patient: 'P10', typical: 0, atypical: 2, excluded: 0 },
        { patient: 'P2', typical: 1, atypical: 0, excluded: 1 },
      ],
      withoutPatient: 2,
      byPresetSplit: { train: 1, validation: 0, test: 2 },
      ignored: { notImages: 0, imagesLeftOut: 0, examples: [] },
    });
  });

  it('does not depend on the order of the cells', () => {
    expect(summarise(CELLS.toReversed())).toEqual(summarise(CELLS));
  });

  it('keeps apart two codes under one label', () => {
    const cells = [makeCell({ id: 'a', cellCode: 'LYT' }), makeCell({ id: 'b', cellCode: 'LYA' })];
    for (const given of [cells, cells.toReversed()]) {
      expect(summarise(given).byLabel.map(({ cellCode }) => cellCode)).toEqual(['LYA', 'LYT']);
    }
  });
});
