import { exportModel, globalAveragePool, layers, type Network, relu, variablesOf } from '@leukoscope/engine';

/** Means of eight filters: enough to tell dark from bright pictures. */
const network: Network = (scope, x) =>
  globalAveragePool(relu(layers.conv2d(scope.child('conv'), x, { filters: 8, kernel: 3 })));

/** A small network as another program might export it: float32 images of 16 px in, one output `features` `[N, 8]`. */
export function tinyOnnx(seed = 1): Uint8Array {
  const item = { dtype: 'float32', shape: [3, 16, 16] } as const;
  const variables = variablesOf(network, { ...item, shape: [1, ...item.shape] });
  const tensors = variables.map(({ name, shape, init }) => [name, { shape, data: init(shape, seed, name) }] as const);
  return exportModel({
    ...{ network, item, state: { tensors: new Map(tensors) } },
    outputs: (x, apply) => new Map([['features', apply(x)]]),
  });
}
