import { join, resolve } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import { schemeById } from '../../cells/scheme.ts';
import { createSplit } from '../../datasets/splits/create-split.ts';
import { presetSplitOf } from '../../datasets/splits/preset-split.ts';
import { readSplit } from '../../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { NETWORK_NAMES } from '../../models/networks.ts';
import { learningCurves } from '../../reports/plots/learning-curves.ts';
import { RunFolder } from '../../training/run-folder.ts';
import {
  type RunRequest,
  type RunResult,
  type RunWorld,
  resumeRun,
  startRun,
  threadsOf,
} from '../../training/start-run.ts';
import { type TrainSettings, trainSettingsSchema } from '../../training/train-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { optionName } from '../commander-option.ts';
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
import { type RangeTestRange, runRangeTest } from './train-range-test.ts';
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
  rangeTest: flag(),
  rangeFrom: withDefault(number('rate', positive), 1e-6),
  rangeTo: withDefault(number('rate', positive), 0.1),
  rangeSteps: withDefault(integer('n', { min: 20, max: 100_000 }), 500),
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
      run: 'leukoscope train cells/ --range-test --out range/',
      en: 'Finds a learning rate: one short training over all rates, with its plot',
      es: 'Busca una tasa de aprendizaje: un entrenamiento corto por todas las tasas, con su gráfico',
    },
    {
      run: 'leukoscope train --resume run/',
      en: 'Goes on after an interruption, with the same result to the bit',
      es: 'Continúa tras una interrupción, con el mismo resultado bit a bit',
    },
  ],
  async action({ dataset }, given, context) {
    const path = resolve(context.cwd, given.resume ?? given.out ?? missing('out'));
    if (given.rangeTest && given.resume === undefined) {
      refuseIneffective(given, context);
      const request = await requestOf(resolve(context.cwd, dataset ?? missing('dataset')), given, context);
      return runRangeTest(request, { ...rangeOf(given), path, world: worldOf(given.threads, given, context), context });
    }
    const folder = new RunFolder(path);
    try {
      const result = given.resume === undefined ? start(dataset, given, context) : resume(dataset, given, context);
      return await resultOf(await result(folder), path, context);
    } catch (error) {
      if (context.signal.aborted && error === context.signal.reason) {
        context.note(trainTexts[context.language].interrupted((await folder.hasBegun()) ? path : null));
      }
      throw error;
    }
  },
});

const CURVES_WIDTH_PX = 900;

type Given = OptionValues<typeof options>;
/** @throws LeukoscopeError `usage.invalid-value` unless the rates rise. */
function rangeOf({ rangeFrom: from, rangeTo: to, rangeSteps: steps }: Given): RangeTestRange {
  if (to > from) return { from, to, steps };
  const expected = { kind: 'number', range: { above: from } } as const;
  throw new LeukoscopeError('usage.invalid-value', { option: '--range-to', value: String(to), expected });
}

type Job = (folder: RunFolder) => Promise<RunResult>;

function start(dataset: string | undefined, given: Given, context: CommandContext): Job {
  refuseIneffective(given, context);
  const datasetPath = resolve(context.cwd, dataset ?? missing('dataset'));
  return async (folder) => {
    const request = await requestOf(datasetPath, given, context);
    await createOutputFolder(folder.path);
    await using _lock = await lockFolder(folder.path, { command: 'leukoscope train' });
    return await startRun(request, folder, worldOf(given.threads, given, context));
  };
}

function resume(dataset: string | undefined, given: Given, context: CommandContext): Job {
  refuseWithResume(dataset, context);
  return async (folder) => {
    const threads = threadsOf(await folder.record());
    await using _lock = await lockFolder(folder.path, { command: 'leukoscope train --resume' });
    return await resumeRun(folder, worldOf(threads, given, context));
  };
}

