import { VIEW_COUNTS, type ViewCount } from '@leukoscope/engine';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { STAIN_METHODS } from '../../images/stain-normalisation/stain-normalisation.ts';
import { LEARNING_PARTS, NETWORK_NAMES } from '../../models/networks.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import { HEADS, type TrainSettings, trainSettingsSchema } from '../../training/train-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { optionName } from '../commander-option.ts';
import { DRAWING_KEYS, datasetOptions, drawingOptions, machineOptions, schemeOption } from '../dataset-options.ts';
import { choice, flag, integer, number, type OptionValues, parsed, text, withDefault } from '../options.ts';
import { scaleOption } from '../scale-option.ts';
import { refuseTogether } from './refuse-together.ts';
import { backboneOptions, refuseWithBackbone } from './train-backbone-options.ts';
import type { TrainBasis } from './train-basis.ts';
import { refuseWithFittedHead } from './train-head-options.ts';
import { OF_SEARCH, SEARCHED, searchOptions } from './train-search-options.ts';

const positive = { above: 0 };
const fraction = { min: 0, below: 1 };

const CROP_EXPECTED = {
  en: "'whole', 'cell', a share of the frame's side above 0, up to 1, or a side in micrometres (20um)",
  es: '«whole», «cell», una parte del lado del cuadro mayor que 0, hasta 1, o un lado en micrómetros (20um)',
};

/** A number is a share of the frame's side. */
type CropOption = 'whole' | 'cell' | number | `${number}um`;

const MICRONS = /^(?<side>.+)um$/;

export function isInMicrons(crop: CropOption): crop is `${number}um` {
  return typeof crop === 'string' && MICRONS.test(crop);
}

function parseCrop(given: string): CropOption | undefined {
  if (given === 'whole' || given === 'cell') return given;
  const microns = MICRONS.exec(given)?.groups?.side;
  if (microns === undefined) return number('share', { above: 0, max: 1 }).parse(given) as number | undefined;
  const sideUm = number('side', { above: 0, max: 1000 }).parse(microns) as number | undefined;
  return sideUm === undefined ? undefined : `${sideUm}um`;
}

const VIEWS_EXPECTED = { en: '1, 2, 4 or 8', es: '1, 2, 4 u 8' };

function parseViews(given: string): ViewCount | undefined {
  return VIEW_COUNTS.find((count) => given === String(count));
}

export const trainOptions = {
  out: text('folder'),
  resume: text('folder'),
  model: withDefault(choice(NETWORK_NAMES), 'cnn'),
  classes: withDefault(choice(['groups', 'types']), 'groups'),
  weights: withDefault(text('none|imagenet|file'), 'none'),
  licence: text('text'),
  download: flag(),
  ...backboneOptions,
  fineTune: withDefault(choice(LEARNING_PARTS), 'all'),
  head: withDefault(choice(HEADS), 'layers'),
  freezeNorm: flag(),
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
  layerDecay: withDefault(number('f', { above: 0, max: 1 }), 1),
  ema: number('decay', { above: 0, below: 1 }),
  clip: number('norm', positive),
  balance: withDefault(choice(['none', 'weights', 'sampling']), 'none'),
  labelSmoothing: withDefault(number('share', fraction), 0),
  crop: withDefault(parsed('whole|cell|share|um', CROP_EXPECTED, parseCrop), 'whole'),
  micronsPerPixel: scaleOption,
  normaliseStain: withDefault(choice(['none', ...STAIN_METHODS]), 'none'),
  flips: flag(),
  rightAngles: flag(),
  rotate: withDefault(number('degrees', { min: 0, max: 180 }), 0),
  shift: withDefault(number('share', { min: 0, max: 0.5 }), 0),
  colour: withDefault(number('amount', fraction), 0),
  stain: withDefault(number('amount', fraction), 0),
  views: withDefault(integer('n', { min: 1, max: 1000 }), 8),
  testViews: withDefault(parsed(VIEW_COUNTS.join('|'), VIEWS_EXPECTED, parseViews), 1),
  best: withDefault(choice(['roc-auc', 'loss', 'last']), 'roc-auc'),
  patience: integer('epochs', { min: 1 }),
  split: text('file'),
  ...drawingOptions,
  scheme: withDefault(schemeOption, 'default'),
  ...datasetOptions,
  seed: withDefault(integer('n', { min: 0 }), 1),
  ...searchOptions,
  rangeTest: flag(),
  rangeFrom: withDefault(number('rate', positive), 1e-6),
  rangeTo: withDefault(number('rate', positive), 0.1),
  rangeSteps: withDefault(integer('n', { min: 20, max: 100_000 }), 500),
  ...machineOptions,
  allowLeaks: flag(),
  allowRejected: flag(),
};

export type TrainOptions = OptionValues<typeof trainOptions>;

