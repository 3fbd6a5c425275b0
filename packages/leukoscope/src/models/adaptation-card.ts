import { z } from 'zod';

const count = z.int().min(0);

/** What is changed of a model so that it fits another laboratory, in the order in which it is done. */
export const LEVERS = ['scale', 'colour', 'norm', 'labels'] as const;
export type Lever = (typeof LEVERS)[number];

/** How a model was made of another for another laboratory's cells. */
export const adaptationSchema = z.strictObject({
  /** Of files that are no data set there is no hash. */
  dataset: z.strictObject({ name: z.string(), dataHash: z.string().nullable() }),
  /** sha256 of the file of the model it was made of. */
  from: z.string().regex(/^[0-9a-f]{64}$/),
  seed: count,
  /** What was changed. */
  levers: z.array(z.enum(LEVERS)),
  /** Cells whose pictures were used, and those of them whose labels were used too. */
  cells: z.strictObject({ pictures: count, typical: count, atypical: count, patients: count.nullable() }),
  /** The size of a pixel of the site's files that the crop rests on; `null` where none was needed or known. */
  micronsPerPixel: z.number().positive().nullable(),
  /** Whether the last layer was fitted anew. */
  lastLayer: z.boolean(),
});
export type Adaptation = Readonly<z.infer<typeof adaptationSchema>>;
