import { randomStream } from '@leukoscope/engine';
import type { SearchPlan } from '../../models/search-origin.ts';
import type { TrainSettings } from '../train-settings.ts';

/** What a trial tries. */
export interface TrialSettings {
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** Digits of a drawn value: it can be typed, and then gives the same bits. */
const DIGITS = 3;

/** Shares of whole numbers come out a rounding error above them. */
const ROUNDING = 1e-9;

/**
 * Epochs of each rung, rising; the last is the whole training. Each is `keep` times the next, so that every rung takes
 * about as much work as the one before, and there are no more than it takes to leave one trial.
 */
export function rungsOf({ epochs, trials, keep }: Pick<SearchPlan, 'trials' | 'keep'> & { epochs: number }): number[] {
  const rungs = [epochs];
  for (let left = trials; left > 1; left = keptOf(left, keep)) {
    const earlier = Math.floor(rungs[0]! * keep + ROUNDING);
    if (earlier < 1) break;
    rungs.unshift(earlier);
  }
  return rungs;
}

/** How many of `count` trials go on. */
export function keptOf(count: number, keep: number): number {
  return Math.max(1, Math.ceil(count * keep - ROUNDING));
}

/** The trials, drawn evenly by the logarithm from a stream of their own each. */
export function drawTrials({ trials, learningRate, weightDecay }: SearchPlan, seed: number): TrialSettings[] {
  return Array.from({ length: trials }, (_, index) => {
    const random = randomStream(seed, 'search', index);
    return { learningRate: drawn(learningRate, random()), weightDecay: drawn(weightDecay, random()) };
  });
}

function drawn([low, high]: readonly [number, number], share: number): number {
  const value = Number((low * (high / low) ** share).toPrecision(DIGITS));
  return Math.min(high, Math.max(low, value));
}

export function settingsOfTrial(settings: TrainSettings, { learningRate, weightDecay }: TrialSettings): TrainSettings {
  return { ...settings, learningRate, optimizer: { ...settings.optimizer, weightDecay } };
}
