/** Distillation from the command line: teachers given and trained, alone and in every fold of a cross-validation. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';

const place = fastFolderOfFile();
const cells = join(place, 'cells');
const lk = (...args: readonly string[]) =>
  here([...args, '--threads', '1', '--progress', 'none', '--json'], {
    ...{ cwd: place, env: { LEUKOSCOPE_CACHE: join(place, 'cache') } },
  });
const settingsIn = (folder: string) => JSON.parse(readFileSync(join(place, folder, 'run.json'), 'utf8')).settings;

beforeAll(() => {
  writeCells(cells, { patients: 8, cellsEach: 4 });
  writeFileSync(join(place, 'teacher.txt'), '--size 24 --epochs 2 --lr 0.01\n');
  writeFileSync(
    join(place, 'taught.txt'),
    '--size 16 --epochs 2 --lr 0.01 --teacher-recipe teacher.txt --teachers 2\n',
  );
});

test('one command trains the teachers of a recipe and their student; the same models, given, teach the same', async () => {
  const trained = await lk('train', cells, '--recipe', 'taught.txt', '--out', 'run');
  expect([trained.exitCode, trained.err]).toEqual([0, '']);
  expect(settingsIn('run').teaching).toMatchObject({
    ...{ weight: 0.7, temperature: 2, by: { kind: 'recipe', name: 'teacher.txt', models: 2 } },
  });
  const teachers = [1, 2].flatMap((teacher) => ['--teacher', `run/teachers/${teacher}`]);
  const short = ['--model', 'cnn', '--size', '16', '--epochs', '2', '--lr', '0.01'];
  const given = await lk('train', cells, ...short, ...teachers, '--split', 'run/split.json', '--out', 'given');
  expect([given.exitCode, given.err]).toEqual([0, '']);
  expect(settingsIn('given').teaching.by).toMatchObject({ kind: 'model', models: 2, cells: expect.any(Number) });
  const metrics = (folder: string) => readFileSync(join(place, folder, 'metrics.jsonl'), 'utf8');
  expect(metrics('given')).toBe(metrics('run'));

  const card = await here(['card', 'run/model.onnx'], { cwd: place });
  expect([card.exitCode, card.out]).toEqual([
    0,
    expect.stringContaining('taught by 2 models that were trained before it on the same cells (recipe teacher.txt'),
  ]);

  // Of another seed, so that its parts are others than those that the teachers learnt from.
  const leaking = await lk('train', cells, ...short, ...teachers, '--seed', '5', '--out', 'leaking');
  expect([leaking.exitCode, leaking.err]).toEqual([4, expect.stringContaining('would hand their labels on')]);
  expect(existsSync(join(place, 'leaking', 'run.json'))).toBe(false);
}, 240_000);

test('a cross-validation trains the teachers of each fold on the fold’s own cells, and keeps the student alone', async () => {
  const args = ['--recipe', 'taught.txt', '--folds', '2', '--out', 'folds'];
  const { exitCode, err } = await lk('cross-validate', cells, ...args);
  expect([exitCode, err]).toEqual([0, expect.stringContaining('Done: taught.txt, fold 1.2')]);
  for (const fold of [1, 2]) {
    const files = readdirSync(join(place, `folds/runs/1-taught.txt-r1-f${fold}`));
    expect(files).toContain('model.onnx');
    expect(files).not.toContain('teachers');
  }
}, 240_000);

test.each([
  ['a recipe that names a teacher itself', ['--teacher-recipe', 'taught.txt'], 'and names a teacher itself'],
  ['a file that is no model', ['--teacher', 'teacher.txt'], 'teacher.txt is not a complete ONNX model'],
  [
    'the groups for types',
    ['--classes', 'types', '--teacher-recipe', 'teacher.txt'],
    'the teacher tells other classes',
  ],
])('refused is %s', async (_, args, message) => {
  const out = `refused-${args.at(-1)}-${args.length}`;
  const { exitCode, err } = await lk('train', cells, '--model', 'cnn', '--size', '16', ...args, '--out', out);
  expect([exitCode, err]).toEqual([3, expect.stringContaining(message)]);
  expect(existsSync(join(place, out, 'run.json'))).toBe(false);
});
