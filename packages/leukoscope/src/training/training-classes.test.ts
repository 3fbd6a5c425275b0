import { describe, expect, test } from 'vitest';
import { DEFAULT_SCHEME, type Group } from '../cells/scheme.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { classesFor, GROUP_CLASSES, requireOneGroupEach, strangeCells, trainingClasses } from './training-classes.ts';

let cells = 0;
function cellOf(cellCode: string | null, group: Group, label: string | null = cellCode) {
  return { ...makeCell({ id: `c${cells++}`, cellCode, label }), group };
}

const train = [
  cellOf(null, 'atypical', 'blast'),
  cellOf('MYO', 'atypical'),
  cellOf('MON', 'typical'),
  cellOf('NGS', 'typical', 'neutrophil, segmented'),
  cellOf('MON', 'typical'),
  cellOf(null, 'atypical', 'Auer rods'),
];

describe('types as classes', () => {
  const { types, groups, classOf } = trainingClasses({ classes: 'types' }, train, DEFAULT_SCHEME);

  test('are those of the training cells: typical ones first, in the scheme’s order, then labels that it does not name', () => {
    expect(types).toEqual([
      { code: 'NGS', name: { en: 'segmented neutrophil', es: 'neutrófilo segmentado' }, group: 'typical', cells: 1 },
      { code: 'MON', name: { en: 'monocyte', es: 'monocito' }, group: 'typical', cells: 2 },
      { code: 'MYO', name: { en: 'myeloblast', es: 'mieloblasto' }, group: 'atypical', cells: 1 },
      { code: 'Auer rods', name: { en: 'Auer rods', es: 'Auer rods' }, group: 'atypical', cells: 1 },
      { code: 'blast', name: { en: 'blast', es: 'blast' }, group: 'atypical', cells: 1 },
    ]);
    expect(groups).toEqual(['typical', 'typical', 'atypical', 'atypical', 'atypical']);
  });

  test('number each cell by its code, else its label, and not a type that training has not met', () => {
    expect(train.map(classOf)).toEqual([4, 2, 1, 0, 1, 3]);
    expect(classOf(cellOf('PMO', 'atypical'))).toBeNull();
    expect(classOf(cellOf(null, 'typical', null))).toBeNull();
  });

  test('do not depend on the order of the cells', () => {
    expect(trainingClasses({ classes: 'types' }, train.toReversed(), DEFAULT_SCHEME).types).toEqual(types);
  });
});

test('groups as classes: typical is 0, atypical 1, whatever the types', () => {
  const { types, groups, classOf } = trainingClasses({ classes: 'groups' }, train, DEFAULT_SCHEME);
  expect(types).toBeNull();
  expect(groups).toEqual(['typical', 'atypical']);
  expect(train.map(classOf)).toEqual([1, 1, 0, 0, 0, 1]);
});

test('types that only validation or test have are counted', () => {
  const classes = trainingClasses({ classes: 'types' }, train, DEFAULT_SCHEME);
  const parts = {
    validation: [cellOf('EOS', 'typical'), train[1]!],
    test: [cellOf('PMO', 'atypical'), cellOf('PMO', 'atypical')],
  };
  expect(strangeCells(parts, classes)).toEqual([
    { part: 'validation', type: 'EOS', group: 'typical', cells: 1 },
    { part: 'test', type: 'PMO', group: 'atypical', cells: 2 },
  ]);
  expect(strangeCells(parts, GROUP_CLASSES)).toEqual([]);
});

describe('cells that types cannot be classes of are refused', () => {
  test('a type in both groups, with a cell of each', () => {
    const other = cellOf('MON', 'atypical');
    expect(() => requireOneGroupEach([...train, other])).toThrow(
      expect.objectContaining({
        code: 'training.type-of-both-groups',
        details: { type: 'MON', typical: train[2]!.id, atypical: other.id },
      }),
    );
    expect(() => requireOneGroupEach([other, ...train])).toThrow(
      expect.objectContaining({ details: { type: 'MON', typical: train[2]!.id, atypical: other.id } }),
    );
  });

  test('a cell without any type', () => {
    const cell = cellOf(null, 'typical', null);
    expect(() => requireOneGroupEach([...train, cell])).toThrow(
      expect.objectContaining({ code: 'training.no-type', details: { cell: cell.id, group: 'typical' } }),
    );
  });

  test('more types than anybody tells apart', () => {
    const many = Array.from({ length: 1001 }, (_, at) => cellOf(null, 'typical', `label ${at}`));
    expect(() => requireOneGroupEach(many)).toThrow(expect.objectContaining({ code: 'training.too-many-types' }));
    expect(() => requireOneGroupEach(many.slice(1))).not.toThrow();
  });

  test('and no others', () => {
    expect(() => requireOneGroupEach(train)).not.toThrow();
  });
});

describe('what the labels allow', () => {
  test('is types, where each cell has one of one group', () => {
    expect(classesFor(train)).toEqual({ classes: 'types', reason: null });
  });

  test.each([
    ['a cell without a type', [...train, cellOf(null, 'typical', null)], 'training.no-type'],
    ['a type of both groups', [...train, cellOf('MON', 'atypical')], 'training.type-of-both-groups'],
  ])('is groups with %s, and says why', (_, cells, code) => {
    expect(classesFor(cells)).toEqual({ classes: 'groups', reason: expect.objectContaining({ code }) });
  });

  test.each([
    ['as many types as groups', [cellOf('MYO', 'atypical'), cellOf('MON', 'typical')]],
    ['no types at all', [cellOf(null, 'atypical', null), cellOf(null, 'typical', null)]],
  ])('is groups with %s, of which there is nothing to say', (_, cells) => {
    expect(classesFor(cells)).toEqual({ classes: 'groups', reason: null });
  });
});
