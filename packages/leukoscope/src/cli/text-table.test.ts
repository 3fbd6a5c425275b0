import { expect, test } from 'vitest';
import { textTable } from './text-table.ts';

test('columns are as wide as their widest cell, numbers at the right, no spaces at the end', () => {
  const columns = [
    { heading: 'part', align: 'left' },
    { heading: 'cells', align: 'right' },
    { heading: 'note', align: 'left' },
  ] as const;
  expect(
    textTable(columns, [
      ['validación', '1', ''],
      ['x', '12,345', 'y'],
    ]),
  ).toBe(['part         cells  note', 'validación       1', 'x           12,345  y', ''].join('\n'));
});

test('a row with a cell too few is a mistake of the program', () => {
  expect(() => textTable([{ heading: 'a', align: 'left' }], [['1'], []])).toThrow('rows[1]: got 0 cells, expected 1');
});
