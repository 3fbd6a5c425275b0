import { z } from 'zod';
import { schemeSchema } from '../cells/scheme.ts';
import { SPLIT_UNITS } from '../datasets/split-units.ts';
import { runRecordSchema } from '../training/run-record.ts';

/** Networks that the paper starts from ImageNet weights. */
export const PRETRAINED_NETWORKS = ['resnet18', 'resnet34'] as const;

/** What a reproduction was started with: enough to go on with it. */
export const reproductionRecordSchema = z.strictObject({
  format: z.literal('leukoscope-reproduction'),
  version: z.literal(1),
  dataset: runRecordSchema.shape.dataset.pick({ path: true, exclude: true }),
  scheme: schemeSchema,
  seed: z.int().min(0),
  epochsFactor: z.number().positive().max(1),
  /** Of the paper's experiments, those asked for last. */
  ids: z.array(z.int()).min(1),
  splits: z.array(z.enum(SPLIT_UNITS)).min(1),
  /** Networks whose start weights lie in the folder. */
  pretrained: z.array(z.enum(PRETRAINED_NETWORKS)),
  allowRejected: z.boolean(),
  machine: z.strictObject({ device: z.string(), threads: z.int().min(1) }),
});
export type ReproductionRecord = z.infer<typeof reproductionRecordSchema>;
export type PretrainedNetwork = (typeof PRETRAINED_NETWORKS)[number];
