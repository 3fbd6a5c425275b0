import { type Network, type StoredTensor, type TensorType, variablesOf } from '@leukoscope/engine';

/*
 * Numbers that look random and that models/golden/resnet.py computes too, to the bit: golden values need no weights beside
 * them.
 */

/** Whole numbers below 65537; `k` is reduced first so that its square stays exact. */
function raw(k: number, salt: number): number {
  const rest = k % 65537;
  return (31 * rest * rest + 48271 * rest + 7919 * salt) % 65537;
}

/** In [−1, 1). */
export function formula(count: number, salt: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => raw(k, salt) / 32768 - 1);
}

/** In 0 … 255. */
export function formulaPixels(count: number, salt: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, k) => raw(k, salt) % 256);
}

/** Convolutions and linear layers up to a power of two near √(6 / fanIn); factors and variances around 1. */
function valuesOf(name: string, shape: readonly number[], salt: number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = formula(count, salt);
  if (name.endsWith('running_var')) return Float32Array.from(values, (value) => 1 + value / 2);
  if (shape.length === 1) {
    return Float32Array.from(values, (value) => (name.endsWith('weight') ? 1 + value / 4 : value / 4));
  }
  const bound = 2 ** Math.round(Math.log2(Math.sqrt(6 / (count / shape[0]!))));
  return Float32Array.from(values, (value) => value * bound);
}

/** All parameters and buffers of a network; the first in the order of their names has the salt `firstSalt`. */
export function formulaTensors(network: Network, input: TensorType, firstSalt = 0): ReadonlyMap<string, StoredTensor> {
  const variables = [...variablesOf(network, input)].sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(
    variables.map(({ name, shape }, at) => [name, { shape, data: valuesOf(name, shape, firstSalt + at) }] as const),
  );
}
