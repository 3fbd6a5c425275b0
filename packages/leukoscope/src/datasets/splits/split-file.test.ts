import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../files/file-system.ts';
import { caught } from '../testing/caught.ts';
import { cellsOf } from '../testing/make-cell.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createSplit } from './create-split.ts';
import { readSplit, writeSplit } from './split-file.ts';
import { sealSplit } from './split-hash.ts';

const CELLS = ['P1', 'P2', 'P3', 'P4', 'P5'].flatMap((patient) => cellsOf(patient, { typical: 3, atypical: 2 }));
const SPLIT = createSplit(CELLS, { validationFraction: 0.2, testFraction: 0.2, seed: 'one', stratify: true });

async function readBack(content: string, name = 'split.json') {
  await using folder = await temporaryFolder({ [name]: content });
  const local = (text: string) => text.replaceAll(`${folder.path}/`, '');
  const error = await caught(readSplit(folder.file(name)));
  return { ...error, en: local(error.en), es: local(error.es) };
}

describe('a split file', () => {
  it('gives back what was written, and leaves no other file', async () => {
    await using folder = await temporaryFolder({});
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 3, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(names, fc.oneof(fc.integer(), fc.string()), fc.boolean(), async (all, seed, stratified) => {
        const parts = { train: all.slice(2), validation: all.slice(0, 1), test: all.slice(1, 2) };
        const content = {
          by: 'image',
          seed,
          stratified,
          fractions: { validation: 0.1, test: 0.2 },
          rest: null,
        } as const;
        const split = sealSplit({ format: 'leukoscope-split', version: 1, ...content, parts });
        await writeSplit(folder.file('s.json'), split);
        expect(await readSplit(folder.file('s.json'))).toEqual(split);
      }),
      { numRuns: 50 },
    );
    expect(await readdir(folder.path)).toEqual(['s.json']);
  });

  it('has the hash of its canonical content', async () => {
    const { hash, ...content } = SPLIT;
    const keys = ['by', 'format', 'fractions', 'parts', 'rest', 'seed', 'stratified', 'version'] as const;
    const inner: Partial<Record<string, string>> = {
      fractions: '{"test":0.2,"validation":0.2}',
      parts: `{${(['test', 'train', 'validation'] as const).map((part) => `"${part}":${JSON.stringify(content.parts[part])}`).join(',')}}`,
    };
    const canonical = keys.map((key) => `"${key}":${inner[key] ?? JSON.stringify(content[key])}`).join(',');
    expect(hash).toBe(createHash('sha256').update(`{${canonical}}`).digest('hex'));
  });

  it('may be laid out anew', async () => {
    await using folder = await temporaryFolder({});
    const { parts, ...rest } = SPLIT;
    const reordered = { parts: { ...parts, train: parts.train.toReversed() }, ...rest };
    await writeFile(folder.file('s.json'), `\uFEFF${JSON.stringify(reordered)}`);
    expect(await readSplit(folder.file('s.json'))).toEqual(SPLIT);
  });

  it('that was edited is refused until its line "hash" is removed', async () => {
    await using folder = await temporaryFolder({});
    await writeSplit(folder.file('s.json'), SPLIT);
    const moved = SPLIT.parts.validation[0]!;
    const text = await readFile(folder.file('s.json'), 'utf8');
    const edited = text.replace(`"${moved}"`, '"P9"');
    await writeFile(folder.file('s.json'), edited);
    const error = await caught(readSplit(folder.file('s.json')));
    expect(error).toMatchObject({ code: 'split.hash', exitCode: 3 });
    expect(error.hint).toContain('remove the line "hash"');
    const lines = edited.split('\n').filter((line) => !line.includes('"hash"'));
    await writeFile(folder.file('s.json'), lines.join('\n'));
    expect((await readSplit(folder.file('s.json'))).parts.validation).toEqual(['P9']);
  });

  it.each<[string, string, string, string]>([
    [
      'JSON that is cut short',
      JSON.stringify(SPLIT).slice(0, 80),
      'split.format',
      'split.json is not a split file of version 1.',
    ],
    [
      'another version',
      JSON.stringify({ ...SPLIT, version: 2 }),
      'split.format',
      "split.json is not a split file of version 1: 'version' is missing or not as expected.",
    ],
    [
      'a part missing',
      JSON.stringify({ ...SPLIT, parts: { train: [], test: [] } }),
      'split.format',
      "split.json is not a split file of version 1: 'parts.validation' is missing or not as expected.",
    ],
    [
      'a name in two parts',
      JSON.stringify({ ...SPLIT, parts: { train: ['P1'], validation: ['P1'], test: [] } }),
      'split.repeated-name',
      "split.json names 'P1' more than once.",
    ],
  ])('is refused with %s', async (_, content, ...[code, en]) => {
    const error = await readBack(content);
    expect(error).toMatchObject({ code, exitCode: 3, en });
    expect(error.es).not.toBe(en);
  });

  it('that is not there is named; a folder is no split', async () => {
    await using folder = await temporaryFolder({});
    expect(await caught(readSplit(folder.file('no.json')))).toMatchObject({ code: 'dataset.not-found', exitCode: 3 });
    expect(await caught(readSplit(folder.path))).toMatchObject({ code: 'split.format', exitCode: 3 });
  });

  it('that cannot be written leaves the old one', async () => {
    await using folder = await temporaryFolder({ 's.json': 'old' });
    const full = {
      ...nodeFileSystem,
      rename: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'rename' })),
    };
    expect(await caught(writeSplit(folder.file('s.json'), SPLIT, full))).toMatchObject({
      code: 'machine.cannot-write',
      exitCode: 5,
    });
    expect(await readFile(folder.file('s.json'), 'utf8')).toBe('old');
    expect(await readdir(folder.path)).toEqual(['s.json']);
  });
});

