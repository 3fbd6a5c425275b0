/** `data scan`: what it tells, writes and ends with, in both languages. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import metadata from '../src/datasets/scan/golden/metadata.json' with { type: 'json' };
import { cellPicture } from './cell-pictures.ts';
import { fastFolder, fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';
import { leukoscope, requireBuild } from './program.ts';

beforeAll(requireBuild);

const WORDS = ['data', 'scan', '--no-cache', '--progress', 'none'] as const;
const scan = (...args: readonly string[]) => here([...WORDS, ...args]);
const scanAsProcess = (...args: readonly string[]) => leukoscope([...WORDS, ...args]);

/** Class folders with 12 cells, and what is put beside them. */
function cells(folder: string, beside: Readonly<Record<string, string | Buffer>> = {}): string {
  for (let at = 0; at < 12; at++) {
    const [label, group] = at % 2 === 0 ? (['NGS', 'typical'] as const) : (['MYO', 'atypical'] as const);
    put(join(folder, label, `cell-${at}.png`), cellPicture(group, 5000 + at));
  }
  for (const [path, content] of Object.entries(beside)) put(join(folder, path), content);
  return folder;
}

function put(path: string, content: string | Buffer): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
}

/** The cells with a manifest that names three patients of each group. */
function cellsOfPatients(folder: string): string {
  const rows = Array.from({ length: 12 }, (_, at) => {
    const label = at % 2 === 0 ? 'NGS' : 'MYO';
    return `${label}/cell-${at}.png,${label},P${at % 6}`;
  });
  return cells(folder, { 'manifest.csv': ['path,label,patient', ...rows, ''].join('\n') });
}

describe('a data set in order', () => {
  const folder = cellsOfPatients(join(fastFolderOfFile(), 'cells'));

  test.each([
    ['en', 'cells, patients: 6; typical 6, atypical 6', 'Nothing wrong was found'],
    ['es', 'células, pacientes: 6; típicas 6, atípicas 6', 'No se ha encontrado nada malo'],
  ])('is counted, and nothing else said, even with --strict (%s)', async (lang, counts, nothing) => {
    const { exitCode, out, err } = await (lang === 'en' ? scanAsProcess : scan)(folder, '--strict', '--lang', lang);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain(`${folder}: 12 ${counts}`);
    expect(out).toContain(nothing);
    expect(out).toMatch(/\nNGS +NGS · \S.* +6 +6 +0 +0\n/);
  });

  test('is one document on one line for programs', async () => {
    const { exitCode, out } = await scan(folder, '--json');
    expect([exitCode, out.trim().split('\n').length]).toEqual([0, 1]);
    expect(JSON.parse(out)).toMatchObject({
      ...{ cells: 12, typical: 6, atypical: 6, excluded: 0, findings: [], rejected: 0, pairs: [], names: [] },
      files: { formats: [{ format: 'PNG', images: 12 }], sizes: [{ widthPx: 32, heightPx: 32, images: 12 }] },
      out: null,
    });
  });
});

describe('a data set without patients', () => {
  const folder = cells(join(fastFolderOfFile(), 'cells'));

  test.each([
    ['en', 'Caution: 12 cells name no patient.', 'only a split by image is possible, and its figures flatter'],
    ['es', 'Precaución: 12 células no nombran a su paciente.', 'solo cabe una partición por imagen, y sus cifras'],
  ])('is told what follows, and is not called in order (%s)', async (lang, caution, follows) => {
    const { exitCode, out } = await scan(folder, '--lang', lang);
    const [head, , first, second] = out.split('\n');
    expect([exitCode, head, first]).toEqual([0, expect.stringMatching(/not named|sin nombrar/), caution]);
    expect(second).toContain(follows);
    expect(out).not.toMatch(/Nothing wrong|nada malo/);
    expect((await scan(folder, '--strict')).exitCode).toBe(3);
  });
});