/** The settings of a run as the options say. */
export function settingsOf(given: TrainOptions, { network, sizePx, normalisation, start }: TrainBasis): TrainSettings {
  const { momentum, nesterov, weightDecay } = given;
  const fineTune = fineTuneOf(given);
  return trainSettingsSchema.parse({
    network,
    preprocessing: {
      sizePx,
      crop: cropOf(given),
      kernel: 'area',
      ...(given.normaliseStain !== 'none' && { stain: given.normaliseStain }),
      ...normalisation,
    },
    classes: given.classes,
    testViews: given.testViews,
    start: start === null ? { kind: 'drawn' } : startOf(start),
    fineTune,
    head: given.head,
    views: fineTune !== 'all' && isVaried(given) ? given.views : 1,
    epochs: given.epochs,
    batch: given.batch,
    optimizer:
      given.optimizer === 'sgd'
        ? { name: 'sgd', momentum, nesterov, weightDecay }
        : { name: given.optimizer, weightDecay },
    learningRate: given.lr,
    schedule: scheduleOf(given),
    layerDecay: given.layerDecay,
    averageDecay: given.ema ?? null,
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

/** A fitted head, and another program's network, have nothing else that learns. */
function fineTuneOf({ head, backbone, fineTune }: TrainOptions): TrainSettings['fineTune'] {
  return head === 'layers' && backbone === undefined ? fineTune : 'head';
}

function startOf({ id, sha256, licence }: StartWeights): TrainSettings['start'] {
  return { kind: 'weights', id, sha256, licence };
}

/** What is left around the cell on either side, as a share of its longer side. */
const CELL_MARGIN = 0.1;

function cropOf({ crop, micronsPerPixel }: TrainOptions): TrainSettings['preprocessing']['crop'] {
  if (crop === 'cell') return { kind: 'cell', margin: CELL_MARGIN };
  if (crop === 'whole' || crop === 1) return { kind: 'whole' };
  if (typeof crop === 'number') return { kind: 'centre', fraction: crop };
  const command = 'leukoscope train';
  if (micronsPerPixel === undefined) {
    throw new LeukoscopeError('usage.missing-option', { option: '--microns-per-pixel', command });
  }
  return { kind: 'physical', sideUm: Number.parseFloat(crop), micronsPerPixel };
}

function scheduleOf(given: TrainOptions): TrainSettings['schedule'] {
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

/** What a range test decides by itself, or does not come to. */
const OF_A_WHOLE_TRAINING = [
  'lr',
  'epochs',
  'schedule',
  'warmUp',
  'stepEvery',
  'stepFactor',
  'testViews',
  'best',
  'patience',
] as const;

const RANGE = ['rangeFrom', 'rangeTo', 'rangeSteps'] as const;

/** An option that would do nothing is refused, so that nobody believes that it did. */
export function refuseIneffective(given: TrainOptions, context: CommandContext): void {
  const { optimizer, schedule, epochs, warmUp, crop } = given;
  refuseWithoutEffect(given, context);
  if (given.head !== 'layers') refuseWithFittedHead(given, context);
  if (!isInMicrons(crop)) refuseTogether(`--crop ${crop}`, ['micronsPerPixel'], context);
  if (optimizer !== 'sgd') refuseTogether(`--optimizer ${optimizer}`, ['momentum', 'nesterov'], context);
  if (given.momentum === 0) refuseTogether('--momentum 0', ['nesterov'], context);
  if (schedule !== 'cosine') refuseTogether(`--schedule ${schedule}`, ['warmUp'], context);
  if (schedule !== 'step') refuseTogether(`--schedule ${schedule}`, ['stepEvery', 'stepFactor'], context);
  if (given.best === 'last') refuseTogether('--best last', ['patience'], context);
  if (!given.rangeTest && RANGE.some((key) => context.givenOptions.has(key))) {
    throw new LeukoscopeError('usage.missing-option', { option: '--range-test', command: 'leukoscope train' });
  }
  if (given.rangeTest) refuseTogether('--range-test', [...OF_A_WHOLE_TRAINING, 'search'], context);
  if (!given.search && OF_SEARCH.some((key) => context.givenOptions.has(key))) {
    throw new LeukoscopeError('usage.missing-option', { option: '--search', command: 'leukoscope train' });
  }
  if (given.search) refuseTogether('--search', SEARCHED, context);
  if (given.split !== undefined) refuseTogether('--split', DRAWING_KEYS, context);
  if (warmUp >= epochs) {
    const expected = { kind: 'number', range: { min: 0, below: epochs } } as const;
    throw new LeukoscopeError('usage.invalid-value', { option: '--warm-up', value: String(warmUp), expected });
  }
}

function isVaried({ flips, rightAngles, rotate, shift, colour, stain }: TrainOptions): boolean {
  return flips || rightAngles || rotate + shift + colour + stain > 0;
}

/** What concerns parts of a network that starts from weights. */
function refuseWithoutEffect(given: TrainOptions, context: CommandContext): void {
  refuseWithBackbone(given, context);
  if (given.backbone === undefined) refuseWithWeights(given, context);
  if (fineTuneOf(given) === 'all') refuseTogether('--fine-tune all', ['views'], context);
  if (!isVaried(given) && context.givenOptions.has('views')) {
    throw new LeukoscopeError('usage.missing-option', { option: '--flips', command: 'leukoscope train --views' });
  }
}

function refuseWithWeights({ model, weights, fineTune }: TrainOptions, context: CommandContext): void {
  if (model === 'cnn') refuseTogether('--model cnn', ['fineTune', 'freezeNorm', 'layerDecay'], context);
  if (weights === 'none') refuseTogether('--weights none', ['fineTune', 'freezeNorm', 'licence', 'download'], context);
  if (weights === 'imagenet') refuseTogether('--weights imagenet', ['licence'], context);
  else refuseTogether(`--weights ${weights}`, ['download'], context);
  if (fineTune === 'head') refuseTogether('--fine-tune head', ['freezeNorm', 'layerDecay'], context);
}

/** A resumed run has its settings in its folder; one that could be given anew would make it another run. */
export function refuseWithResume(dataset: string | undefined, { givenOptions }: CommandContext): void {
  const allowed = new Set(['resume', 'device', 'noCache']);
  const other = [...givenOptions].find((key) => !allowed.has(key));
  const second = dataset ?? (other && optionName(other));
  if (second !== undefined) throw new LeukoscopeError('usage.conflicting-options', { first: '--resume', second });
}
