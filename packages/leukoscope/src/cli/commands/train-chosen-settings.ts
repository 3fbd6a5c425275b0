import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import { type TrainSettings, trainSettingsSchema } from '../../training/train-settings.ts';
import type { TrainBasis } from './train-basis.ts';
import type { TrainOptions } from './train-options.ts';

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
    convForms: {},
    clipNorm: given.clip ?? null,
    balance: given.balance,
    labelSmoothing: given.labelSmoothing,
    ...lossOf(given),
    ...(given.mixup !== undefined && { mixup: given.mixup }),
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
    ...(given.trainingCells !== undefined && { trainingCells: given.trainingCells }),
    ...(given.leastSteps !== undefined && { leastSteps: given.leastSteps }),
  } satisfies TrainSettings);
}

/** A fitted head, and another program's network, have nothing else that learns. */
export function fineTuneOf({ head, backbone, fineTune }: TrainOptions): TrainSettings['fineTune'] {
  return head === 'layers' && backbone === undefined ? fineTune : 'head';
}

function startOf({ id, sha256, licence, model }: StartWeights): TrainSettings['start'] {
  const of = model && { dataset: model.dataset, cells: model.cells };
  return { kind: 'weights', id, sha256, licence, ...(of && { model: of }) };
}

function lossOf({ loss, focalGamma, robustQ }: TrainOptions): Pick<TrainSettings, 'loss'> {
  switch (loss) {
    case 'cross-entropy':
      return {};
    case 'focal':
      return { loss: { name: 'focal', gamma: focalGamma } };
    case 'robust':
      return { loss: { name: 'robust', q: robustQ } };
  }
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

export function isVaried({ flips, rightAngles, rotate, shift, colour, stain }: TrainOptions): boolean {
  return flips || rightAngles || rotate + shift + colour + stain > 0;
}
