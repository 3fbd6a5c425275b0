import {
  adam,
  adamW,
  constantRate,
  cosineRate,
  type Optimizer,
  oneCycleRate,
  type Schedule,
  sgd,
  stepRate,
  withMovingAverage,
} from '@leukoscope/engine';
import type { TrainSettings } from './train-settings.ts';

export function optimizerOf(settings: TrainSettings): Optimizer {
  const optimizer = steppingOf(settings);
  return settings.averageDecay === null ? optimizer : withMovingAverage(optimizer, settings.averageDecay);
}

function steppingOf({ optimizer }: TrainSettings): Optimizer {
  switch (optimizer.name) {
    case 'sgd':
      return sgd(optimizer);
    case 'adam':
      return adam(optimizer);
    case 'adamw':
      return adamW(optimizer);
  }
}

/** The learning rate at each step of the whole training, counted from 0. */
export function scheduleOf({ schedule, learningRate, epochs }: TrainSettings, stepsPerEpoch: number): Schedule {
  const steps = epochs * stepsPerEpoch;
  switch (schedule.name) {
    case 'constant':
      return constantRate(learningRate);
    case 'step':
      return stepRate(learningRate, { every: schedule.everyEpochs * stepsPerEpoch, factor: schedule.factor });
    case 'cosine':
      // Of a warm-up just shorter than the training, rounding must leave a step to fall in.
      return cosineRate(learningRate, {
        steps,
        warmUp: Math.min(steps - 1, Math.round(schedule.warmUpEpochs * stepsPerEpoch)),
      });
    case 'one-cycle':
      return oneCycleRate(learningRate, { steps });
  }
}
