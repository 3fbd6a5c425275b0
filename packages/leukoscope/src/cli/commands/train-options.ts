import { VIEW_COUNTS, type ViewCount } from '@leukoscope/engine/choices';
import { STAIN_METHODS } from '../../images/stain-normalisation/stain-normalisation.ts';
import { CLASS_CHOICES, HEADS, LEARNING_PARTS, NETWORK_NAMES } from '../../models/network-choices.ts';
import { datasetOptions, drawingOptions, machineOptions, scaleOption, schemeOption } from '../dataset-options.ts';
import { choice, flag, integer, number, type OptionValues, parsed, text, withDefault } from '../options.ts';
import { backboneOptions } from './train-backbone-options.ts';
import { lossOptions } from './train-loss-options.ts';
import { searchOptions } from './train-search-options.ts';
import { teacherOptions } from './train-teacher-options.ts';

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
  recipe: text('name|file'),
  model: withDefault(choice(NETWORK_NAMES), 'cnn'),
  classes: withDefault(choice(CLASS_CHOICES), 'groups'),
  weights: withDefault(text('none|imagenet|file|run'), 'none'),
  licence: text('text'),
  download: flag(),
  ...backboneOptions,
  fineTune: withDefault(choice(LEARNING_PARTS), 'all'),
  head: withDefault(choice(HEADS), 'layers'),
  norm: withDefault(choice(['batch', 'group']), 'batch'),
  freezeNorm: flag(),
  size: withDefault(integer('pixels', { min: 8, max: 1024 }), 32),
  epochs: withDefault(integer('n', { min: 1, max: 100_000 }), 10),
  leastSteps: integer('n', { min: 1 }),
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
  ...lossOptions,
  ...teacherOptions,
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
  trainingCells: integer('n', { min: 2 }),
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
  tune: flag(),
  ...machineOptions,
  allowLeaks: flag(),
  allowRejected: flag(),
};

export type TrainOptions = OptionValues<typeof trainOptions>;

/** What is of one use of a training, its place, data and machine, and so in no recipe. */
export const NOT_OF_A_RECIPE = [
  'out',
  'resume',
  'recipe',
  'download',
  'teacher',
  'split',
  ...Object.keys(drawingOptions),
  'scheme',
  ...Object.keys(datasetOptions),
  'micronsPerPixel',
  'seed',
  'search',
  'rangeTest',
  ...Object.keys(machineOptions),
  'allowLeaks',
  'allowRejected',
] as readonly (keyof TrainOptions)[];
