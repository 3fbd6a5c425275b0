import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { starterRows } from '../cells/scheme-starter.ts';
import { openDataset } from './dataset.ts';
import { labelUsesOf } from './label-uses.ts';
import { readScheme, writeSchemeFile } from './scheme-file.ts';
import { caught } from './testing/caught.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const READ = {
  groups: { LYT: 'typical', BL: 'atypical' },
  types: { LYT: { name: 'Linfocito, pequeño' }, BL: { name: 'Blasto' } },
};

describe('a scheme file', () => {
  it.each([
    ['commas', 'label,code,name,group\nly,LYT,"Linfocito, pequeño",typical\nbl,BL,Blasto,atypical\n'],
    [
      'semicolons, CRLF and a byte order mark',
      '\uFEFFlabel;code;name;group\r\nly;LYT;Linfocito, pequeño;typical\r\nbl;BL;Blasto;atypical\r\n;;;\r\n',
    ],
    ['tabs', 'label\tcode\tname\tgroup\nly\tLYT\tLinfocito, pequeño\ttypical\nbl\tBL\tBlasto\tatypical'],
  ])('is read with %s', async (_, text) => {
    await using folder = await temporaryFolder({ 'mine.csv': text });
    expect(await readScheme(folder.file('mine.csv'))).toMatchObject({ id: 'mine', ...READ });
  });

  it.each<[string, string | Uint8Array, string, RegExp]>([
    ['is not there', '', 'dataset.not-found', /there is nothing at .*none\.csv/],
    ['is another kind of file', new Uint8Array((1 << 20) + 1), 'scheme.too-large', /no scheme file: got 1048577 bytes/],
    [
      'is in another encoding',
      Buffer.from('label,code,name,group\nñ,A,,typical\n', 'latin1'),
      'csv.not-utf8',
      /line 2/,
    ],
    ['has a quote never closed', 'label,code,name,group\n"a,A,,typical\n', 'csv.quotes', /line 2: the quotes/],
    [
      'has a fault in a row',
      'label;code;name;group\na;A;;\n',
      'scheme.empty-value',
      /line 2: the label 'a' has no group/,
    ],
  ])('is refused if it %s', async (_, content, ...[code, en]) => {
    await using folder = await temporaryFolder(content === '' ? {} : { 'mine.csv': content });
    const error = await caught(readScheme(folder.file(content === '' ? 'none.csv' : 'mine.csv')));
    expect(error).toMatchObject({ code, exitCode: 3, en: expect.stringMatching(en) });
  });

  it('written for a data set and read back gives its labels the meaning they had', async () => {
    const labels = ['+blast', "'=odd", 'linfocito, típico', 'Neutrófilo segmentado', '"quoted"', '-'];
    const files = Object.fromEntries(labels.map((label) => [`${label}/a.png`, '']));
    await using folder = await temporaryFolder({ ...files, 'EOS/b.png': '' });
    const dataset = await openDataset(folder.path, { scheme: DEFAULT_SCHEME, unknownLabels: 'keep' });
    const rows = starterRows(labelUsesOf(dataset.cells), { scheme: DEFAULT_SCHEME, language: 'en' });
    const filled = rows.map((row) => ({ ...row, group: row.group ?? 'atypical' }));
    await writeSchemeFile(folder.file('mine.csv'), filled);
    expect((await readFile(folder.file('mine.csv'), 'utf8')).startsWith('\uFEFFlabel,code,name,group,')).toBe(true);

    const own = await openDataset(folder.path, { scheme: await readScheme(folder.file('mine.csv')) });
    expect(own.cells.map(({ label, group }) => [label, group]).sort()).toEqual([
      ['"quoted"', 'atypical'],
      ["'=odd", 'atypical'],
      ['+blast', 'atypical'],
      ['-', 'atypical'],
      ['EOS', 'typical'],
      ['Neutrófilo segmentado', 'typical'],
      ['linfocito, típico', 'typical'],
    ]);
  });
});

describe('a manifest under a scheme that names its labels', () => {
  const FILES = { 'a.png': '', 'b.png': '', 'c.png': '' };
  const SCHEME = 'label,code,name,group\nround,R,,typical\nMYO,B,,atypical\n';

  it.each([
    [
      'goes by the scheme’s labels, then by the code',
      'path,label,cell_code\na.png,round,EOS\nb.png,x,MYO\nc.png,x,r\n',
    ],
    [
      'that states its groups has its types by the scheme',
      'path,label,cell_code,group\na.png,round,EOS,typical\nb.png,,MYO,atypical\nc.png,x,R,typical\n',
    ],
  ])('%s', async (_, manifest) => {
    await using folder = await temporaryFolder({ ...FILES, 'manifest.csv': manifest, 'mine.csv': SCHEME });
    const { cells } = await openDataset(folder.path, { scheme: await readScheme(folder.file('mine.csv')) });
    expect(cells.map(({ cellCode, group }) => [cellCode, group])).toEqual([
      ['R', 'typical'],
      ['B', 'atypical'],
      ['R', 'typical'],
    ]);
  });
});
