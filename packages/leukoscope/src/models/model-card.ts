import { VIEW_COUNTS } from '@leukoscope/engine/choices';
import { z } from 'zod';
import { schemeSchema } from '../cells/scheme.ts';
import { TEMPERATURE_REASONS } from '../evaluation/reliability/temperature.ts';
import { preprocessingSchema } from '../images/preprocessing.ts';
import { adaptationSchema } from './adaptation-card.ts';
import { calibrationSchema, modelErrorsSchema } from './calibration-card.ts';
import { MOST_TYPES, modelTypeSchema } from './model-types.ts';
import { MOST_MEMBERS } from './network-choices.ts';
import { networkSchema } from './networks.ts';
import { searchOriginSchema } from './search-origin.ts';
import { trainingPicturesSchema } from './training-pictures.ts';

/** Of the card's form. */
export const MODEL_CARD_VERSION = 2;
/** What the first version had no word for, and what it meant. */
const SINCE_VERSION_1 = { types: null, testViews: 1, members: null };

const count = z.int().min(0);
const rate = z.strictObject({
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
  method: z.string(),
});

const reachedSchema = z.strictObject({ sensitivity: rate, specificity: rate });

/** As training chose it. */
const trainedThresholdSchema = z.strictObject({
  threshold: z.number().min(0).max(1),
  rule: z.enum(['highest-with-sensitivity', 'default']),
  reason: z.enum(['sensitivity-reached', 'too-few-positives']),
  target: z.strictObject({ minSensitivity: z.number(), minPositives: z.number() }),
  reached: reachedSchema,
});

const thresholdSchema = z.discriminatedUnion('rule', [
  trainedThresholdSchema,
  /** As `calibration` says. */
  z.strictObject({ threshold: z.number().min(0).max(1), rule: z.literal('calibrated'), reached: reachedSchema }),
]);

/** See `fitTemperature`. */
const temperatureSchema = z.strictObject({
  value: z.number().positive().nullable(),
  reason: z.enum(TEMPERATURE_REASONS),
  cells: z.strictObject({ typical: count, atypical: count }),
});

const trainingSchema = z.strictObject({
  /** These three are `null` for an ensemble, whose members have their own. */
  seed: z.number().nullable(),
  settings: z.record(z.string(), z.unknown()).nullable(),
  /** If learning rate and weight decay come from a search by the validation cells, which then flatter the more. */
  search: searchOriginSchema.optional(),
  /** Epochs whose parameters the model has; fewer than were run where an earlier epoch was best. */
  epochs: count.nullable(),
  dataset: z.strictObject({
    name: z.string(),
    dataHash: z.string(),
    imagesHash: z.string(),
    /** Whether any of its cells are generated: the model is then for showing how things work, not for real cells. */
    synthetic: z.boolean(),
  }),
  /** See `packSeenImages`: evaluation refuses cells that the model was trained on. */
  seenImages: z.base64(),
  split: z.strictObject({ hash: z.string(), by: z.enum(['patient', 'image']) }),
  cells: z.record(
    z.enum(['train', 'validation', 'test']),
    z.strictObject({ typical: count, atypical: count, patients: count.nullable() }),
  ),
  versions: z.record(z.string(), z.string()),
  /** What computed it, `cpu` say, or several with commas; models from before there was a choice do not say. */
  device: z.string().optional(),
});

/**
 * On the cells that also chose epoch and threshold: flattering, not a test result. The loss is that of the learning
 * curves, of the pictures as they are; an ensemble's is that of the
 * groups. `null` without such cells.
 */
const validationSchema = z
  .strictObject({ cells: count, atypical: count, rocAuc: z.number().nullable(), loss: z.number() })
  .nullable();

/** A model that an ensemble is made of, as it is by itself; what it shares with the others stands in their card. */
const memberSchema = z.strictObject({
  network: networkSchema,
  /** Side of its pictures, made of those of the ensemble, in pixels; as theirs if absent. */
  sizePx: preprocessingSchema.shape.sizePx.optional(),
  testViews: z.literal(VIEW_COUNTS),
  threshold: thresholdSchema,
  training: trainingSchema.omit({ seenImages: true }),
  validation: validationSchema,
});

/**
 * What a model file says of itself: all that is needed to use it (preprocessing, classes, threshold) and to judge it
 * (data, split, settings, what it reached on validation cells). No dates and no paths: equal runs give equal files.
 */
export const modelCardSchema = z.strictObject({
  format: z.literal('leukoscope-model'),
  version: z.literal(MODEL_CARD_VERSION),
  purpose: z.string(),
  network: z.discriminatedUnion('name', [networkSchema, z.strictObject({ name: z.literal('ensemble') })]),
  /** What `probabilities` stand for. */
  classes: z.tuple([z.literal('typical'), z.literal('atypical')]),
  /** What `logits` and `typeProbabilities` stand for; `null`: the two classes. */
  types: z.array(modelTypeSchema).min(2).max(MOST_TYPES).nullable(),
  /**
   * How many views of a picture the probabilities are the means over, see `planeViews`; each costs a whole pass.
   * The most of its members for an ensemble.
   */
  testViews: z.literal(VIEW_COUNTS),
  preprocessing: preprocessingSchema,
  scheme: schemeSchema,
  threshold: thresholdSchema,
  training: trainingSchema,
  /** Whose probabilities are averaged in an ensemble; `null` for a single model. */
  members: z.array(memberSchema).min(2).max(MOST_MEMBERS).nullable(),
  validation: validationSchema,
  /**
   * What makes chances of `probabilities`, by the validation cells; the threshold is compared with `probabilities`
   * themselves. Models from before there was such a thing, or without validation cells, do not say.
   */
  temperature: temperatureSchema.optional(),
  /** What corrects a patient's share for the model's own errors; models from before there was such a thing do not say. */
  errors: modelErrorsSchema.optional(),
  /** If its threshold was chosen anew, by `leukoscope calibrate`. */
  calibration: calibrationSchema.optional(),
  /** What its training cells look like; models from before there was such a thing, and ensembles, do not say. */
  pictures: trainingPicturesSchema.optional(),
  /** If it was made from another model for another laboratory, by `leukoscope adapt`. */
  adaptation: adaptationSchema.optional(),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

/** A card of an earlier version that can still be read, in the form of this one; anything else as it is. */
export function upgradedCard(card: unknown): unknown {
  const isFirst = typeof card === 'object' && card !== null && 'version' in card && card.version === 1;
  return isFirst ? { ...card, version: MODEL_CARD_VERSION, ...SINCE_VERSION_1 } : card;
}

export const PURPOSE =
  'Research aid that sorts images of single white blood cells into typical and atypical. Not a medical device, not for diagnosis.';
