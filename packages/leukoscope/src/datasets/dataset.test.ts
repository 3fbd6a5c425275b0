import { symlink } from 'node:fs/promises';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME, PAPER_SCHEME } from '../cells/scheme.ts';
import { parseColumnFilter } from './column-filter.ts';
import { hashOfCells } from './data-hash.ts';
import { openDataset } from './dataset.ts';
import { caught } from './testing/caught.ts';
import { makeCell } from './testing/make-cell.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const byDefault = { scheme: DEFAULT_SCHEME };

async function opened(manifest: string, options = byDefault as Parameters<typeof openDataset>[1]) {
  await using folder = await temporaryFolder({
    ...{ 'a.png': '', 'b.png': '', 'c.png': '', 'sub/d.png': '', 'sub/e.png': '' },
    'manifest.csv': manifest,
  });
  const dataset = await openDataset(folder.path, options);
  const groups = dataset.cells.map(({ id, group, excluded, cellCode }) => [id, group ?? excluded, cellCode]);
  return { ...dataset, groups };
}

describe('a manifest', () => {
  it('is read with byte order mark, CRLF, quotes, columns in any order and further columns', async () => {
    const { cells, kind } = await opened(
      '\uFEFFnote, label ,path,patient,split\r\n"a, ""b""",LYT,"a.png",Núñez,Train\r\n  ,blast,sub\\d.png, P2 ,\r\n',
    );
    expect(kind).toBe('manifest');
    expect(cells).toEqual([
      {
        ...{ id: 'a.png', path: expect.stringMatching(/^\/.*\/a\.png$/), label: 'LYT', cellCode: 'LYT' },
        ...{ group: 'typical', excluded: null, patient: 'Núñez', presetSplit: 'train', extra: { note: 'a, "b"' } },
      },
      {
        ...{ id: 'sub/d.png', path: expect.stringMatching(/\/sub\/d\.png$/), label: 'blast', cellCode: 'MYO' },
        ...{ group: 'atypical', excluded: null, patient: 'P2', presetSplit: null, extra: { note: '  ' } },
      },
    ]);
  });

  it('lets its group decide, whatever the label and the code say', async () => {
    const { groups } = await opened(
      'path,label,cell_code,group\na.png,blast,MYO,typical\nb.png,LYT,,ATYPICAL\nc.png,NGS,NGS,\nsub/d.png,kidney stone,KID,typical\nsub/e.png,smudge,,atypical\n',
    );
    expect(groups).toEqual([
      ['a.png', 'typical', 'MYO'],
      ['b.png', 'atypical', 'LYT'],
      ['c.png', 'no-group', 'NGS'],
      ['sub/d.png', 'typical', 'KID'],
      ['sub/e.png', 'atypical', 'KSC'],
    ]);
  });

  it('without groups goes by the code, and by the label where the code is empty', async () => {
    const { groups } = await opened(
      'path,label,cell_code\na.png,anything at all,myo\nb.png,platelet,\nc.png,smudge cell,KSC\nsub/d.png,neutrophil,\nsub/e.png,,\n',
    );
    expect(groups).toEqual([
      ['a.png', 'atypical', 'MYO'],
      ['b.png', 'neither', null],
      ['c.png', 'scheme', 'KSC'],
      ['sub/d.png', 'typical', null],
      ['sub/e.png', 'unlabelled', null],
    ]);
  });

  it('goes by the scheme asked for', async () => {
    const { groups } = await opened('path,label\na.png,KSC\n', { scheme: PAPER_SCHEME });
    expect(groups).toEqual([['a.png', 'atypical', 'KSC']]);
  });

  it('may be any CSV file by its path', async () => {
    await using folder = await temporaryFolder({ 'cells/a.png': '', 'cells/mine.CSV': 'path,label\na.png,EOS\n' });
    const { name, folder: opened, cells } = await openDataset(folder.file('cells/mine.CSV'), byDefault);
    expect([name, opened, cells.length]).toEqual(['cells', folder.file('cells'), 1]);
  });

  it('takes links that stay within the folder', async () => {
    await using folder = await temporaryFolder({
      'real/a.png': '',
      'manifest.csv': 'path,label\nl/a.png,EOS\nb.png,EOS\n',
    });
    await symlink(folder.file('real'), folder.file('l'));
    await symlink(folder.file('real/a.png'), folder.file('b.png'));
    expect((await openDataset(folder.path, byDefault)).cells.map(({ id }) => id)).toEqual(['l/a.png', 'b.png']);
  });

  it('counts the images beside its own that it does not name', async () => {
    const { summary } = await opened('path,label\nb.png,EOS\nsub/e.png,EOS\n');
    expect(summary.ignored).toEqual({ notImages: 0, imagesLeftOut: 3, examples: ['a.png', 'c.png', 'sub/d.png'] });
  });

  it('leaves out what is filtered before it judges the labels', async () => {
    const { groups, summary } = await opened(
      'path,label,quality\na.png,LYT,bad\nb.png,unreadable,bad\nc.png,LYT,good\n',
      {
        scheme: DEFAULT_SCHEME,
        exclude: [parseColumnFilter('quality=bad')],
      },
    );
    expect(groups).toEqual([
      ['a.png', 'filter', 'LYT'],
      ['b.png', 'filter', null],
      ['c.png', 'typical', 'LYT'],
    ]);
    expect(summary).toMatchObject({ cells: 3, typical: 1, excluded: 2, excludedBy: { filter: 2 } });
  });
});

