import { classLoss, type Runtime, Trainer } from '@leukoscope/engine';
import { buildNetwork } from '../models/networks.ts';
import { optimizerOf } from './optimization.ts';
import type { TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';

interface TrainerStart {
  readonly seed: number;
  readonly runtime: Runtime;
  readonly classes: TrainingClasses;
}

/** A trainer at its start: parameters drawn by the seed. */
export function createTrainer(settings: TrainSettings, { seed, runtime, classes }: TrainerStart): Trainer {
  const { sizePx } = settings.preprocessing;
  return new Trainer({
    runtime,
    network: buildNetwork(settings.network, settings.preprocessing, classes.groups.length),
    item: { dtype: 'uint8', shape: [sizePx, sizePx, 3] },
    loss: classLoss,
    optimizer: optimizerOf(settings),
    seed,
    ...(settings.clipNorm !== null && { clipNorm: settings.clipNorm }),
  });
}
