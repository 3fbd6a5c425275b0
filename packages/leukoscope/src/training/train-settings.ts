import { z } from 'zod';
import { augmentationSchema } from '../images/augmentation.ts';
import { preprocessingSchema } from '../images/preprocessing.ts';
import { networkSchema } from '../models/networks.ts';

const positive = z.number().positive();
const fraction = z.number().min(0).lt(1);

/** How a network is trained: everything that, with data, split, seed and versions, decides its parameters. */
export const trainSettingsSchema = z.strictObject({
  network: networkSchema,
  preprocessing: preprocessingSchema,
  /** What the network learns to tell apart: the two groups, or every cell type met among the training cells. */
  classes: z.enum(['groups', 'types']),
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
  /** Largest norm of all gradients together; `null`: not bounded. */
  clipNorm: positive.nullable(),
  /** What is done where one class has more cells: nothing, a weighted loss, or drawing each class equally often. */
  balance: z.enum(['none', 'weights', 'sampling']),
  labelSmoothing: fraction,
  augmentation: augmentationSchema,
  /**
   * Which epoch's parameters become the model, by validation; of equal ROC AUCs the one with the lower loss. Without
   * validation cells it is the last.
   */
  best: z.enum(['roc-auc', 'loss', 'last']),
  /** Stops after this many epochs without a better one; `null`: never. */
  patience: z.int().min(1).nullable(),
});
export type TrainSettings = z.infer<typeof trainSettingsSchema>;
