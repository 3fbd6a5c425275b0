import { NO_AUGMENTATION } from '../images/augmentation.ts';
import { NETWORKS } from '../models/networks.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { TrainSettings } from '../training/train-settings.ts';
import type { PaperExperiment } from './paper/paper-experiments.ts';
import type { PlannedRun } from './reproduced-run.ts';

/** Where the paper prints no batch size. */
const ASSUMED_BATCH = 32;

/** The paper's settings of its small network. */
const SMALL = {
  optimizer: { name: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 },
  learningRate: 0.001,
} as const;
/** And of its transfer learning. */
const TRANSFER = { optimizer: { name: 'adam', weightDecay: 3e-3 }, learningRate: 5e-4 } as const;

export interface SettingsOptions {
  /** What the network starts from; `null`: everything is drawn. */
  readonly start: StartWeights | null;
  /** The paper's epochs are multiplied by it; at least one is done. */
  readonly epochsFactor: number;
}

/**
 * How a run is trained: as the paper prints, and where it is silent as assumed of it: the whole frame, no augmentation,
 * a constant learning rate, and the parameters of the last epoch.
 */
export function settingsOf(
  { experiment, learns }: PlannedRun,
  { start, epochsFactor }: SettingsOptions,
): TrainSettings {
  const { spec, normalisation } = NETWORKS[experiment.network];
  return {
    network: spec,
    preprocessing: { sizePx: experiment.sizePx, crop: { kind: 'whole' }, kernel: 'area', ...normalisation },
    classes: 'groups',
    testViews: 1,
    start: start === null ? { kind: 'drawn' } : startOf(start),
    fineTune: learns,
    head: 'layers',
    views: 1,
    epochs: epochsOf(experiment, epochsFactor),
    batch: batchOf(experiment),
    ...(experiment.network === 'cnn' ? SMALL : TRANSFER),
    schedule: { name: 'constant' },
    layerDecay: 1,
    averageDecay: null,
    convForms: {},
    clipNorm: null,
    balance: 'none',
    labelSmoothing: 0,
    augmentation: NO_AUGMENTATION,
    best: 'last',
    patience: null,
  };
}

function epochsOf({ epochs }: PaperExperiment, factor: number): number {
  return Math.max(1, Math.round(epochs * factor));
}

function batchOf({ batch }: PaperExperiment): number {
  return batch ?? ASSUMED_BATCH;
}

function startOf({ id, sha256, licence }: StartWeights): TrainSettings['start'] {
  return { kind: 'weights', id, sha256, licence };
}
