import { z } from 'zod';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** One line of `metrics.jsonl`. */
export const epochMetricsSchema = z.strictObject({
  /** Counted from 1. */
  epoch: count.min(1),
  /** Steps of the whole run so far. */
  steps: count,
  /** At the epoch's last step. */
  learningRate: z.number(),
  /** Means over the cells drawn, as they were met: with augmentation, dropout and class weights. */
  train: z.strictObject({ loss: z.number(), accuracy: share }),
  /** Unweighted, by the parameters at the end of the epoch. `null` without validation cells. */
  validation: z
    .strictObject({
      loss: z.number(),
      rocAuc: share.nullable(),
      /** At probability 0.5. */
      sensitivity: share.nullable(),
      specificity: share.nullable(),
      n: count,
      positive: count,
    })
    .nullable(),
  /** Whether this epoch is the best so far. */
  best: z.boolean(),
});
export type EpochMetrics = Readonly<z.infer<typeof epochMetricsSchema>>;
