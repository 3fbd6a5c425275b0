import { init, layers, nearestVotes, type Scope, type Tensor } from '@leukoscope/engine';
import { z } from 'zod';

/**
 * A head that is fitted to the features of a network in one go, rather than trained in steps. What it makes of features
 * stands in the network's tensors below `head.`; the rest says how it came about.
 */
export const fittedHeadSchema = z.discriminatedUnion('kind', [
  /** Logits are linear in the features. */
  z.strictObject({
    kind: z.literal('linear'),
    by: z.enum(['svm', 'logistic']),
    /** Weight of the cells' losses against the squared weights, as scikit-learn's `C`. */
    c: z.number().positive(),
    /** What turns the scores of the support vector machine into logits; `null` where scores are logits. */
    calibration: z.strictObject({ slope: z.number(), offset: z.number() }).nullable(),
  }),
  /** The nearest cells of a bank vote. */
  z.strictObject({
    kind: z.literal('nearest'),
    neighbours: z.int().min(1),
    /** Cells in the bank. */
    bank: z.int().min(1),
  }),
]);
export type FittedHead = z.infer<typeof fittedHeadSchema>;

/** @param scope of the head. @param features float32 `[N, F]`. @returns logits float32 `[N, classes]`. */
export function fittedHead(scope: Scope, features: Tensor, head: FittedHead & { readonly classes: number }): Tensor {
  if (head.kind === 'linear') return layers.linear(scope, features, head.classes);
  const width = features.shape[1]!;
  const among = {
    bank: scope.parameter('bank', [head.bank, width], init.constant(0)),
    offsets: scope.parameter('offsets', [head.bank], init.constant(0)),
    votes: scope.parameter('votes', [head.bank, head.classes], init.constant(0)),
  };
  return nearestVotes(features, among, head.neighbours);
}
