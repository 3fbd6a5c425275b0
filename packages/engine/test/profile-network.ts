import { classLoss, classTargets } from '../src/loss.ts';
import { linear } from '../src/nn/layers.ts';
import type { Network } from '../src/nn/scope.ts';
import { relu } from '../src/ops/relu.ts';
import { sgd } from '../src/optim/sgd.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import { Trainer } from '../src/trainer.ts';

const network: Network = (scope, x) => linear(scope.child('second'), relu(linear(scope.child('first'), x, 5)), 2);

/** Two linear layers, `first` of 6 to 5 and `second` of 5 to 2 features, ReLU between, and a batch of 4. */
export const smallNetwork = {
  trainer: (runtime: Runtime): Trainer =>
    new Trainer({
      runtime,
      network,
      item: { dtype: 'float32', shape: [6] },
      loss: classLoss,
      optimizer: sgd({ momentum: 0.9 }),
      seed: 1,
    }),
  batch: {
    x: Float32Array.from({ length: 24 }, (_, at) => Math.sin(at)),
    targets: { targets: classTargets([0, 1, 0, 1], { classes: 2 }) },
  },
};
