import type { Tensor } from '../graph.ts';
import { add, divide, minimum, multiply } from '../ops/binary.ts';
import { sumOfSquares } from '../ops/reduce.ts';
import { squareRoot } from '../ops/square-root.ts';

/**
 * Scales all gradients by one factor so that their common Euclidean norm is at most `maxNorm`; as PyTorch's
 * `clip_grad_norm_`.
 */
export function clipByNorm(gradients: readonly [Tensor, ...Tensor[]], maxNorm: number): readonly Tensor[] {
  if (!(maxNorm > 0)) throw new RangeError(`clipByNorm() maxNorm=${maxNorm}: expected a positive number`);
  const graph = gradients[0].graph;
  const norm = squareRoot(gradients.map(sumOfSquares).reduce((sum, square) => add(sum, square)));
  const factor = minimum(divide(graph.scalar(maxNorm), add(norm, graph.scalar(1e-6))), graph.scalar(1));
  return gradients.map((gradient) => multiply(gradient, factor));
}