describe('a folder of class folders', () => {
  const FILES = {
    ...{ 'LYT/2.png': '', 'LYT/10.JPG': '', 'LYT/deep/er/1.tiff': '', 'lymphocyte/x.webp': '', 'Blast/y.jpeg': '' },
    ...{ 'platelet/p.png': '', 'KSC/k.png': '', 'notes/read me.txt': '', 'LYT/Thumbs.db': '', 'LYT/._2.png': '' },
    ...{ 'loose.png': '', 'README.md': '', '.cache/LYT/2.png': '', '__MACOSX/LYT/2.png': '' },
  };

  it('is read sorted by id, two folders may be one type, and no patient is guessed', async () => {
    await using folder = await temporaryFolder(FILES);
    const { kind, name, cells } = await openDataset(folder.path, byDefault);
    expect([kind, name]).toEqual(['folders', basename(folder.path)]);
    expect(cells.map(({ id, label, cellCode, group, excluded }) => [id, label, cellCode, group ?? excluded])).toEqual([
      ['Blast/y.jpeg', 'Blast', 'MYO', 'atypical'],
      ['KSC/k.png', 'KSC', 'KSC', 'scheme'],
      ['LYT/10.JPG', 'LYT', 'LYT', 'typical'],
      ['LYT/2.png', 'LYT', 'LYT', 'typical'],
      ['LYT/deep/er/1.tiff', 'LYT', 'LYT', 'typical'],
      ['lymphocyte/x.webp', 'lymphocyte', 'LYT', 'typical'],
      ['platelet/p.png', 'platelet', null, 'neither'],
    ]);
    expect(cells.every(({ patient, path, id }) => patient === null && path === folder.file(id))).toBe(true);
  });

  it('counts every file that is no cell', async () => {
    await using folder = await temporaryFolder(FILES);
    const { ignored } = (await openDataset(folder.path, byDefault)).summary;
    // Thumbs.db, ._2.png, read me.txt, README.md, .cache and __MACOSX; the loose image belongs to no class.
    expect(ignored).toMatchObject({ notImages: 6, imagesLeftOut: 1 });
    expect(ignored.examples).toHaveLength(5);
  });

  it('may be called typical and atypical, in English and Spanish', async () => {
    await using folder = await temporaryFolder({ 'típica/a.png': '', 'atipicas/b.png': '', 'typical/c.png': '' });
    const { summary } = await openDataset(folder.path, byDefault);
    expect(summary).toMatchObject({ typical: 2, atypical: 1, excluded: 0 });
  });

  it('can be filtered by label', async () => {
    await using folder = await temporaryFolder({ 'rubbish/a.png': '', 'LYT/b.png': '' });
    const options = { ...byDefault, exclude: [{ column: 'label', value: 'rubbish' }] };
    expect((await openDataset(folder.path, options)).summary.excludedBy.filter).toBe(1);
  });

  it.each<[string, Record<string, string>, string, string]>([
    [
      'a class that the scheme does not know',
      { 'LYT/a.png': '', 'monocite/b.png': '', 'monocite/c.png': '', 'zebra/d.png': '', 'docs/e.txt': '' },
      'dataset.unknown-class',
      "the class folder 'monocite' (2 images, in FOLDER) is not in the scheme 'default' (15 types), and neither is 1 other folder.",
    ],
    [
      'no images',
      { 'LYT/a.txt': '', 'b.png': '' },
      'dataset.no-images',
      'FOLDER has no class folder with images: got 1 images outside class folders and 1 other files, expected JPEG, PNG, WebP or TIFF files in a folder for each class.',
    ],
  ])('is refused with %s', async (_, files, ...[code, en]) => {
    await using folder = await temporaryFolder(files);
    const error = await caught(openDataset(folder.path, byDefault));
    expect({ ...error, en: error.en.replace(folder.path, 'FOLDER') }).toMatchObject({ code, exitCode: 3, en });
    expect(error.es).not.toBe(error.en);
  });

  it('is refused with a link that leads out; a link to a folder within is counted, not followed', async () => {
    await using elsewhere = await temporaryFolder({ 'x.png': '' });
    await using folder = await temporaryFolder({ 'LYT/a.png': '' });
    await symlink(folder.path, folder.file('LYT/circle'));
    const { cells, summary } = await openDataset(folder.path, byDefault);
    expect([cells.length, summary.ignored.examples]).toEqual([1, ['LYT/circle']]);
    await symlink(elsewhere.file('x.png'), folder.file('LYT/x.png'));
    expect(await caught(openDataset(folder.path, byDefault))).toMatchObject({
      code: 'dataset.link-outside',
      exitCode: 3,
      en: `the link 'LYT/x.png' leads out of the data set's folder ${folder.path}.`,
    });
  });
});

