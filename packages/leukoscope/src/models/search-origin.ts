import { z } from 'zod';

const interval = z.tuple([z.number().positive(), z.number().positive()]);

/** How learning rate and weight decay are searched: many trials begin, and after each rung the better ones go on. */
export const searchPlanSchema = z.strictObject({
  trials: z.int().min(2),
  /** Lowest and highest value that is drawn, evenly by its logarithm; equal ones fix it. */
  learningRate: interval,
  weightDecay: interval,
  /** Epochs after which trials are compared by validation ROC AUC, then loss; the last is the whole training. */
  rungs: z.array(z.int().min(1)).min(1),
  /** Share of the trials that goes on after a rung, at least one. */
  keep: z.number().gt(0).lt(1),
});
export type SearchPlan = Readonly<z.infer<typeof searchPlanSchema>>;

/** The search that the settings of a run come from, and which of its trials the run is, counted from 1. */
export const searchOriginSchema = searchPlanSchema.extend({ trial: z.int().min(1) });
