import { z } from 'zod';
import { SPLIT_PARTS } from '../cells/cell.ts';

const count = z.int().min(0);
const partCounts = z.strictObject({ typical: count, atypical: count, patients: count.nullable() });

/** `test.json`: what a run that is done said of each cell of its test part, and how it came to it. */
export const storedTestSchema = z.strictObject({
  format: z.literal('leukoscope-reproduced-run'),
  version: z.literal(1),
  epochs: count.min(1),
  batch: count.min(1),
  start: z.strictObject({ id: z.string().nullable(), sha256: z.string(), licence: z.string().nullable() }).nullable(),
  cells: z.record(z.enum(SPLIT_PARTS), partCounts),
  /** Of the last epoch. */
  training: z.strictObject({ loss: z.number(), accuracy: z.number() }),
  /** That the model calls cells atypical from; 0.5 where no validation cells chose one. */
  threshold: z.number().min(0).max(1).default(0.5),
  /** `null` where it was interrupted on the way. */
  seconds: z.number().min(0).nullable(),
  scored: z.array(
    z.strictObject({
      id: z.string(),
      patient: z.string().nullable(),
      cellCode: z.string().nullable(),
      label: z.string().nullable(),
      group: z.enum(['typical', 'atypical']),
      probability: z.number().min(0).max(1),
    }),
  ),
});
export type StoredTest = z.infer<typeof storedTestSchema>;
