import { z } from 'zod';
import { searchPlanSchema } from '../../models/search-origin.ts';
import { runRecordSchema } from '../run-record.ts';

const rungFiguresSchema = z.strictObject({
  /** Epoch whose parameters would be the model if training ended at the rung; its figures on the validation cells. */
  epoch: z.int().min(1),
  rocAuc: z.number().min(0).max(1).nullable(),
  loss: z.number(),
});
export type RungFigures = Readonly<z.infer<typeof rungFiguresSchema>>;

const trialSchema = z.strictObject({
  learningRate: z.number().positive(),
  weightDecay: z.number().positive(),
  /** One a rung, as far as the trial has come. */
  results: z.array(z.union([rungFiguresSchema, z.literal('diverged')])),
});
export type Trial = Readonly<z.infer<typeof trialSchema>>;

/** What a search was started with and has come to: enough to go on. */
export const searchRecordSchema = z.strictObject({
  format: z.literal('leukoscope-search'),
  version: z.literal(1),
  plan: searchPlanSchema,
  /** Of every trial, but for learning rate and weight decay. */
  run: runRecordSchema,
  trials: z.array(trialSchema).min(2),
});
export type SearchRecord = Readonly<z.infer<typeof searchRecordSchema>>;
