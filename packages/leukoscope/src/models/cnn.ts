import { flatten, layers, type Network, normalizeImage, relu } from '@leukoscope/engine';

export interface CnnOptions {
  readonly classes: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Two convolutions of 5 x 5 without padding, each pooled by 2, must leave something. */
export const CNN_MIN_SIZE_PX = 16;

/**
 * The paper's CNN (PAPER.md, model 1), after LeNet: 6 and 16 filters of 5 x 5, each with ReLU and pooling by 2, then
 * 120, 84 and `classes` features. Parameter names as in `bench/peers/torch_bench.py`.
 *
 * Pooling stands before ReLU: the largest of rectified values is the rectified largest value, so outputs and gradients
 * are the same, and ReLU has a quarter of the work.
 */
export function cnn({ classes, mean, deviation }: CnnOptions): Network {
  return (scope, pixels) => {
    const { pooledConv2d, linear } = layers;
    const x = normalizeImage(pixels, { mean, deviation }); // [N, 3, S, S]
    const first = relu(pooledConv2d(scope.child('conv1'), x, { filters: 6, kernel: 5 }));
    const second = relu(pooledConv2d(scope.child('conv2'), first, { filters: 16, kernel: 5 }));
    const hidden = relu(linear(scope.child('head.0'), flatten(second), 120)); // [N, 120]
    return linear(scope.child('head.4'), relu(linear(scope.child('head.2'), hidden, 84)), classes);
  };
}
