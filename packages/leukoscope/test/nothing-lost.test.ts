/** What a person could lose, or be told wrongly, without noticing. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { leukoscope } from './program.ts';
import { QUICK, trainedRun } from './trained-run.ts';

const { cells, model, split, lk } = trainedRun();
const anImage = join(cells, 'P0/NGS-0.png');

describe('a file that is there already is not written over', () => {
  test.each([
    ['by classify: the model', () => ['classify', model, anImage, '--out', model], model],
    ['by classify: an image', () => ['classify', model, anImage, '--out', anImage], anImage],
    ['by data split: a split', () => ['data', 'split', cells, '--out', split], split],
  ])('%s', (_, args, target) => {
    const before = readFileSync(target);
    const { exitCode, out, err } = lk(...args());
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: there is a file at .* already/);
    expect(readFileSync(target).equals(before)).toBe(true);
  });
});

test('an image given twice is refused: its cell would count twice', () => {
  for (const images of [
    [anImage, anImage],
    [join(cells, 'P0'), anImage],
  ]) {
    const { exitCode, err } = lk('classify', model, ...images);
    expect(exitCode).toBe(2);
    expect(err).toContain('NGS-0.png was given twice');
  }
});

test('train tells of files that are no cells of the data set', () => {
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
  const { out } = lk('train', join(folder, 'cells'), '--out', join(folder, 'run'), '--epochs', '1');
  expect(out).toContain('left alone: 1 other files, 1 images outside (');
  expect(out).toContain('stray.png');
});

test('a range test refuses what it would not heed', () => {
  for (const option of [
    ['--lr', '0.1'],
    ['--epochs', '3'],
    ['--schedule', 'cosine'],
    ['--patience', '2'],
  ]) {
    const { exitCode, err } = lk('train', cells, '--range-test', '--out', join(fastFolder(), 'r'), ...option);
    expect([option[0], exitCode]).toEqual([option[0], 2]);
    expect(err).toContain('--range-test');
  }
});

test('the card promises of the threshold what evaluate finds on the same cells', () => {
  for (const seed of ['1', '2', '3', '4']) {
    const folder = join(fastFolder(), 'run');
    const args = ['--val-fraction', '0.5', '--test-fraction', '0', '--seed', seed, '--epochs', '1', '--json'];
    const { threshold } = JSON.parse(lk('train', cells, '--out', folder, ...args).out);
    const evaluated = lk(
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
