/** `train --tune` as a process: what is timed is told, kept with the run, and refused where there is nothing to time. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { leukoscope, requireBuild } from './program.ts';

requireBuild();

test('the forms of the convolutions are chosen before training and kept in run.json', () => {
  const place = fastFolder();
  const cells = writeCells(join(place, 'cells'), { patients: 6, cellsEach: 2 });
  const options = ['--model', 'resnet18', '--size', '16', '--epochs', '1', '--batch', '4', '--threads', '1', '--tune'];
  const { exitCode, err } = leukoscope(['train', cells, ...options, '--out', 'run', '--no-cache'], { cwd: place });
  expect(exitCode).toBe(0);
  const { convForms } = JSON.parse(readFileSync(join(place, 'run/run.json'), 'utf8')).settings;
  const keys = Object.keys(convForms);
  expect(keys).toContain('4x4x4x64 3x3x64x64 s1 p1');
  expect(Object.values(convForms).every((form) => ['rows', 'tiles', 'positions'].includes(String(form)))).toBe(true);
  expect(err).toContain(`${keys.length} convolutions timed`);
}, 120_000);

test.each([
  ['the small network', ['--model', 'cnn']],
  ['a head alone', ['--model', 'resnet18', '--weights', 'w', '--fine-tune', 'head']],
  ['a fitted head', ['--model', 'resnet18', '--weights', 'w', '--head', 'svm']],
  ['another program’s network', ['--backbone', 'net.onnx']],
])('with %s it is refused', (_, options) => {
  const place = fastFolder();
  const { exitCode, err } = leukoscope(['train', 'cells', ...options, '--tune', '--out', 'run'], { cwd: place });
  expect(exitCode).toBe(2);
  expect(err).toContain('--tune');
  expect(existsSync(join(place, 'run'))).toBe(false);
});
