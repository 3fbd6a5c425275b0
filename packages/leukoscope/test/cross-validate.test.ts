/** `leukoscope cross-validate` as a process: what it leaves, that it goes on after an interruption, and what it refuses. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';
import { ENGLISH, leukoscope, PROGRAM, requireBuild } from './program.ts';

const place = fastFolderOfFile();
const cells = join(place, 'cells');
const inPlace = { cwd: place, env: { LEUKOSCOPE_CACHE: join(place, 'cache') } };
const QUIET = ['--progress', 'none'] as const;
const crossValidate = (out: string, ...more: readonly string[]) => [
  ...['cross-validate', cells, '--folds', '3', '--threads', '1', ...more],
  ...['--out', out],
];

beforeAll(() => {
  requireBuild();
  writeCells(cells, { patients: 9, cellsEach: 10 });
  writeFileSync(join(place, 'quick.txt'), '# learns it\n--epochs 8 --lr 0.005\n');
  writeFileSync(join(place, 'lazy.txt'), '--epochs 1 --lr 1e-6\n');
});

test('two recipes on the same folds: every cell judged once by each, and the difference', async () => {
  const args = crossValidate('compared', '--recipe', 'quick.txt', '--recipe', 'lazy.txt', '--json');
  const { exitCode, out } = leukoscope([...args, ...QUIET], inPlace);
  expect(exitCode).toBe(0);
  const { report, results, comparisons } = JSON.parse(out);
  expect(existsSync(report)).toBe(true);
  expect(results.map(({ candidate }: { candidate: string }) => candidate)).toEqual(['quick.txt', 'lazy.txt']);
  const [quick, lazy] = results;
  expect(quick).toMatchObject({ n: 180, positive: 90 });
  expect(quick.figures.rocAuc.value).toBeGreaterThan(0.99);
  expect(lazy.figures.rocAuc.value).toBeLessThan(quick.figures.rocAuc.value);
  expect(comparisons[0]).toMatchObject({ first: 'lazy.txt', other: 'quick.txt', n: 180 });
  expect(comparisons[0].rocAuc.overPatients.high).toBeLessThan(0);

  const rows: Record<string, string>[] = parse(readFileSync(join(place, 'compared/predictions.csv')), {
    columns: true,
  });
  for (const recipe of ['quick.txt', 'lazy.txt']) {
    const own = rows.filter((row) => row.recipe === recipe);
    expect(new Set(own.map((row) => row.cell)).size).toBe(180);
    const foldOf = new Map(own.map((row) => [row.patient, row.fold]));
    expect(own.every((row) => foldOf.get(row.patient) === row.fold)).toBe(true);
  }
  const folds = readdirSync(join(place, 'compared/folds'));
  expect(folds).toHaveLength(3);
});

test('labels that networks contradict which have not seen the cell are listed and shown', async () => {
  const wrong = join(place, 'wrong');
  writeCells(wrong, { patients: 9, cellsEach: 10 });
  const exchanged = ['P0/MYO-3.png', 'P4/MYO-0.png', 'P7/MYO-9.png'];
  const manifest = readFileSync(join(wrong, 'manifest.csv'), 'utf8');
  const asNeutrophil = exchanged.reduce((text, path) => text.replace(`${path},MYO`, `${path},NGS`), manifest);
  writeFileSync(join(wrong, 'manifest.csv'), asNeutrophil);
  const args = [
    'cross-validate',
    'wrong',
    '--recipe',
    'quick.txt',
    '--folds',
    '3',
    '--threads',
    '1',
    '--out',
    'doubts',
  ];
  const { exitCode, out } = await here([...args, '--json', ...QUIET], inPlace);
  expect(exitCode).toBe(0);
  const { labelNoise, suspects } = JSON.parse(out);
  const rows: Record<string, string>[] = parse(readFileSync(suspects), { columns: true });
  expect(rows.map(({ cell }) => cell)).toEqual(expect.arrayContaining(exchanged));
  expect(rows).toHaveLength(labelNoise.suspects);
  expect(rows.length).toBeLessThan(10);
  expect(labelNoise.share.low).toBeLessThan(3 / 180);
  expect(labelNoise.share.high).toBeGreaterThan(3 / 180);
  const page = readFileSync(join(place, 'doubts/report.html'), 'utf8');
  for (const path of exchanged) expect(page).toContain(path);
  expect(page.split('data:image/webp').length - 1).toBe(rows.length);
});

test('a learning curve learns from as many cells as asked for', async () => {
  const args = crossValidate('curve', '--recipe', 'lazy.txt', '--training-cells', '20,60', '--json');
  const { exitCode, out } = await here([...args, ...QUIET], inPlace);
  expect(exitCode).toBe(0);
  const { results } = JSON.parse(out);
  expect(results.map(({ trainingCells }: { trainingCells: number }) => trainingCells)).toEqual([20, 60]);
  expect(existsSync(join(place, 'curve/figures/learning-curve.svg'))).toBe(true);
  const { cells: counts } = JSON.parse(readFileSync(join(place, 'curve/runs/1-lazy.txt-n20-r1-f1/test.json'), 'utf8'));
  expect(counts.train).toMatchObject({ typical: 10, atypical: 10 });
});

test('interrupted, it says how to go on, and going on gives the same', async () => {
  const args = [...crossValidate('broken', '--recipe', 'quick.txt'), '--progress', 'json'];
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: place, env: { ...ENGLISH, ...inPlace.env } });
  let said = '';
  let sent = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (!sent && said.includes('"stage":"train"')) sent = child.kill('SIGINT');
  });
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  expect(exitCode).toBe(130);
  expect(said).toMatch(/Go on with: .*cross-validate --resume .*broken/);
  expect((await here(['cross-validate', '--resume', 'broken', ...QUIET], inPlace)).exitCode).toBe(0);
  const scored = (folder: string) =>
    [1, 2, 3].map((fold) => {
      const file = join(place, folder, `runs/1-quick.txt-r1-f${fold}/test.json`);
      return new Map(JSON.parse(readFileSync(file, 'utf8')).scored.map(Object.values));
    });
  const whole = scored('compared');
  expect(scored('broken')).toEqual(whole);
});

describe('refuses', () => {
  test.each([
    ['one fold', ['--folds', '1'], '--folds'],
    ['training cells of none', ['--training-cells', '1,30'], '--training-cells'],
    ['a recipe that is none', ['--recipe', 'paper-cn'], 'paper-cnn'],
    ['the same recipe twice', ['--recipe', 'paper-cnn', '--recipe', 'paper-cnn'], '--recipe'],
  ])('%s', async (_, options, named) => {
    const { exitCode, err } = await here(['cross-validate', cells, ...options, '--out', 'none'], inPlace);
    expect(exitCode).toBe(2);
    expect(err).toContain(named);
    expect(existsSync(join(place, 'none'))).toBe(false);
  });
});
