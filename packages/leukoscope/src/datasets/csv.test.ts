import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRow, readCsv } from './csv.ts';
import { caught } from './testing/caught.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function read(file: string): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(file)) rows.push(row);
  return rows;
}

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

describe('a CSV file', () => {
  it('gives back every field that was quoted as RFC 4180 says, with the line on which its row ends', async () => {
    await using folder = await temporaryFolder({});
    const field = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '"', ',', 'a\nb', 'ñandú', '\uFEFF', '😀'),
    );
    // A field with a carriage return would count as a line to some readers and not to others.
    const plain = field.map((text) => text.replaceAll('\r', ''));
    const table = fc.array(fc.array(plain, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), fc.constantFrom('\n', '\r\n'), async (rows, mark, end) => {
        const text = rows.map((fields) => fields.map(quoted).join(',') + end).join('');
        await writeFile(folder.file('t.csv'), (mark ? '\uFEFF' : '') + text);
        let line = 0;
        const expected = rows.map((fields) => {
          line += 1 + fields.join('').split('\n').length - 1;
          return { line, fields };
        });
        expect(await read(folder.file('t.csv'))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('may end its lines in three ways, even in one file, hold blank lines and end without one', async () => {
    await using folder = await temporaryFolder({ 't.csv': 'a,b\r\n1,2\n\n3,4\r5,6' });
    expect(await read(folder.file('t.csv'))).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1', '2'] },
      { line: 4, fields: ['3', '4'] },
      { line: 5, fields: ['5', '6'] },
    ]);
  });

  it('may be longer than what is read at once, with letters that fall on the border', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `${'ñ'.repeat(at % 7)},célula ${at}`);
    await using folder = await temporaryFolder({ 't.csv': rows.join('\n') });
    const found = await read(folder.file('t.csv'));
    expect(found.map(({ fields }) => fields.join(','))).toEqual(rows);
    expect(found.at(-1)?.line).toBe(20_000);
  });

  it('tells the line of a fault far into the file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `${at},x`);
    const at = (line: number, row: string) => rows.with(line - 1, row).join('\n');
    await using folder = await temporaryFolder({
      'quotes.csv': at(15_001, '15000,x"y'),
      'bytes.csv': Buffer.from(at(15_001, '15000,\u00e9'), 'latin1'),
    });
    expect(await caught(read(folder.file('quotes.csv')))).toMatchObject({
      code: 'csv.quotes',
      en: expect.stringContaining('line 15001:'),
    });
    expect(await caught(read(folder.file('bytes.csv')))).toMatchObject({
      code: 'csv.not-utf8',
      en: expect.stringContaining('line 15001:'),
    });
  });

  it('that is not there is named', async () => {
    expect(await caught(read('/nowhere/t.csv'))).toMatchObject({
      code: 'dataset.not-found',
      exitCode: 3,
      en: 'there is nothing at /nowhere/t.csv.',
    });
  });
});
