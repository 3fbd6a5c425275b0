/** Options of `train` that would do nothing, or cannot be met with these cells: said before anything is begun. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolder, fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';

const place = fastFolderOfFile();
const cells = join(place, 'cells');
beforeAll(() => void writeCells(cells, { patients: 4, cellsEach: 2 }));

const [run, split] = [join(place, 'run'), join(place, 'split.json')];

test.each<[string, string[], string]>([
  ['no folder for the run', [cells], '`leukoscope train` needs the option --out.'],
  ['no data set', ['--out', 'new'], '`leukoscope train` needs <dataset>, which was not given.'],
  ['resuming and another seed', ['--resume', run, '--seed', '2'], '--resume and --seed cannot be used together.'],
  ['resuming and threads', ['--resume', run, '--threads', '1'], '--resume and --threads cannot be used together.'],
  ['resuming and a data set', [cells, '--resume', run], `--resume and ${cells} cannot be used together.`],
  [
    'momentum of Adam',
    [cells, '--out', 'new', '--optimizer', 'adam', '--momentum', '0.5'],
    '--momentum and --optimizer adam cannot',
  ],
  [
    'Nesterov without momentum',
    [cells, '--out', 'new', '--momentum', '0', '--nesterov'],
    '--nesterov and --momentum 0 cannot',
  ],
  [
    'a gamma of cross-entropy',
    [cells, '--out', 'new', '--focal-gamma', '3'],
    '--focal-gamma and --loss cross-entropy cannot',
  ],
  [
    'a q of focal loss',
    [cells, '--out', 'new', '--loss', 'focal', '--robust-q', '0.5'],
    '--robust-q and --loss focal cannot',
  ],
  [
    'a teacher’s weight without a teacher',
    [cells, '--out', 'new', '--teacher-weight', '0.5'],
    '`leukoscope train` needs the option --teacher.',
  ],
  [
    'a number of teachers that are given',
    [cells, '--out', 'new', '--teacher', 'm.onnx', '--teachers', '3'],
    '--teachers and --teacher cannot',
  ],
  [
    'teachers given and trained',
    [cells, '--out', 'new', '--teacher', 'm.onnx', '--teacher-recipe', 'fast'],
    '--teacher and --teacher-recipe cannot',
  ],
  [
    'a teacher of a range test',
    [cells, '--out', 'new', '--teacher-recipe', 'fast', '--range-test'],
    '--teacher-recipe and --range-test cannot',
  ],
  [
    'a teacher of a search',
    [cells, '--out', 'new', '--teacher', 'm.onnx', '--search'],
    '--teacher and --search cannot',
  ],
  [
    'smoothed labels that do not count',
    [cells, '--out', 'new', '--teacher', 'm.onnx', '--teacher-weight', '1', '--label-smoothing', '0.1'],
    '--label-smoothing and --teacher-weight 1 cannot',
  ],
  [
    'balanced labels that do not count',
    [cells, '--out', 'new', '--teacher', 'm.onnx', '--teacher-weight', '1', '--balance', 'weights'],
    '--balance and --teacher-weight 1 cannot',
  ],
  ['mixtures of one cell', [cells, '--out', 'new', '--batch', '1', '--mixup', '0.2'], '--mixup and --batch 1 cannot'],
  [
    'a warm-up of a constant rate',
    [cells, '--out', 'new', '--warm-up', '1'],
    '--warm-up and --schedule constant cannot',
  ],
  [
    'steps of a constant rate',
    [cells, '--out', 'new', '--step-every', '3'],
    '--step-every and --schedule constant cannot',
  ],
  [
    'patience for the last',
    [cells, '--out', 'new', '--best', 'last', '--patience', '3'],
    '--patience and --best last cannot',
  ],
  [
    'a split given and drawn',
    [cells, '--out', 'new', '--split', split, '--val-fraction', '0.1'],
    '--val-fraction and --split cannot',
  ],
  [
    'rates of no range test',
    [cells, '--out', 'new', '--range-from', '0.1'],
    '`leukoscope train` needs the option --range-test.',
  ],
  [
    'a warm-up as long as the training',
    [cells, '--out', 'new', '--schedule', 'cosine', '--warm-up', '10'],
    "--warm-up: got '10', expected a number at least 0 and less than 10.",
  ],
  [
    'pictures too small',
    [cells, '--out', 'new', '--size', '12'],
    "--size 12 is too small for the model 'cnn', expected at least 16 pixels.",
  ],
  [
    'patience without validation',
    [cells, '--out', 'new', '--val-fraction', '0', '--patience', '2'],
    '--patience judges by validation cells, but the split has none',
  ],
])('refuses %s: exit 2', async (_, args, message) => {
  const out = join(fastFolder(), 'run');
  // Of a network that is chosen, so that only what is typed counts.
  const words = args.flatMap((word) => (word === 'new' ? [out, '--model', 'cnn'] : [word]));
  const ended = await here(['train', ...words, '--progress', 'none'], {
    env: { LEUKOSCOPE_CACHE: join(place, 'cache') },
  });
  expect([ended.exitCode, ended.out, ended.err.split('\n').length]).toEqual([2, '', 3]);
  expect(ended.err).toContain(`error: ${message}`);
  expect(existsSync(join(out, 'run.json'))).toBe(false);
});
