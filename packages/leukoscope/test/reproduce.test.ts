/** `leukoscope reproduce` as a process: what it leaves, that it goes on after an interruption, and what it refuses. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';
import { ENGLISH, leukoscope, PROGRAM, requireBuild } from './program.ts';

const place = fastFolderOfFile();
const cells = join(place, 'cells');
const inPlace = { cwd: place, env: { LEUKOSCOPE_CACHE: join(place, 'cache') } };
const QUIET = ['--progress', 'none'] as const;
const reproduce = (out: string, ...more: readonly string[]) => [
  ...['reproduce', cells, '--epochs-factor', '0.1', '--threads', '1', '--weights', 'none', ...more],
  ...['--out', out],
];

beforeAll(() => {
  requireBuild();
  writeCells(cells, { patients: 10, cellsEach: 10 });
});

const storedIn = (folder: string, run: string, file: string) =>
  readFileSync(join(place, folder, 'runs', run, file), 'utf8');
const scoredIn = (folder: string, run: string) => JSON.parse(storedIn(folder, run, 'test.json')).scored;

test('two experiments leave a run for each kind of split, and go on with a third', async () => {
  const { exitCode, out } = leukoscope([...reproduce('both', '--only', '2,3'), '--json', ...QUIET], inPlace);
  expect(exitCode).toBe(0);
  const document = JSON.parse(out);
  expect(existsSync(document.report)).toBe(true);
  const names = ['02-by-image', '02-by-patient', '03-by-image', '03-by-patient'];
  expect(readdirSync(join(place, 'both/runs')).toSorted()).toEqual(names);

  const { cells: counts, epochs } = JSON.parse(storedIn('both', '03-by-patient', 'test.json'));
  expect(counts.test).toEqual({ typical: 20, atypical: 20, patients: 2 });
  expect(counts.validation).toMatchObject({ typical: 0, atypical: 0 });
  expect(epochs).toBe(5);
  const { parts } = JSON.parse(storedIn('both', '03-by-patient', 'split.json'));
  expect(parts.test.filter((patient: string) => parts.train.includes(patient))).toEqual([]);

  const before = storedIn('both', '03-by-image', 'test.json');
  const more = await here(['reproduce', '--resume', 'both', '--only', '3,4', '--json', ...QUIET], inPlace);
  expect(more.exitCode).toBe(0);
  expect(JSON.parse(more.out).runs.map((run: { id: number }) => run.id)).toEqual([3, 3, 4, 4]);
  expect(storedIn('both', '03-by-image', 'test.json')).toBe(before);
});

test('interrupted, it says how to go on, and going on gives the same', async () => {
  const args = [...reproduce('broken', '--only', '1', '--by', 'image'), '--progress', 'json'];
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: place, env: { ...ENGLISH, ...inPlace.env } });
  let said = '';
  let sent = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (!sent && said.includes('"stage":"train"')) sent = child.kill('SIGINT');
  });
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  expect(exitCode).toBe(130);
  expect(said).toMatch(/Go on with: .*reproduce --resume .*broken/);
  expect(existsSync(join(place, 'broken/runs/01-by-image/test.json'))).toBe(false);
  expect((await here(['reproduce', '--resume', 'broken', ...QUIET], inPlace)).exitCode).toBe(0);
  expect((await here([...reproduce('whole', '--only', '1', '--by', 'image'), ...QUIET], inPlace)).exitCode).toBe(0);
  expect(scoredIn('broken', '01-by-image')).toEqual(scoredIn('whole', '01-by-image'));
});

test('a run that diverged is told as such and not tried again, and the others are done', async () => {
  const diverged = { format: 'leukoscope-diverged-run', version: 1, epoch: 2, step: 3, learningRate: 0.001 };
  const args = [...reproduce('diverged', '--only', '2', '--by', 'image'), ...QUIET];
  expect((await here(args, inPlace)).exitCode).toBe(0);
  const runs = join(place, 'diverged/runs');
  mkdirSync(join(runs, '03-by-image'));
  writeFileSync(join(runs, '03-by-image/diverged.json'), JSON.stringify(diverged));
  const { exitCode, out, err } = await here(
    ['reproduce', '--resume', 'diverged', '--only', '2,3', '--json', ...QUIET],
    inPlace,
  );
  expect(exitCode).toBe(0);
  expect(err).toContain('ID 3, cnn, 32 px, split: image, learns: all: came to nothing');
  expect(JSON.parse(out)).toMatchObject({ runs: [{ id: 2 }], diverged: [{ id: 3, splitBy: 'image', epoch: 2 }] });
  const tables = readFileSync(join(place, 'diverged/tables/tables.md'), 'utf8');
  expect(tables).toContain('| 3 | ours, by image, diverged in epoch 2 |');
});

describe('refuses', () => {
  test.each([
    ['an experiment that is none', ['--only', '3,18'], '--only'],
    ['no epochs', ['--epochs-factor', '0'], '--epochs-factor'],
    ['a licence of no file', ['--licence', 'mine'], '--licence'],
    ['two kinds of weights', ['--weights', 'none', '--weights', 'imagenet'], '--weights'],
  ])('%s', async (_, options, named) => {
    const { exitCode, err } = await here(['reproduce', cells, ...options, '--out', 'none'], inPlace);
    expect(exitCode).toBe(2);
    expect(err).toContain(named);
    expect(existsSync(join(place, 'none'))).toBe(false);
  });

  test('another seed for what is begun', async () => {
    const { exitCode, err } = await here(['reproduce', '--resume', 'both', '--seed', '2'], inPlace);
    expect(exitCode).toBe(2);
    expect(err).toContain('--seed');
  });
});
