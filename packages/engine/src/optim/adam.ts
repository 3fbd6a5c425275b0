import { add, divide, multiply, subtract } from '../ops/binary.ts';
import { squareRoot } from '../ops/square-root.ts';
import type { Optimizer } from './optimizer.ts';

export interface AdamOptions {
  /** Decay of the mean of gradients. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients. Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
  /** Default 0. */
  readonly weightDecay?: number;
}

/** Kingma and Ba 2015, step for step as PyTorch's `Adam`: weight decay is added to the gradient. */
export const adam = (options: AdamOptions = {}): Optimizer => adaptive('adam', options, false);

/** Loshchilov and Hutter 2019, as PyTorch's `AdamW`: weight decay shrinks the parameter, apart from the gradient. */
export const adamW = (options: AdamOptions = {}): Optimizer => adaptive('adamw', options, true);

function adaptive(name: string, options: AdamOptions, decoupled: boolean): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  for (const [option, value] of Object.entries({ beta1, beta2 })) {
    if (!(value >= 0 && value < 1)) throw new RangeError(`${name}() ${option}=${value}: expected 0 up to below 1`);
  }
  for (const [option, value] of Object.entries({ epsilon, weightDecay })) {
    if (!(value >= 0)) throw new RangeError(`${name}() ${option}=${value}: expected 0 or more`);
  }
  return {
    settings: { name, beta1, beta2, epsilon, weightDecay },
    slots: ['mean', 'square'],
    scalars: ['shrink', 'stepSize', 'floor'],
    scalarsAt(step, learningRate) {
      // PyTorch divides the root by this; multiplying all else instead saves a pass over the parameters.
      const rootCorrection = Math.sqrt(1 - beta2 ** step);
      return {
        shrink: 1 - learningRate * weightDecay,
        stepSize: (learningRate * rootCorrection) / (1 - beta1 ** step),
        floor: epsilon * rootCorrection,
      };
    },
    update({ parameter, gradient, slots, scalars, number }) {
      const pull = weightDecay && !decoupled ? add(gradient, multiply(parameter, number(weightDecay))) : gradient;
      const mean = add(multiply(slots.mean!, number(beta1)), multiply(pull, number(1 - beta1)));
      const square = add(multiply(slots.square!, number(beta2)), multiply(multiply(pull, pull), number(1 - beta2)));
      const spread = add(squareRoot(square), scalars.floor!);
      const start = weightDecay && decoupled ? multiply(parameter, scalars.shrink!) : parameter;
      return {
        parameter: subtract(start, multiply(divide(mean, spread), scalars.stepSize!)),
        slots: { mean, square },
      };
    },
  };
}
