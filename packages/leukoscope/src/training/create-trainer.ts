import { classLoss, focalLoss, type Loss, type Runtime, robustLoss, Trainer, taughtLoss } from '@leukoscope/engine';
import { rateFactorOf } from '../models/networks.ts';
import type { StartWeights } from '../models/start-weights.ts';
import { learningPartOf } from './learning-part.ts';
import { optimizerOf } from './optimization.ts';
import type { TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';

interface TrainerStart {
  readonly seed: number;
  readonly runtime: Runtime;
  readonly classes: Pick<TrainingClasses, 'groups'>;
  /** `null` where all is drawn. */
  readonly start: StartWeights | null;
}

/** A trainer of the learning part at its start: parameters from the weights where there are any, else drawn by the seed. */
export function createTrainer(settings: TrainSettings, { seed, runtime, classes, start }: TrainerStart): Trainer {
  const { network, item } = learningPartOf(settings, classes.groups.length);
  const { layerDecay, clipNorm, convForms } = settings;
  return new Trainer({
    runtime,
    network,
    item,
    loss: lossOf(settings),
    optimizer: optimizerOf(settings),
    seed,
    ...(start && { start: start.tensors }),
    ...(layerDecay !== 1 && { rateFactor: (name) => rateFactorOf(name, layerDecay) }),
    convForms,
    ...(clipNorm !== null && { clipNorm }),
  });
}

function lossOf({ loss, teaching }: TrainSettings): Loss {
  const labels = lossOfLabels(loss);
  return teaching === undefined ? labels : taughtLoss(labels, teaching.temperature);
}

function lossOfLabels(loss: TrainSettings['loss']): Loss {
  if (loss === undefined) return classLoss;
  return loss.name === 'focal' ? focalLoss(loss.gamma) : robustLoss(loss.q);
}
