import { CONV_FORMS, VIEW_COUNTS } from '@leukoscope/engine/choices';
import { z } from 'zod';
import { augmentationSchema } from '../images/augmentation.ts';
import { preprocessingSchema } from '../images/preprocessing.ts';
import { CLASS_CHOICES, HEADS, LEARNING_PARTS, MOST_MEMBERS } from '../models/network-choices.ts';
import { networkSchema } from '../models/networks.ts';
import { startModelSchema } from '../models/start-model.ts';

const positive = z.number().positive();
const fraction = z.number().min(0).lt(1);

/** How a network is trained that has no teacher. */
const ownSettingsSchema = z.strictObject({
  network: networkSchema,
  preprocessing: preprocessingSchema,
  /**
   * What the network learns to tell apart: the two groups, or every cell type met among the training cells. `auto` becomes
   * one of them with the data, see `classesFor`; in a run's record it has.
   */
  classes: z.enum(CLASS_CHOICES),
  /** How many views of a picture the finished model averages over, see `planeViews`; the training has nothing of it. */
  testViews: z.literal(VIEW_COUNTS),
  /** What parameters start from: drawn by the seed, or those of a file; the head is always drawn. */
  start: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('drawn') }),
    z.strictObject({
      kind: z.literal('weights'),
      /** By which the file is known, `null` for a user's own. */
      id: z.string().nullable(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** SPDX name or the user's words; `null`: not stated. */
      licence: z.string().nullable(),
      /** The model of ours whose body they are. */
      model: z.exactOptional(startModelSchema),
    }),
  ]),
  /** What learns; what comes before it keeps what it starts from, and runs once for each image. */
  fineTune: z.enum(LEARNING_PARTS),
  /** Layers trained in steps, or a head fitted to the features of all cells in one go (then `fineTune` is `head`). */
  head: z.enum(HEADS),
  /** Where a part is frozen and images are varied: in how many ways each image is kept, varied once and for all. */
  views: z.int().min(1).max(1000),
  epochs: z.int().min(1).max(100_000),
  batch: z.int().min(1).max(4096),
  optimizer: z.discriminatedUnion('name', [
    z.strictObject({
      name: z.literal('sgd'),
      momentum: fraction,
      nesterov: z.boolean(),
      weightDecay: z.number().min(0),
    }),
    z.strictObject({ name: z.literal('adam'), weightDecay: z.number().min(0) }),
    z.strictObject({ name: z.literal('adamw'), weightDecay: z.number().min(0) }),
  ]),
  learningRate: positive,
  schedule: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('constant') }),
    /** Multiplies the rate by `factor` after every `everyEpochs`. */
    z.strictObject({ name: z.literal('step'), everyEpochs: z.int().min(1), factor: positive.max(1) }),
    /** Rises over `warmUpEpochs`, then falls along half a cosine to 0. */
    z.strictObject({ name: z.literal('cosine'), warmUpEpochs: z.number().min(0) }),
    z.strictObject({ name: z.literal('one-cycle') }),
  ]),
  /** The rate is multiplied by this for each stage below the head; 1: the same for all. */
  layerDecay: positive.max(1),
  /** Share that a moving average of the parameters keeps in each step, and the model then has; `null`: no average. */
  averageDecay: z.number().gt(0).lt(1).nullable(),
  /**
   * Forms of convolutions that were timed before the run, by their shape (`tuneConvolutions`); the others are chosen by a
   * cost model. They decide the last bits of every sum.
   */
  convForms: z.record(z.string(), z.enum(CONV_FORMS)).default({}),
  /** Largest norm of all gradients together; `null`: not bounded. */
  clipNorm: positive.nullable(),
  /** What is done where one class has more cells: nothing, a weighted loss, or drawing each class equally often. */
  balance: z.enum(['none', 'weights', 'sampling']),
  labelSmoothing: fraction,
  /** What is made small in training; cross-entropy unless given. */
  loss: z.exactOptional(
    z.discriminatedUnion('name', [
      z.strictObject({ name: z.literal('focal'), gamma: positive }),
      z.strictObject({ name: z.literal('robust'), q: positive.max(1) }),
    ]),
  ),
  /** Both shapes of the beta distribution by which cells of a batch are mixed, see `drawMixing`; none unless given. */
  mixup: z.exactOptional(positive),
  augmentation: augmentationSchema,
  /**
   * Which epoch's parameters become the model, by validation; of equal ROC AUCs the one with the lower loss. Without
   * validation cells it is the last.
   */
  best: z.enum(['roc-auc', 'loss', 'last']),
  /** Stops after this many epochs without a better one; `null`: never. */
  patience: z.int().min(1).nullable(),
  /** Of the training part so many cells are used, drawn by the seed with its share of atypical cells; all unless given. */
  trainingCells: z.exactOptional(z.int().min(2)),
  /** What draws those cells, where it is not the run's own seed: a teacher learns from its student's. */
  cellsSeed: z.exactOptional(z.number()),
  /** Epochs become more where there would be fewer steps than this; in a run's record they have become so, see `settled`. */
  leastSteps: z.exactOptional(z.int().min(1)),
});

/** Whose probabilities a network learns from beside the labels; see `taughtLoss`. */
const teachingSchema = z.strictObject({
  /** The teacher's share of the loss. */
  weight: positive.max(1),
  temperature: positive,
  by: z.discriminatedUnion('kind', [
    /** A model that was there, or several as one. */
    startModelSchema.extend({
      kind: z.literal('model'),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** How many models it averages over. */
      models: z.int().min(1),
    }),
    /** Models that are trained for it, on its very training cells. */
    z.strictObject({
      kind: z.literal('recipe'),
      name: z.string().min(1),
      settings: ownSettingsSchema,
      models: z.int().min(1).max(MOST_MEMBERS),
    }),
  ]),
});
export type Teaching = z.infer<typeof teachingSchema>;

/** How a network is trained: everything that, with data, split, seed and versions, decides its parameters. */
export const trainSettingsSchema = ownSettingsSchema.extend({ teaching: z.exactOptional(teachingSchema) });
export type TrainSettings = z.infer<typeof trainSettingsSchema>;

/** What of the settings a fitted head does not come to: it is not trained in steps. */
const OF_STEPS = [
  'views',
  'epochs',
  'leastSteps',
  'batch',
  'optimizer',
  'learningRate',
  'schedule',
  'layerDecay',
  'averageDecay',
  'convForms',
  'clipNorm',
  'labelSmoothing',
  'loss',
  'mixup',
  'augmentation',
  'best',
  'patience',
] as const satisfies readonly (keyof TrainSettings)[];

/** The settings with as many epochs as `leastSteps` asks for when so many cells are learnt from. */
export function settled(settings: TrainSettings, trainingCells: number): TrainSettings {
  const { epochs, batch, leastSteps = 0 } = settings;
  const stepsPerEpoch = Math.ceil(trainingCells / batch);
  return { ...settings, epochs: Math.max(epochs, Math.ceil(leastSteps / stepsPerEpoch)) };
}

/** Those settings that had a part in what came out. */
export function decisiveSettings(settings: TrainSettings): Partial<TrainSettings> {
  if (settings.head === 'layers') return settings;
  const left = new Set<string>(OF_STEPS);
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !left.has(key)));
}
