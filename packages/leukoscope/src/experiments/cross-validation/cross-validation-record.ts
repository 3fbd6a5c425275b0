import { z } from 'zod';
import { schemeSchema } from '../../cells/scheme.ts';
import { SPLIT_UNITS } from '../../datasets/split-units.ts';
import { runRecordSchema } from '../../training/run-record.ts';
import { trainSettingsSchema } from '../../training/train-settings.ts';

/** What a cross-validation was started with: enough to go on with it. */
export const crossValidationRecordSchema = z.strictObject({
  format: z.literal('leukoscope-cross-validation'),
  version: z.literal(1),
  dataset: runRecordSchema.shape.dataset.pick({ path: true, exclude: true, name: true, dataHash: true }),
  scheme: schemeSchema,
  seed: z.int().min(0),
  by: z.enum(SPLIT_UNITS),
  folds: z.int().min(2),
  repeats: z.int().min(1),
  validationFraction: z.number().min(0).lt(1),
  /** What is compared, all on the same folds; the others are compared with the first. */
  candidates: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        settings: trainSettingsSchema,
        /** Training cells that each of its runs learns from, rising; all of them where the list is empty. */
        sizes: z.array(z.int().min(2)),
      }),
    )
    .min(1),
  allowRejected: z.boolean(),
  machine: z.strictObject({ device: z.string(), threads: z.int().min(1) }),
});
export type CrossValidationRecord = z.infer<typeof crossValidationRecordSchema>;
export type Candidate = CrossValidationRecord['candidates'][number];
