/** `train --backbone` as a process: another program's network under a head of ours, and what is refused. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { leukoscope, requireBuild } from './program.ts';
import { tinyOnnx } from './tiny-onnx.ts';

requireBuild();

test('a head learns from a file’s features, and the model needs the file no more', () => {
  const place = fastFolder();
  const cells = writeCells(join(place, 'cells'), { patients: 6, cellsEach: 4 });
  writeFileSync(join(place, 'net.onnx'), tinyOnnx());
  const lk = (...args: readonly string[]) =>
    leukoscope([...args, '--progress', 'none'], { cwd: place, env: { LEUKOSCOPE_CACHE: join(place, 'cache') } });
  const options = ['--backbone', 'net.onnx', '--mean', '0.5,0.5,0.5', '--deviation', '0.25,0.25,0.25'];
  const trained = lk('train', cells, ...options, '--epochs', '2', '--threads', '1', '--out', 'run', '--json');
  expect(trained.err).toContain('nobody stated the licence of these weights');
  expect(trained.exitCode).toBe(0);
  writeFileSync(join(place, 'net.onnx'), '');
  const split = ['--split', 'run/split.json', '--part', 'test', '--json'];
  const evaluated = lk('evaluate', JSON.parse(trained.out).model, cells, ...split);
  expect(evaluated.exitCode).toBe(0);
  expect(JSON.parse(evaluated.out).rocAuc.n).toBeGreaterThan(0);
}, 240_000);

test.each([
  ['a network of ours', ['--backbone', 'net.onnx', '--model', 'resnet18'], '--model'],
  ['weights', ['--backbone', 'net.onnx', '--weights', 'imagenet'], '--weights'],
  ['more than the head', ['--backbone', 'net.onnx', '--fine-tune', 'all'], '--fine-tune'],
  ['a mean without it', ['--mean', '0.5,0.5,0.5'], '--backbone'],
  ['a mean of two colours', ['--backbone', 'net.onnx', '--mean', '0.5,0.5'], '0.485,0.456,0.406'],
  ['a deviation of 0', ['--backbone', 'net.onnx', '--deviation', '0,0.2,0.2'], '--deviation'],
  ['a file that is not there', ['--backbone', 'net.onnx'], 'net.onnx'],
])('%s is refused', (_, options, named) => {
  const place = fastFolder();
  const { exitCode, err } = leukoscope(['train', 'cells', ...options, '--out', 'run'], { cwd: place });
  expect([2, 3]).toContain(exitCode);
  expect(err).toContain(named);
  expect(existsSync(join(place, 'run'))).toBe(false);
});
