import { join, resolve } from 'node:path';
import { schemeById } from '../../cells/scheme.ts';
import { createSplit } from '../../datasets/splits/create-split.ts';
import { presetSplitOf } from '../../datasets/splits/preset-split.ts';
import { readSplit } from '../../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { NETWORK_NAMES } from '../../models/networks.ts';
import { RunFolder } from '../../training/run-folder.ts';
import { type RunRequest, type RunResult, resumeRun, startRun } from '../../training/start-run.ts';
import { type TrainSettings, trainSettingsSchema } from '../../training/train-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { type CommandResult, defineCommand } from '../define-command.ts';
import {
  choice,
  flag,
  integer,
  number,
  type OptionValues,
  optional,
  repeatable,
  text,
  withDefault,
} from '../options.ts';
import { runWorld } from '../world.ts';
import { trainTexts } from './train-texts.ts';

const positive = { above: 0 };
const fraction = { min: 0, below: 1 };

const options = {
  out: text('folder'),
  resume: text('folder'),
  model: withDefault(choice(NETWORK_NAMES), 'cnn'),
  size: withDefault(integer('pixels', { min: 8, max: 1024 }), 32),
  epochs: withDefault(integer('n', { min: 1, max: 100_000 }), 10),
  batch: withDefault(integer('n', { min: 1, max: 4096 }), 8),
  optimizer: withDefault(choice(['sgd', 'adam', 'adamw']), 'sgd'),
  lr: withDefault(number('rate', positive), 0.001),
  momentum: withDefault(number('m', fraction), 0.9),
  nesterov: flag(),
  weightDecay: withDefault(number('d', { min: 0 }), 0),
  schedule: withDefault(choice(['constant', 'step', 'cosine', 'one-cycle']), 'constant'),
  warmUp: withDefault(number('epochs', { min: 0 }), 0),
  stepEvery: withDefault(integer('epochs', { min: 1 }), 15),
  stepFactor: withDefault(number('f', { above: 0, max: 1 }), 0.1),
  clip: number('norm', positive),
  balance: withDefault(choice(['none', 'weights', 'sampling']), 'none'),
  labelSmoothing: withDefault(number('share', fraction), 0),
  crop: withDefault(number('share', { above: 0, max: 1 }), 1),
  flips: flag(),
  rightAngles: flag(),
  rotate: withDefault(number('degrees', { min: 0, max: 180 }), 0),
  shift: withDefault(number('share', { min: 0, max: 0.5 }), 0),
  colour: withDefault(number('amount', fraction), 0),
  stain: withDefault(number('amount', fraction), 0),
  best: withDefault(choice(['roc-auc', 'loss', 'last']), 'roc-auc'),
  patience: integer('epochs', { min: 1 }),
  split: text('file'),
  by: choice(['patient', 'image']),
  valFraction: withDefault(number('share', fraction), 0.15),
  testFraction: withDefault(number('share', fraction), 0.15),
  noStratify: flag(),
  scheme: withDefault(choice(['default', 'paper']), 'default'),
  exclude: repeatable(text('column=value')),
  seed: withDefault(integer('n', { min: 0 }), 1),
  threads: integer('n', { min: 1, max: 256 }),
  noCache: flag(),
  allowLeaks: flag(),
  allowRejected: flag(),
};

export const train = defineCommand({
  name: 'train',
  arguments: { dataset: optional },
  options,
  texts: trainTexts,
  examples: [
    {
      run: 'leukoscope train cells/ --out run/',
      en: "The paper's small network on a folder of class folders or with a manifest.csv",
      es: 'La red pequeña del artículo sobre una carpeta de carpetas por clase o con manifest.csv',
    },
    {
      run: 'leukoscope train cells/ --epochs 45 --batch 8 --split split.csv --seed 2 --out run/',
      en: 'With a split of your own',
      es: 'Con una partición propia',
    },
    {
      run: 'leukoscope train --resume run/',
      en: 'Goes on after an interruption, with the same result to the bit',
      es: 'Continúa tras una interrupción, con el mismo resultado bit a bit',
    },
  ],
  async action({ dataset }, given, context) {
    const world = runWorld(context, { threads: given.threads, cache: !given.noCache });
    const path = resolve(context.cwd, given.resume ?? given.out ?? missing('out'));
    if (given.resume === undefined) {
      const request = await requestOf(resolve(context.cwd, dataset ?? missing('dataset')), given, context);
      await createOutputFolder(path);
      await using _lock = await lockFolder(path, { command: 'leukoscope train' });
      return resultOf(await startRun(request, new RunFolder(path), world), path, context);
    }
    refuseWithResume(dataset, context);
    await using _lock = await lockFolder(path, { command: 'leukoscope train --resume' });
    return resultOf(await resumeRun(new RunFolder(path), world), path, context);
  },
});

