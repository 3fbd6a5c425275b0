import { classLoss, type Runtime, Trainer } from '@leukoscope/engine';
import { CLASSES } from '../models/model-card.ts';
import { buildNetwork } from '../models/networks.ts';
import { optimizerOf } from './optimization.ts';
import type { TrainSettings } from './train-settings.ts';

/** A trainer at its start: parameters drawn by the seed. */
export function createTrainer(settings: TrainSettings, seed: number, runtime: Runtime): Trainer {
  const { sizePx } = settings.preprocessing;
  return new Trainer({
    runtime,
    network: buildNetwork(settings.network, settings.preprocessing, CLASSES.length),
    item: { dtype: 'uint8', shape: [sizePx, sizePx, 3] },
    loss: classLoss,
    optimizer: optimizerOf(settings),
    seed,
    ...(settings.clipNorm !== null && { clipNorm: settings.clipNorm }),
  });
}
