import { type Network, type StoredTensor, type TensorType, variablesOf } from '@leukoscope/engine';

/**
 * Parameters and buffers as a training would draw them by the seed, without the training: building its graph takes far
 * longer than the draw.
 *
 * @param item of one image
 */
export function drawnState(network: Network, item: TensorType, seed = 1): ReadonlyMap<string, StoredTensor> {
  const variables = variablesOf(network, { ...item, shape: [1, ...item.shape] });
  return new Map(variables.map(({ name, shape, init }) => [name, { shape, data: init(shape, seed, name) }]));
}
