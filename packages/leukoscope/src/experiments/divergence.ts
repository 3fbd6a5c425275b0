import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';

/** `diverged.json`: where the training of a run came to nothing. Trained again from the same seed it would again. */
export const divergenceSchema = z.strictObject({
  format: z.literal('leukoscope-diverged-run'),
  version: z.literal(1),
  epoch: z.int().min(1),
  step: z.int().min(1),
  learningRate: z.number().positive(),
});
export type Divergence = z.infer<typeof divergenceSchema>;

/** @throws the error itself unless it says that a training diverged. */
export function divergenceOf(error: unknown): Divergence {
  if (!isDivergence(error)) throw error;
  return { format: 'leukoscope-diverged-run', version: 1, ...error.details };
}

function isDivergence(error: unknown): error is LeukoscopeError<'training.diverged'> {
  return error instanceof LeukoscopeError && error.code === 'training.diverged';
}
