import { flatten, layers, maxPool2d, type Network, relu } from '../src/index.ts';
import { add } from '../src/ops/binary.ts';
import { globalAveragePool } from '../src/ops/global-average-pool.ts';
import { float32, type TensorType } from '../src/tensor-type.ts';

/** What the networks of `golden/networks.py` take: 2 channels of 9 x 8. */
export const ITEM: TensorType = float32(2, 9, 8);

/** ResNet in small: stem with pooling, a block with a projection, global pooling, a head. */
export function residual(outputs: number, frozen = false): Network {
  const { batchNorm, conv2d, linear } = layers;
  return (scope, x) => {
    const stem = conv2d(scope.child('conv1'), x, { filters: 4, kernel: 3, padding: 1, bias: false }); // [N, 4, 9, 8]
    const pooled = maxPool2d(relu(batchNorm(scope.child('bn1'), stem, { frozen })), {
      kernel: 3,
      stride: 2,
      padding: 1,
    }); // [N, 4, 5, 4]
    const block = conv2d(scope.child('conv2'), pooled, { filters: 6, kernel: 3, stride: 2, padding: 1, bias: false });
    const rectified = relu(batchNorm(scope.child('bn2'), block, { frozen })); // [N, 6, 3, 2]
    const projected = conv2d(scope.child('project'), pooled, { filters: 6, kernel: 1, stride: 2 });
    return linear(scope.child('head'), globalAveragePool(add(rectified, projected)), outputs);
  };
}

/** A convolution and two linear layers, without batch normalisation. */
export function plain(outputs: number): Network {
  const { conv2d, linear } = layers;
  return (scope, x) => {
    const features = relu(conv2d(scope.child('conv'), x, { filters: 5, kernel: 3, stride: 2 })); // [N, 5, 4, 3]
    const hidden = relu(linear(scope.child('hidden'), flatten(maxPool2d(features, { kernel: 2 })), 7));
    return linear(scope.child('head'), hidden, outputs);
  };
}

/** The plain network with dropout of half the hidden features and a batch normalisation: all that has a second mode. */
export function dropping(outputs: number): Network {
  const { batchNorm, conv2d, dropout, linear } = layers;
  return (scope, x) => {
    const features = relu(batchNorm(scope.child('bn'), conv2d(scope.child('conv'), x, { filters: 3, kernel: 3 })));
    const hidden = dropout(scope, relu(linear(scope.child('hidden'), globalAveragePool(features), 16)), 0.5);
    return linear(scope.child('head'), hidden, outputs);
  };
}

/** What `folding` takes: 2 channels of 12 x 12, even as folding into phases wants it. */
export const EVEN_ITEM: TensorType = float32(2, 12, 12);

/** Two convolutions that are pooled, and a linear layer: the paper's small network in still smaller. */
export function folding(outputs: number): Network {
  const { linear, pooledConv2d } = layers;
  return (scope, x) => {
    const first = relu(pooledConv2d(scope.child('conv1'), x, { filters: 4, kernel: 5 })); // [N, 4, 4, 4]
    const second = relu(pooledConv2d(scope.child('conv2'), first, { filters: 5, kernel: 3 })); // [N, 5, 1, 1]
    return linear(scope.child('head'), flatten(second), outputs);
  };
}