describe('a split written by hand as CSV', () => {
  it('names patients, and with an asterisk everything else', async () => {
    await using folder = await temporaryFolder({
      's.csv': 'patient,split\r\nP1,validation\r\n P2 ,TEST\r\n*,train\r\n',
    });
    expect(await readSplit(folder.file('s.csv'))).toMatchObject({
      ...{ by: 'patient', seed: null, fractions: null, rest: 'train' },
      parts: { train: [], validation: ['P1'], test: ['P2'] },
    });
  });

  it('names paths as a manifest does, and may be that manifest', async () => {
    const rows = 'sub\\a.png,LYT,P1,train\n./b.png,LYT,P1,test\n';
    await using folder = await temporaryFolder({ 'm.csv': `path,label,patient,split\n${rows}` });
    expect(await readSplit(folder.file('m.csv'))).toMatchObject({
      ...{ by: 'image', rest: null },
      parts: { train: ['sub/a.png'], validation: [], test: ['b.png'] },
    });
  });

  it.each<[string, string, string, string]>([
    ['no rows', 'patient,split\n', 'csv.empty', 's.csv has no rows: expected a header line and at least one row.'],
    [
      'no column for the part',
      'patient,part\nP1,train\n',
      'csv.missing-column',
      "s.csv has no column 'split': got patient, part, expected at least patient, split.",
    ],
    [
      'an unknown part',
      'patient,split\nP1,train\nP2,val\nP3,val\n',
      'split.unknown-part',
      "s.csv line 3: got split 'val', expected train, validation or test (and 1 more row).",
    ],
    ['an empty name', 'patient,split\n,train\n', 'split.empty-name', 's.csv line 2: the name is empty.'],
    [
      'a name twice',
      'patient,split\nP1,train\nP2,test\nP1,test\n',
      'split.duplicate-name',
      "s.csv line 4: 'P1' is already in line 2.",
    ],
    [
      'two kinds of rest',
      'patient,split\n*,train\n*,test\n',
      'split.duplicate-name',
      "s.csv line 3: '*' is already in line 2.",
    ],
    ['a row too long', 'patient,split\nP1,train,x\n', 'csv.field-count', 's.csv line 2: got 3 fields, expected 2.'],
  ])('is refused with %s', async (_, content, ...[code, en]) => {
    const error = await readBack(content, 's.csv');
    expect(error).toMatchObject({ code, exitCode: 3, en });
    expect(error.es).not.toBe(en);
  });
});
