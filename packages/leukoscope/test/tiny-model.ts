import type { Trainer } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { DEFAULT_SCHEME, type Group } from '../src/cells/scheme.ts';
import { chooseThreshold } from '../src/evaluation/threshold.ts';
import { NO_AUGMENTATION } from '../src/images/augmentation.ts';
import type { Preprocessing } from '../src/images/preprocessing.ts';
import { MODEL_CARD_VERSION, type ModelCard, PURPOSE } from '../src/models/model-card.ts';
import type { ModelType } from '../src/models/model-types.ts';
import { packSeenImages } from '../src/models/seen-images.ts';
import { createTrainer } from '../src/training/create-trainer.ts';
import type { TrainSettings } from '../src/training/train-settings.ts';
import { GROUP_CLASSES } from '../src/training/training-classes.ts';

/** One thread: with more, small graphs stand still where others use the machine too. */
export const TINY_RUNTIME = nodeRuntime({ threads: 1 });

const PREPROCESSING: Preprocessing = {
  sizePx: 16,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
};

/** The paper's settings on pictures of 16 px, but for what is given. */
export function tinySettings(changes: Partial<TrainSettings> = {}): TrainSettings {
  return {
    network: { name: 'cnn' },
    preprocessing: PREPROCESSING,
    classes: 'groups',
    testViews: 1,
    start: { kind: 'drawn' },
    fineTune: 'all',
    head: 'layers',
    views: 1,
    epochs: 3,
    batch: 8,
    optimizer: { name: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 },
    learningRate: 0.001,
    schedule: { name: 'constant' },
    layerDecay: 1,
    averageDecay: null,
    convForms: {},
    clipNorm: null,
    balance: 'none',
    labelSmoothing: 0,
    augmentation: NO_AUGMENTATION,
    best: 'roc-auc',
    patience: null,
    ...changes,
  };
}

/** The card of a model that was trained on nothing. */
export function tinyCard(changes: Partial<ModelCard> = {}): ModelCard {
  const settings = tinySettings();
  const nobody = { typical: 0, atypical: 0, patients: null };
  return {
    format: 'leukoscope-model',
    version: MODEL_CARD_VERSION,
    purpose: PURPOSE,
    network: settings.network,
    classes: ['typical', 'atypical'],
    types: null,
    testViews: 1,
    preprocessing: settings.preprocessing,
    scheme: DEFAULT_SCHEME,
    threshold: chooseThreshold([]),
    training: {
      seed: 1,
      settings,
      epochs: 0,
      dataset: { name: 'nothing', dataHash: 'd', imagesHash: 'i', synthetic: false },
      seenImages: packSeenImages([]),
      split: { hash: 's', by: 'image' },
      cells: { train: nobody, validation: nobody, test: nobody },
      versions: { leukoscope: '0.1.0' },
    },
    members: null,
    validation: null,
    ...changes,
  };
}

/** A type of one training cell. */
export function tinyType(code: string, group: Group = 'typical'): ModelType {
  return { code, name: { en: `${code} (en)`, es: `${code} (es)` }, group, cells: 1 };
}

/** The network of `tinyCard`, or of one with these types, its parameters drawn by the seed. */
export function tinyTrainer(seed = 1, types: readonly ModelType[] | null = null, settings = tinySettings()): Trainer {
  const ofTypes = types && { types, groups: types.map(({ group }) => group), classOf: () => null };
  return createTrainer(settings, { seed, runtime: TINY_RUNTIME, classes: ofTypes ?? GROUP_CLASSES, start: null });
}
