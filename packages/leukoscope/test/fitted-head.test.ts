/** `train --head` as a process: a model file that others use unchanged, and what is refused. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { here } from './here.ts';
import { leukoscope, requireBuild } from './program.ts';
import { asWeightsFile, drawnResnet } from './resnet-weights.ts';

requireBuild();

const SIZE = ['--size', '16', '--threads', '1'] as const;
const RESNET = ['--model', 'resnet18'] as const;

test('a fitted head ends as a model that evaluate uses, and says what was chosen', async () => {
  const place = fastFolder();
  const cells = writeCells(join(place, 'cells'), { patients: 8, cellsEach: 5 });
  writeFileSync(join(place, 'weights.safetensors'), asWeightsFile(drawnResnet()));
  const env = { LEUKOSCOPE_CACHE: join(place, 'cache') };
  const lk = (...args: readonly string[]) => leukoscope([...args, '--progress', 'none'], { cwd: place, env });
  const weights = ['--weights', 'weights.safetensors', '--licence', 'CC0-1.0'];

  const trained = lk('train', cells, ...RESNET, ...SIZE, ...weights, '--head', 'logistic', '--out', 'run', '--json');
  expect(trained.err).toBe('');
  const document = JSON.parse(trained.out);
  expect(document).toMatchObject({ curves: null, epochs: 0, fitted: { kind: 'linear', by: 'logistic' } });

  const resumed = lk('train', '--resume', 'run', '--lang', 'es');
  expect(resumed.out).toContain('Regresión logística, C = ');
  expect(resumed.out).not.toContain('Curvas');

  const split = ['--split', 'run/split.json', '--part', 'test'];
  const evaluated = lk('evaluate', document.model, cells, ...split, '--json');
  expect(evaluated.exitCode).toBe(0);
  expect(JSON.parse(evaluated.out).rocAuc.value).toBeGreaterThan(0.9);
}, 240_000);

test.each([
  ['no weights', [...RESNET, '--head', 'svm'], '--weights'],
  ['the small network', ['--model', 'cnn', '--head', 'svm'], '--model cnn'],
  ['epochs', [...RESNET, '--head', 'svm', '--weights', 'w', '--epochs', '3'], '--epochs'],
  ['augmentation', [...RESNET, '--head', 'logistic', '--weights', 'w', '--flips'], '--flips'],
  ['a search', [...RESNET, '--head', 'svm', '--weights', 'w', '--search'], '--search'],
  ['more than the head', [...RESNET, '--head', 'svm', '--weights', 'w', '--fine-tune', 'all'], '--fine-tune all'],
  ['balanced drawing', [...RESNET, '--head', 'svm', '--weights', 'w', '--balance', 'sampling'], '--balance sampling'],
  ['balanced neighbours', [...RESNET, '--head', 'knn', '--weights', 'w', '--balance', 'weights'], '--balance weights'],
])('with a fitted head %s is refused', async (_, options, named) => {
  const place = fastFolder();
  const { exitCode, err } = await here(['train', 'cells', ...SIZE, ...options, '--out', 'run'], { cwd: place });
  expect(exitCode).toBe(2);
  expect(err).toContain(named);
  expect(existsSync(join(place, 'run'))).toBe(false);
});
