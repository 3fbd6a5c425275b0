/** Labels that nobody knows, given types and groups by a person, from the file to results. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';
import { leukoscope, requireBuild } from './program.ts';
import { QUICK } from './trained-run.ts';

const place = fastFolderOfFile();
const env = { LEUKOSCOPE_CACHE: join(place, 'cache') };
const lk = (...args: readonly string[]) => leukoscope([...args, '--progress', 'none'], { cwd: place, env });
const inPlace = (...args: readonly string[]) => here([...args, '--progress', 'none'], { cwd: place, env });
const SCHEME = join(place, 'mine.csv');
const scheme = () => readFileSync(SCHEME, 'utf8');

/** Classes by folder; the pictures begin at another number in each set, so that no two are alike. */
function writeClasses(folder: string, labels: Readonly<Record<string, 'typical' | 'atypical'>>, first: number): void {
  for (const [label, group] of Object.entries(labels)) {
    mkdirSync(join(place, folder, label), { recursive: true });
    for (let at = 0; at < 12; at++) {
      writeFileSync(join(place, folder, label, `${at}.png`), cellPicture(group, first + at));
    }
  }
}

beforeAll(() => {
  requireBuild();
  writeClasses('cells', { 'redonda, pequeña': 'typical', 'cel-α': 'atypical' }, 5000);
  writeClasses('others', { REDONDA_PEQUENA: 'typical', 'cel-α': 'atypical', mystery: 'atypical' }, 6000);
});

describe('labels that nothing knows', () => {
  test('are refused by train, which names the command that helps', async () => {
    const { exitCode, err } = await inPlace('train', 'cells', '--out', 'run');
    expect([exitCode, existsSync(join(place, 'run', 'run.json'))]).toEqual([3, false]);
    expect(err).toMatch(
      /^error: the class folder 'cel-α' .* is not in the scheme 'default' .* neither is 1 other folder/,
    );
    expect(err).toMatch(/leukoscope data scheme '?\S*cells'? --out my-scheme\.csv/);
  });

  test('are shown by data scheme, in a table and as a document', async () => {
    const { exitCode, out, err } = await inPlace('data', 'scheme', 'cells');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^redonda, pequeña +— +— +— +— +UNKNOWN +12 +—$/m);
    expect(out).toContain('2 labels are not known (24 cells)');
    expect((await inPlace('data', 'scheme', 'cells', '--lang', 'es')).out).toContain(
      '2 etiquetas son desconocidas (24 células)',
    );
    const document = JSON.parse((await inPlace('data', 'scheme', 'cells', '--json')).out);
    expect(document).toMatchObject({ scheme: { id: 'default' }, statesGroups: false, unknownLabels: 2, out: null });
    expect(document.labels[0]).toMatchObject({ label: 'cel-α', cellCode: null, group: null, excluded: 'unknown' });
  });
});

test('a file is written to be filled in, checked, and used from training to another data set, and not needed again', async () => {
  const written = await inPlace('data', 'scheme', 'cells', '--out', SCHEME, '--lang', 'es');
  expect([written.exitCode, written.err]).toEqual([0, '']);
  expect(written.out).toContain('2 filas no tienen grupo todavía');
  expect(scheme()).toContain('"redonda, pequeña",redonda-pequena,"redonda, pequeña",,,,12,,"desconocida: escriba');
  expect((await inPlace('data', 'scheme', 'cells', '--out', SCHEME)).exitCode).toBe(2);

  const unfilled = await inPlace('train', 'cells', '--scheme', 'mine.csv', '--out', 'run');
  expect([unfilled.exitCode, unfilled.err.split('\n')[0]]).toEqual([
    3,
    `error: ${SCHEME} line 2: the label 'cel-α' has no group (and 1 more row).`,
  ]);

  // As a Spanish spreadsheet would save it: semicolons, CRLF.
  const rows = [
    'label;code;name;group',
    'redonda, pequeña;RP;Redonda y pequeña;typical',
    'cel-α;CA;Célula alfa;atypical',
  ];
  writeFileSync(SCHEME, `\uFEFF${rows.join('\r\n')}\r\n`);
  const trained = lk('train', 'cells', '--scheme', 'mine.csv', '--out', 'run', '--json', ...QUICK);
  expect([trained.exitCode, trained.err]).toEqual([0, '']);
  expect(JSON.parse(trained.out).excluded).toBe(0);

  rmSync(SCHEME);
  rmSync(join(place, 'run/model.onnx'));
  expect((await inPlace('train', '--resume', 'run')).exitCode).toBe(0);

  const refused = await inPlace('evaluate', 'run/model.onnx', 'others');
  expect(refused.exitCode).toBe(3);
  expect(refused.err).toContain("the class folder 'mystery' (12 images");
  const evaluated = lk('evaluate', 'run/model.onnx', 'others', '--exclude', 'label=mystery', '--lang', 'es');
  expect([evaluated.exitCode, evaluated.err]).toEqual([0, '']);
  expect(evaluated.out).toMatch(/^CA +Célula alfa +atípica +12 /m);
  expect(evaluated.out).toMatch(/^RP +Redonda y pequeña +típica +12 /m);
  const document = JSON.parse(
    (await inPlace('evaluate', 'run/model.onnx', 'others', '--exclude', 'label=mystery', '--json')).out,
  );
  expect(document.about.dataset).toMatchObject({ scheme: 'mine', excluded: 12 });
  expect(document.byCellType[0]).toMatchObject({ cellCode: 'CA', name: { en: 'Célula alfa', es: 'Célula alfa' } });
});

describe('a scheme that cannot be had', () => {
  test.each([
    ['a name misspelt', 'papr', 2, "there is no scheme 'papr': expected default or paper", "Did you mean 'paper'?"],
    ['a file that is not there', 'no/such.csv', 3, 'there is nothing at', 'Check the spelling'],
    ['a folder', 'cells', 3, 'it is a folder, expected a file', ''],
  ])('%s', async (_, named, ...[exitCode, message, hint]) => {
    const ended = await inPlace('data', 'split', 'cells', '--scheme', named);
    expect([ended.exitCode, ended.out]).toEqual([exitCode, '']);
    expect(ended.err).toContain(message);
    expect(ended.err).toContain(hint);
  });
});

test('a data set that states its groups is not changed by a scheme, and that is said', async () => {
  writeFileSync(join(place, 'others/stated.csv'), 'path,label,group\nmystery/0.png,mystery,atypical\n');
  const { out, err } = await inPlace('data', 'scheme', 'others/stated.csv');
  expect(out).toContain('The data set says itself which cells are typical and atypical');
  expect(err).toBe('');
  const warned = await inPlace('data', 'scheme', 'others/stated.csv', '--scheme', 'paper');
  expect(warned.err).toMatch(/^warning: the data set says itself .* so --scheme only names their types/);
  expect((await inPlace('data', 'scheme', 'others/stated.csv', '--scheme', 'paper', '--lang', 'es')).err).toMatch(
    /^aviso: /,
  );
});
