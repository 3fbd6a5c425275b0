/** Against `leukoscope train` with the options that PAPER.md's settings are typed as. */
import { expect, test } from 'vitest';
import { settingsOf } from '../../experiments/experiment-settings.ts';
import { experimentOf } from '../../experiments/paper/paper-experiments.ts';
import { NETWORKS } from '../../models/networks.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { textsIn } from '../texts/texts-in.ts';
import { settingsOf as settingsTyped } from './train-chosen-settings.ts';
import { trainCommand } from './train-command.ts';
import type { TrainOptions } from './train-options.ts';

const SGD = '--optimizer sgd --lr 0.001 --momentum 0.9';
const ADAM = '--optimizer adam --lr 5e-4 --weight-decay 3e-3';
const START = { tensors: new Map(), sha256: '0'.repeat(64), id: null, licence: 'mine' };

test.each([
  [2, 'all', `--model cnn --size 32 --batch 8 --epochs 45 ${SGD}`],
  [9, 'all', `--model cnn --size 400 --batch 102 --epochs 50 ${SGD}`],
  [11, 'all', `--model resnet18 --size 32 --batch 32 --epochs 50 ${ADAM}`],
  [16, 'head', `--model resnet34 --size 400 --batch 32 --epochs 30 --fine-tune head ${ADAM}`],
] as const)('experiment %i, %s, is trained as `train %3$s` is', (id, learns, typed) => {
  const experiment = experimentOf(id);
  const start = experiment.network === 'cnn' ? null : START;
  const given = trainOptions(`train cells/ ${typed} --best last --out run`);
  const { spec: network, normalisation } = NETWORKS[experiment.network];
  const basis = { network, sizePx: experiment.sizePx, normalisation, start };
  const settings = settingsOf({ experiment, learns, splitBy: 'image' }, { start, epochsFactor: 1 });
  expect(JSON.stringify(settings)).toBe(JSON.stringify(settingsTyped(given, basis)));
});

test.each([
  [0.05, 45, 2],
  [0.001, 45, 1],
  [1, 60, 60],
])('a factor of %d makes %i epochs %i', (epochsFactor, epochs, expected) => {
  const run = { experiment: { ...experimentOf(1), epochs }, learns: 'all', splitBy: 'image' } as const;
  expect(settingsOf(run, { start: null, epochsFactor }).epochs).toBe(expected);
});

function trainOptions(line: string): TrainOptions {
  const settings = { commands: [trainCommand], language: 'en', texts: textsIn('en'), version: '0', helpWidth: 100 };
  const parsed = parseCommandLine(line.split(' '), settings as Parameters<typeof parseCommandLine>[1]);
  if (parsed.kind !== 'command') throw new Error(`no command: ${line}`);
  return parsed.options as TrainOptions;
}
