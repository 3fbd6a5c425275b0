/** `train --weights` with a model of ours as a process: trained first on other cells, then on these. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { leukoscope, requireBuild } from './program.ts';

requireBuild();

test('a model learns on from another’s body, says so, and never judges by what that has seen', () => {
  const place = fastFolder();
  const cells = writeCells(join(place, 'cells'), { patients: 6, cellsEach: 4 });
  const lk = (...args: readonly string[]) => {
    const env = { LEUKOSCOPE_CACHE: join(place, 'cache') };
    const machine = args[0] === 'train' ? ['--threads', '1'] : [];
    return leukoscope([...args, ...machine, '--progress', 'none', '--json'], { cwd: place, env });
  };
  const short = ['--model', 'cnn', '--size', '16', '--epochs', '1'];
  const first = lk('train', 'synthetic:3,patients=6,cells=60,size=32', ...short, '--out', 'first');
  expect([first.exitCode, first.err]).toEqual([0, '']);
  const second = lk('train', cells, ...short, '--weights', 'first', '--licence', 'CC0-1.0', '--out', 'second');
  expect([second.exitCode, second.err]).toEqual([0, '']);
  const { settings } = JSON.parse(readFileSync(join(place, 'second', 'run.json'), 'utf8'));
  expect(settings.start).toMatchObject({
    ...{ kind: 'weights', id: null, licence: 'CC0-1.0' },
    model: { dataset: { synthetic: true }, cells: expect.any(Number) },
  });
  // Of another seed, so that its parts are others than those that `second` learnt from.
  const mixed = [...short, '--weights', 'second/model.onnx', '--seed', '5'];
  const leaking = lk('train', cells, ...mixed, '--out', 'third');
  expect([leaking.exitCode, leaking.err]).toEqual([4, expect.stringContaining('images of the validation part')]);
  const allowed = lk('train', cells, ...mixed, '--allow-leaks', '--out', 'third');
  expect(allowed.exitCode).toBe(0);
  const same = lk('train', cells, ...short, '--weights', 'second', '--split', 'second/split.json', '--out', 'fourth');
  expect(same.exitCode).toBe(0);
}, 240_000);
