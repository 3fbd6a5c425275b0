/** What a person could lose, or be told wrongly, without noticing. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { leukoscope } from './program.ts';
import { BRIEF, QUICK, trainedRun } from './trained-run.ts';

const { cells, model, split, lk, here } = trainedRun();
const anImage = join(cells, 'P0/NGS-0.png');

describe('a file that is there already is not written over', () => {
  test.each([
    ['by classify: the model', () => ['classify', model, anImage, '--out', model], model],
    ['by classify: an image', () => ['classify', model, anImage, '--out', anImage], anImage],
    ['by data split: a split', () => ['data', 'split', cells, '--out', split], split],
  ])('%s', async (_, args, target) => {
    const before = readFileSync(target);
    const { exitCode, out, err } = await here(...args());
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: there is a file at .* already/);
    expect(readFileSync(target).equals(before)).toBe(true);
  });
});

test('what a killed classify left of its output is removed by the next with the same --out, and only that', () => {
  const folder = fastFolder();
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const [dead, alive] = [ended, process.pid].map((pid) => `.p.csv.${hostname()}-${pid}-0a1b2c3d.tmp`);
  for (const name of [dead!, alive!]) writeFileSync(join(folder, name), 'half');
  expect(lk('classify', model, anImage, '--out', join(folder, 'p.csv')).exitCode).toBe(0);
  expect(readdirSync(folder).sort()).toEqual([alive, 'p.csv']);
});

describe('before any image is read it is said', () => {
  // An image that cannot be read would be told of first if images were read first.
  const broken = (rows: readonly string[]) => {
    const folder = fastFolder();
    for (const row of rows) writeFileSync(join(folder, row.split(',')[0]!), 'no picture');
    writeFileSync(join(folder, 'manifest.csv'), `${['path,label,patient', ...rows].join('\n')}\n`);
    return folder;
  };
  const TWO_PATIENTS = ['a.png,NGS,P1', 'b.png,MYO,P1', 'c.png,NGS,P2', 'd.png,MYO,P2'];

  test.each<[string, string[], string[], number, string, string]>([
    [
      'fractions of more than the whole',
      TWO_PATIENTS,
      ['--val-fraction', '0.6', '--test-fraction', '0.5'],
      2,
      'got a validation fraction of 0.6',
      'Correct --val-fraction and --test-fraction',
    ],
    [
      'too few patients for the parts',
      TWO_PATIENTS,
      [],
      3,
      'cannot split 2 patients into 3 parts',
      '--test-fraction 0 or --val-fraction 0, or pass --by image',
    ],
    [
      'cells without a patient',
      [...TWO_PATIENTS, 'e.png,MYO,'],
      [],
      3,
      'cannot split by patient: 1 of 5 cells have no patient',
      '--exclude patient=, or pass --by image',
    ],
  ])('%s', async (_, rows, options, ...[exitCode, message, hint]) => {
    const ended = await here('train', broken(rows), '--out', join(fastFolder(), 'run'), ...options);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.err).toContain(message);
    expect(ended.err).toContain(hint);
  });

  test('a given split that leaks, or names what is not there', async () => {
    const folder = broken([...TWO_PATIENTS, 'e.png,NGS,P3', 'f.png,MYO,P3']);
    const train = (split: string) => {
      writeFileSync(join(folder, 'split.csv'), split);
      return here('train', folder, '--split', join(folder, 'split.csv'), '--out', join(fastFolder(), 'run'));
    };
    const leaking = await train('path,split\na.png,validation\n*,train\n');
    expect([leaking.exitCode, leaking.err]).toEqual([4, expect.stringContaining('--by patient --out split.json')]);
    expect((await train('patient,split\nP9,validation\n*,train\n')).err).toContain("does not have, first 'P9'");
  });

  test('that the data set’s own split makes options that draw one useless', async () => {
    const folder = broken(TWO_PATIENTS);
    const manifest = 'path,label,split\na.png,NGS,train\nb.png,MYO,train\nc.png,NGS,test\nd.png,MYO,test\n';
    writeFileSync(join(folder, 'manifest.csv'), manifest);
    const ended = await here('train', folder, '--by', 'image', '--out', join(fastFolder(), 'run'));
    expect([ended.exitCode, ended.err.split('\n')[0]]).toEqual([
      2,
      'error: the data set prescribes a split of its own, so --by would do nothing.',
    ]);
  });
});

test('a run on a manifest of any name is resumed on that manifest; one that is not there is said', async () => {
  const folder = fastFolder();
  const mine = join(cells, 'mine.csv');
  writeFileSync(mine, readFileSync(join(cells, 'manifest.csv'), 'utf8').replace(/^P7.*\n/gm, ''));
  expect((await here('train', mine, '--out', join(folder, 'run'), ...BRIEF)).exitCode).toBe(0);
  expect(await here('train', '--resume', join(folder, 'run'))).toMatchObject({ exitCode: 0, err: '' });
  const missing = await here('train', '--resume', join(folder, 'none'), '--lang', 'es');
  expect([missing.exitCode, missing.err.split('\n')[0]]).toEqual([
    3,
    `error: no se puede continuar un entrenamiento: no existe la carpeta ${join(folder, 'none')}.`,
  ]);
});

test('an image given twice is refused: its cell would count twice', async () => {
  for (const images of [
    [anImage, anImage],
    [join(cells, 'P0'), anImage],
  ]) {
    const { exitCode, err } = await here('classify', model, ...images);
    expect(exitCode).toBe(2);
    expect(err).toContain('NGS-0.png was given twice');
  }
});

test('train tells of files that are no cells of the data set', async () => {
  const folder = fastFolder();
  for (const [label, group] of [
    ['NGS', 'typical'],
    ['MYO', 'atypical'],
  ] as const) {
    mkdirSync(join(folder, 'cells', label), { recursive: true });
    for (let at = 0; at < 8; at++)
      writeFileSync(join(folder, 'cells', label, `${at}.png`), cellPicture(group, 3000 + at));
  }
  writeFileSync(join(folder, 'cells/NGS/notes.txt'), 'x');
  writeFileSync(join(folder, 'cells/stray.png'), cellPicture('typical', 3100));
  const { out } = await here('train', join(folder, 'cells'), '--out', join(folder, 'run'), ...BRIEF);
  expect(out).toContain('left alone: 1 other files, 1 images outside (');
  expect(out).toContain('stray.png');
});

test('a range test refuses what it would not heed', async () => {
  for (const option of [
    ['--lr', '0.1'],
    ['--epochs', '3'],
    ['--schedule', 'cosine'],
    ['--patience', '2'],
  ]) {
    const { exitCode, err } = await here('train', cells, '--range-test', '--out', join(fastFolder(), 'r'), ...option);
    expect([option[0], exitCode]).toEqual([option[0], 2]);
    expect(err).toContain('--range-test');
  }
});

test('the card promises of the threshold what evaluate finds on the same cells', async () => {
  for (const seed of ['1', '2', '3', '4']) {
    const folder = join(fastFolder(), 'run');
    const args = ['--val-fraction', '0.5', '--test-fraction', '0', '--seed', seed, ...BRIEF, '--json'];
    const { threshold } = JSON.parse((await here('train', cells, '--out', folder, ...args)).out);
    const evaluated = await here(
      'evaluate',
      join(folder, 'model.onnx'),
      cells,
      '--split',
      join(folder, 'split.json'),
      '--json',
    );
    const { sensitivity, specificity } = JSON.parse(evaluated.out);
    expect({ sensitivity, specificity }).toEqual(threshold.reached);
  }
});

test('nothing is left in the home folder, and nothing is sent: ONNX Runtime’s telemetry is off', () => {
  const home = fastFolder();
  const args = ['train', cells, '--out', join(fastFolder(), 'run'), '--no-cache', '--progress', 'none', ...QUICK];
  expect(leukoscope(args, { env: { HOME: home } }).exitCode).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});

test('train without options follows the recipe `default`; with a network that is chosen, no recipe', async () => {
  const settings = async (...options: string[]) => {
    const folder = join(fastFolder(), 'run');
    expect(
      (await here('train', cells, '--out', folder, '--epochs', '1', '--size', '16', '--threads', '1', ...options))
        .exitCode,
    ).toBe(0);
    return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).settings;
  };
  const recipe = await settings('--recipe', 'default');
  expect(await settings()).toEqual(recipe);
  expect(await settings('--model', 'cnn')).not.toEqual(recipe);
});
