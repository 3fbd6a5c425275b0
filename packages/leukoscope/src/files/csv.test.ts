import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

const readBack = (line: string): string[] => parse(line, { relax_column_count: true, trim: false })[0] ?? [];

test('text, numbers, truth values and nothing', () => {
  expect(csvLine(['a.png', 0.5, -1e-9, true, null, 'típica'])).toBe('a.png,0.5,-1e-9,true,,típica\n');
});

test.each([
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  [' space', '" space"'],
])('%j is quoted', (text, expected) => {
  expect(csvLine([text])).toBe(`${expected}\n`);
});

test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])('the formula %j begins with an apostrophe', (text) => {
  expect(readBack(csvLine([text]))).toEqual([`'${text}`]);
});

test('a formula that must be quoted is neutralised inside its quotes', () => {
  expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe('"\'=HYPERLINK(""http://x"",""y"")"\n');
});

test('a negative number is a number and stays as it is', () => {
  expect(csvLine([-0.25])).toBe('-0.25\n');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused: what is undefined is null', (value) => {
  expect(() => csvLine([value])).toThrow(RangeError);
});

test('csv-parse reads back every line, but for the apostrophe (property)', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'=+-@",\n\r\t \'a') }));
  fc.assert(
    // One empty cell alone is an empty line, which is no line at all.
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      const withoutApostrophe = readBack(csvLine(cells)).map((text, at) => (text === cells[at] ? text : text.slice(1)));
      expect(withoutApostrophe).toEqual(cells);
    }),
    { seed: 1 },
  );
});

test('no cell of text ever begins with what starts a formula (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      expect(readBack(csvLine([text, 'x']))[0]).not.toMatch(/^[=+\-@\t\r]/);
    }),
    { seed: 1 },
  );
});
