/** Names that would be markup in a page or a formula in a spreadsheet, through every page and table the program writes. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';

const MARKUP = '<img src=x onerror=alert(1)>';
const PATIENTS = ['=1+1', '@SUM(1)', '-2+3', '+4', MARKUP, '=HYPERLINK("http://a.b")'];

const place = fastFolderOfFile();
const [cells, outputs] = [join(place, MARKUP), join(place, 'outputs')];
const at = (name: string) => join(outputs, name);

/** A data set whose folder, class folders, patients and a file are named so. */
function writeHostileCells(): void {
  const rows = ['path,label,patient,group'];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  for (const [label, group] of [
    [MARKUP, 'atypical'],
    ['=2+2', 'typical'],
  ] as const) {
    mkdirSync(join(cells, label), { recursive: true });
    for (const [patient, name] of PATIENTS.entries()) {
      for (let cell = 0; cell < 4; cell++) {
        const path = `${label}/${patient}-${cell}=${MARKUP}.png`;
        writeFileSync(join(cells, path), cellPicture(group, 100 * patient + cell));
        rows.push([path, label, name, group].map(quoted).join(','));
      }
    }
  }
  writeFileSync(join(cells, 'manifest.csv'), `${rows.join('\n')}\n`);
}

async function done(...args: readonly string[]): Promise<string> {
  const { exitCode, out, err } = await here([...args, '--progress', 'none'], {
    cwd: place,
    env: { LEUKOSCOPE_CACHE: join(place, 'cache') },
  });
  expect([args.join(' '), exitCode, exitCode === 0 ? '' : err]).toEqual([args.join(' '), 0, '']);
  return out;
}

beforeAll(async () => {
  writeHostileCells();
  mkdirSync(outputs);
  const [run, model, split] = [at('run'), at('run/model.onnx'), at('run/split.json')];
  const drawn = ['--val-fraction', '0.34', '--test-fraction', '0.34'];
  await done(
    'train',
    cells,
    '--out',
    run,
    '--model',
    'cnn',
    '--classes',
    'types',
    '--epochs',
    '2',
    '--threads',
    '1',
    ...drawn,
  );
  const tested = ['evaluate', model, cells, '--split', split, '--part', 'test'];
  writeFileSync(at('test.json'), await done(...tested, '--json'));
  const folders = [MARKUP, '=2+2'].map((label) => join(cells, label));
  for (const language of ['en', 'es']) {
    const named = (name: string) => at(`${language}-${name}`);
    const end = ['--lang', language];
    await done(...tested, '--compare', model, '--report', named('test.html'), '--figures', named('figures'), ...end);
    await done('card', model, '--evaluation', at('test.json'), '--out', named('card.html'), ...end);
    await done('card', model, '--evaluation', at('test.json'), '--out', named('card.md'), ...end);
    await done('classify', model, ...folders, '--out', named('calls.csv'), '--report', named('calls.html'), ...end);
    await done('data', 'scan', cells, '--out', named('scan.html'), ...end);
  }
  await done('explain', model, cells, '--out', at('explained'), '--report', at('explained.html'));
  await done('data', 'split', cells, '--out', at('split.json'));
}, 300_000);

const files = (ending: string) =>
  readdirSync(outputs, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) === ending);
const read = (name: string) => readFileSync(at(name), 'utf8');

describe('names that would do something elsewhere', () => {
  test('are text in every page and picture', () => {
    const [pages, pictures] = [files('.html'), files('.svg')];
    expect([pages.length, pictures.length]).toEqual([9, expect.any(Number)]);
    expect(pictures.length).toBeGreaterThan(20);
    for (const name of [...pages, ...pictures]) {
      const text = read(name);
      expect(text.includes(MARKUP), name).toBe(false);
      const withoutValues = text.replace(/"[^"]*"/g, '');
      expect(withoutValues.match(/<script|<link|<iframe|<[^>]*\son[a-z]+=/gi), name).toBeNull();
    }
    // Not lost either.
    for (const name of pages) expect(read(name), name).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('are text in Markdown', () => {
    expect(files('.md')).toHaveLength(2);
    for (const name of files('.md')) {
      expect(read(name)).not.toContain('<img');
      expect(read(name)).toContain('&lt;img src=x onerror=alert(1)&gt;');
    }
  });

  test('are no formula in any CSV file', () => {
    const tables = files('.csv');
    expect(tables.length).toBeGreaterThan(20);
    const found = tables.flatMap((name) =>
      parse(read(name))
        .flat()
        .map((cell) => ({ name, cell })),
    );
    // A negative number is one, and no formula.
    expect(found.filter(({ cell }) => /^[=+\-@\t\r]/.test(cell) && !Number.isFinite(Number(cell)))).toEqual([]);
    const held = (name: string) => found.filter((each) => each.name === name).map(({ cell }) => cell);
    for (const language of ['en', 'es']) {
      expect(held(`${language}-calls.csv`)).toContain("'=2+2");
      expect(held(join(`${language}-figures`, 'type-calls.csv'))).toContain(MARKUP);
      expect(held(join(`${language}-figures`, 'by-patient.csv')).filter((cell) => cell.startsWith("'"))).not.toEqual(
        [],
      );
    }
  });
});