async function requestOf(
  datasetPath: string,
  given: OptionValues<typeof options>,
  context: CommandContext,
): Promise<RunRequest> {
  const { by, valFraction, testFraction, noStratify, seed, allowLeaks, allowRejected, exclude } = given;
  const fromFile = given.split === undefined ? null : await readSplit(resolve(context.cwd, given.split));
  return {
    datasetPath,
    scheme: schemeById(given.scheme),
    exclude,
    settings: settingsOf(given),
    seed,
    allowLeaks,
    allowRejected,
    splitOf: (cells, identityOf) =>
      fromFile ??
      presetSplitOf(cells) ??
      createSplit(cells, {
        validationFraction: valFraction,
        testFraction,
        seed,
        stratify: !noStratify,
        identityOf,
        ...(by && { by }),
      }),
  };
}

function settingsOf(given: OptionValues<typeof options>): TrainSettings {
  const { momentum, nesterov, weightDecay } = given;
  return trainSettingsSchema.parse({
    network: { name: given.model },
    preprocessing: {
      sizePx: given.size,
      crop: given.crop === 1 ? { kind: 'whole' } : { kind: 'centre', fraction: given.crop },
      kernel: 'area',
      mean: [0.5, 0.5, 0.5],
      deviation: [0.5, 0.5, 0.5],
    },
    epochs: given.epochs,
    batch: given.batch,
    optimizer:
      given.optimizer === 'sgd'
        ? { name: 'sgd', momentum, nesterov, weightDecay }
        : { name: given.optimizer, weightDecay },
    learningRate: given.lr,
    schedule: scheduleOf(given),
    clipNorm: given.clip ?? null,
    balance: given.balance,
    labelSmoothing: given.labelSmoothing,
    augmentation: {
      flips: given.flips,
      rightAngles: given.rightAngles,
      rotateDegrees: given.rotate,
      shiftFraction: given.shift,
      colour: given.colour,
      stain: given.stain,
    },
    best: given.best,
    patience: given.patience ?? null,
  } satisfies TrainSettings);
}

function scheduleOf(given: OptionValues<typeof options>): TrainSettings['schedule'] {
  switch (given.schedule) {
    case 'constant':
    case 'one-cycle':
      return { name: given.schedule };
    case 'step':
      return { name: 'step', everyEpochs: given.stepEvery, factor: given.stepFactor };
    case 'cosine':
      return { name: 'cosine', warmUpEpochs: given.warmUp };
  }
}

function missing(what: 'out' | 'dataset'): never {
  if (what === 'out') throw new LeukoscopeError('usage.missing-option', { option: '--out', command: 'train' });
  throw new LeukoscopeError('usage.missing-argument', { argument: 'dataset', command: 'train' });
}

/** A resumed run has its settings in its folder; one that could be given anew would make it another run. */
function refuseWithResume(dataset: string | undefined, { givenOptions }: CommandContext): void {
  const allowed = new Set(['resume', 'threads', 'noCache', 'json', 'lang', 'progress', 'quiet']);
  const other = [...givenOptions].find((key) => !allowed.has(key));
  const second = dataset === undefined ? other : 'dataset';
  if (second === undefined) return;
  const name =
    dataset === undefined ? `--${second.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : dataset;
  throw new LeukoscopeError('usage.conflicting-options', { first: '--resume', second: name });
}

function resultOf(result: RunResult, path: string, { language }: CommandContext): CommandResult {
  const { card, outcome, counts, rejected } = result;
  const model = join(path, 'model.onnx');
  return {
    document: {
      model,
      epochs: outcome.metrics.length,
      bestEpoch: outcome.epoch,
      counts,
      rejected,
      validation: card.validation,
      threshold: card.threshold,
    },
    text: trainTexts[language].result({ card, counts, model, path }),
  };
}
