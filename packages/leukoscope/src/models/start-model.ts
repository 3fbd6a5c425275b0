import { z } from 'zod';

/** What is told of a model of ours whose body a training starts from. */
export const startModelSchema = z.strictObject({
  /** What it learnt from, as its card says. */
  dataset: z.strictObject({ name: z.string(), dataHash: z.string(), synthetic: z.boolean() }),
  /** How many cells that were. */
  cells: z.int().min(0),
});

/** The same with the images that it, or what it started from in its turn, learnt from; see `packSeenImages`. */
export const seenStartModelSchema = startModelSchema.extend({ seenImages: z.base64() });
export type SeenStartModel = z.infer<typeof seenStartModelSchema>;