describe('a data set with faults', () => {
  const place = fastFolderOfFile();
  const copy = cellPicture('typical', 5000);
  const folder = cells(join(place, 'faulty'), {
    'MYO/S21-12345_a.png': copy,
    'MYO/owner.jpg': Buffer.from(metadata['exif.jpg'], 'base64'),
    'NGS/Thumbs.db': 'x',
    'NGS/<img src=x onerror=alert(1)>.png': cellPicture('typical', 5100),
  });

  test.each([
    ['en', 'Problem: 1 picture stands both as a typical and as an atypical cell.', 'What may tell a person is masked'],
    [
      'es',
      'Problema: 1 imagen figura a la vez como célula típica y como atípica.',
      'Lo que puede decir quién es una persona',
    ],
  ])('is told, the worst first and names masked, and ends with 0 (%s)', async (lang, first, masked) => {
    const { exitCode, out, err } = await scan(folder, '--lang', lang);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.split('\n')[2]).toBe(first);
    expect(out).toContain('MYO/S••-•••••_a.png = NGS/cell-0.png');
    expect(out).toContain('Thumbs.db');
    expect(out).toContain(masked);
    expect(out).not.toMatch(/S21-12345|Juan|25\.66/);
  });

  test('is told as it is with --show-names', async () => {
    const { out } = await scan(folder, '--show-names');
    expect(out).toContain('MYO/S21-12345_a.png = NGS/cell-0.png');
    expect(out).toContain('Juan Perez');
  });

  test('ends with 3 with --strict, and with the same document', async () => {
    const strict = await scan(folder, '--strict', '--json');
    const plain = await scan(folder, '--json');
    expect([strict.exitCode, plain.exitCode]).toEqual([3, 0]);
    expect(strict.out).toBe(plain.out);
    const document = JSON.parse(plain.out);
    expect(document.findings.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['same-picture-two-groups', 'tells-person', 'without-patient', 'exact-duplicates', 'may-tell-person'],
      ...['system-files', 'device-fields'],
    ]);
    expect(document.systemFiles).toEqual(['NGS/Thumbs.db']);
    expect(plain.out).not.toContain('S21-12345');
  });

  test.each(['en', 'es'])('is a page to open in %s, and no file of its is markup', async (lang) => {
    const page = join(fastFolder(), 'scan.html');
    const { exitCode, out } = await scan(folder, '--out', page, '--lang', lang);
    expect(exitCode).toBe(0);
    expect(out).toContain(page);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html.match(/<img src="data:image\/webp;base64,/g)).toHaveLength(2);
    expect(html).not.toMatch(/<img src=x|S21-12345|Juan/);
    const again = await scan(folder, '--out', page);
    expect([again.exitCode, again.out, readFileSync(page, 'utf8') === html]).toEqual([2, '', true]);
  });
});

describe('a data set that cannot be read', () => {
  test('in part: told with the reasons, and exit code 3', async () => {
    const folder = cells(join(fastFolder(), 'cells'), { 'NGS/bad.png': 'text', 'MYO/empty.jpg': '' });
    const { exitCode, out } = await scan(folder);
    expect(exitCode).toBe(3);
    expect(out).toContain('Problem: 2 images cannot be read.\n');
    expect(out).toContain('  the image MYO/empty.jpg is empty');
  });

  test.each([
    ['en', /^error: .*manifest\.csv line 2: there is no file 'gone\.png'/],
    ['es', /^error: .*manifest\.csv línea 2: no existe el archivo «gone\.png»/],
  ])('for its manifest: one sentence and exit code 3 (%s)', async (lang, sentence) => {
    const folder = fastFolder();
    writeFileSync(join(folder, 'manifest.csv'), 'path,label\ngone.png,NGS\n');
    const { exitCode, out, err } = await scan(folder, '--lang', lang);
    expect([exitCode, out]).toEqual([3, '']);
    expect(err).toMatch(sentence);
  });
});