describe('a label that nothing knows', () => {
  it.each<[string, Record<string, string>]>([
    ['in a manifest', { 'manifest.csv': 'path,label\nzebra/a.png,zebra\nLYT/b.png,LYT\n' }],
    ['of a class folder', {}],
  ])('%s is kept, and its cell excluded, where the data set is only to be looked at', async (_, manifest) => {
    await using folder = await temporaryFolder({ 'zebra/a.png': '', 'LYT/b.png': '', ...manifest });
    const { cells, summary } = await openDataset(folder.path, { ...byDefault, unknownLabels: 'keep' });
    const meanings = cells.map(({ label, group, excluded, cellCode }) => [label, group ?? excluded, cellCode]);
    expect(meanings.sort()).toEqual([
      ['LYT', 'typical', 'LYT'],
      ['zebra', 'unknown', null],
    ]);
    expect(summary.excludedBy.unknown).toBe(1);
  });
});

describe('a data set', () => {
  it('says what was opened, and whether it states its groups itself', async () => {
    await using folder = await temporaryFolder({
      'LYT/a.png': '',
      'mine.csv': 'path,label\nLYT/a.png,LYT\n',
      'stated.csv': 'path,label,group\nLYT/a.png,LYT,typical\n',
    });
    const said = async (path: string) => {
      const dataset = await openDataset(path, byDefault);
      return [dataset.path, dataset.statesGroups];
    };
    expect(await said(folder.path)).toEqual([folder.path, false]);
    expect(await said(folder.file('mine.csv'))).toEqual([folder.file('mine.csv'), false]);
    expect(await said(folder.file('stated.csv'))).toEqual([folder.file('stated.csv'), true]);
  });
});

describe('a data set is not', () => {
  it.each([
    ['a path where nothing is', '/nowhere/at all', 'dataset.not-found', 3],
    ['a file that is no CSV', 'cells.txt', 'dataset.not-a-dataset', 3],
  ])('%s', async (_, path, ...[code, exitCode]) => {
    await using folder = await temporaryFolder({ 'cells.txt': '' });
    const opening = openDataset(path.startsWith('/') ? path : folder.file(path), byDefault);
    expect(await caught(opening)).toMatchObject({ code, exitCode });
  });
});

describe('a filter', () => {
  it.each([
    ['low_nucleus=1', { column: 'low_nucleus', value: '1' }],
    [' note = a=b ', { column: 'note', value: 'a=b' }],
    ['group=', { column: 'group', value: '' }],
  ])('%j is read', (written, filter) => {
    expect(parseColumnFilter(written)).toEqual(filter);
  });

  it.each(['', '=1', 'low_nucleus', ' = '])('%j is wrong use', (written) => {
    const failed = expect.objectContaining({ code: 'dataset.invalid-filter', exitCode: 2 });
    expect(() => parseColumnFilter(written)).toThrowError(failed);
  });

  it('on a column that is not there is wrong use, and names those that are', async () => {
    const options = { ...byDefault, exclude: [parseColumnFilter('low_nucleus=1')] };
    expect(await caught(opened('path,label\na.png,LYT\n', options))).toMatchObject({
      code: 'dataset.unknown-filter-column',
      exitCode: 2,
      en: "cannot exclude by 'low_nucleus': expected one of the columns path, label (--exclude).",
    });
  });
});

describe('the hash of the data', () => {
  const cell = fc.record({
    id: fc.string(),
    label: fc.option(fc.string()),
    group: fc.constantFrom('typical' as const, 'atypical' as const, null),
    patient: fc.option(fc.string()),
  });
  const cells = fc.uniqueArray(cell, { selector: ({ id }) => id, minLength: 1, maxLength: 10 });

  it('does not depend on the order of the cells nor on the folder', () => {
    fc.assert(
      fc.property(
        cells.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const moved = shuffled.map((given) => makeCell({ ...given, path: `/elsewhere/${given.id}` }));
          expect(hashOfCells(moved)).toBe(hashOfCells(all.map(makeCell)));
        },
      ),
    );
  });

  it.each(['id', 'label', 'group', 'patient'] as const)('changes with a %s', (key) => {
    const all = [makeCell({ id: 'a', patient: 'P' }), makeCell({ id: 'b' })];
    const changed = { ...all[0]!, [key]: key === 'group' ? 'atypical' : 'other' };
    expect(hashOfCells([changed, all[1]!])).not.toBe(hashOfCells(all));
  });
});