function worldOf(threads: number | undefined, { noCache }: Given, context: CommandContext): RunWorld {
  const onWarning = (warning: LeukoscopeError) => context.warn(warning.textIn(context.language).message);
  return { ...runWorld(context, { threads, cache: !noCache }), onWarning };
}

async function requestOf(datasetPath: string, given: Given, context: CommandContext): Promise<RunRequest> {
  const { by, valFraction, testFraction, noStratify, seed, allowLeaks, allowRejected, exclude } = given;
  const fromFile = given.split === undefined ? null : await readSplit(resolve(context.cwd, given.split));
  const presetOf = (cells: readonly Cell[]) => {
    const preset = presetSplitOf(cells);
    if (preset !== null) refuseTogether("'split' (manifest.csv)", DRAWING, context);
    return preset;
  };
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
      presetOf(cells) ??
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

function settingsOf(given: Given): TrainSettings {
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

function scheduleOf(given: Given): TrainSettings['schedule'] {
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
  const command = 'leukoscope train';
  if (what === 'out') throw new LeukoscopeError('usage.missing-option', { option: '--out', command });
  throw new LeukoscopeError('usage.missing-argument', { argument: 'dataset', command });
}

/** Options that only say how a split is drawn. */
const DRAWING = ['by', 'valFraction', 'testFraction', 'noStratify'] as const;

/** An option that would do nothing is refused, so that nobody believes that it did. */
function refuseIneffective(given: Given, context: CommandContext): void {
  const { optimizer, schedule, epochs, warmUp } = given;
  if (optimizer !== 'sgd') refuseTogether(`--optimizer ${optimizer}`, ['momentum', 'nesterov'], context);
  if (given.momentum === 0) refuseTogether('--momentum 0', ['nesterov'], context);
  if (schedule !== 'cosine') refuseTogether(`--schedule ${schedule}`, ['warmUp'], context);
  if (schedule !== 'step') refuseTogether(`--schedule ${schedule}`, ['stepEvery', 'stepFactor'], context);
  if (given.best === 'last') refuseTogether('--best last', ['patience'], context);
  if (!given.rangeTest) refuseTogether('train', ['rangeFrom', 'rangeTo', 'rangeSteps'], context);
  if (given.split !== undefined) refuseTogether('--split', DRAWING, context);
  if (warmUp >= epochs) {
    const expected = { kind: 'number', range: { min: 0, below: epochs } } as const;
    throw new LeukoscopeError('usage.invalid-value', { option: '--warm-up', value: String(warmUp), expected });
  }
}

function refuseTogether(second: string, keys: readonly (keyof Given)[], { givenOptions }: CommandContext): void {
  const key = keys.find((candidate) => givenOptions.has(candidate));
  if (key !== undefined) throw new LeukoscopeError('usage.conflicting-options', { first: optionName(key), second });
}

/** A resumed run has its settings in its folder; one that could be given anew would make it another run. */
function refuseWithResume(dataset: string | undefined, { givenOptions }: CommandContext): void {
  const allowed = new Set(['resume', 'noCache']);
  const other = [...givenOptions].find((key) => !allowed.has(key));
  const second = dataset ?? (other && optionName(other));
  if (second !== undefined) throw new LeukoscopeError('usage.conflicting-options', { first: '--resume', second });
}

async function resultOf(result: RunResult, path: string, { language }: CommandContext): Promise<CommandResult> {
  const { card, outcome, counts, excluded, rejected } = result;
  const model = join(path, 'model.onnx');
  const curves = join(path, 'learning-curves.svg');
  await writeFileAtomic(curves, learningCurves(outcome.metrics, { language, widthPx: CURVES_WIDTH_PX }));
  return {
    document: {
      model,
      curves,
      epochs: outcome.metrics.length,
      bestEpoch: outcome.epoch,
      counts,
      excluded,
      rejected,
      validation: card.validation,
      threshold: card.threshold,
    },
    text: trainTexts[language].result({ ...result, model, path }),
  };
}
