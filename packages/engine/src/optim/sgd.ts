import { add, multiply, subtract } from '../ops/binary.ts';
import type { Optimizer } from './optimizer.ts';

export interface SgdOptions {
  /** Default 0. */
  readonly momentum?: number;
  /** Look one step ahead along the velocity. Needs momentum. Default false. */
  readonly nesterov?: boolean;
  /** Added to the gradient as weightDecay · parameter. Default 0. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent, step for step as PyTorch's `SGD` (no dampening). */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { momentum = 0, nesterov = false, weightDecay = 0 } = options;
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`sgd() momentum=${momentum}: expected 0 up to below 1`);
  if (!(weightDecay >= 0)) throw new RangeError(`sgd() weightDecay=${weightDecay}: expected 0 or more`);
  if (nesterov && momentum === 0) throw new RangeError('sgd() nesterov=true: needs a momentum above 0');
  return {
    settings: { name: 'sgd', momentum, nesterov, weightDecay },
    slots: momentum ? ['velocity'] : [],
    scalars: ['learningRate'],
    scalarsAt: (_, learningRate) => ({ learningRate }),
    update({ parameter, gradient, slots, scalars, number }) {
      const pull = weightDecay ? add(gradient, multiply(parameter, number(weightDecay))) : gradient;
      const descend = (direction: typeof pull) => subtract(parameter, multiply(direction, scalars.learningRate!));
      if (!momentum) return { parameter: descend(pull), slots: {} };
      const velocity = add(multiply(slots.velocity!, number(momentum)), pull);
      const direction = nesterov ? add(pull, multiply(velocity, number(momentum))) : velocity;
      return { parameter: descend(direction), slots: { velocity } };
    },
  };
}
