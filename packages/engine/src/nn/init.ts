import { randomStream } from '../random.ts';
import { elementCount } from '../tensor-type.ts';

/** Fills a new parameter; `name` and `seed` give it a random stream of its own. */
export type Init = (shape: readonly number[], seed: number | string, name: string) => Float32Array;

export const constant =
  (value: number): Init =>
  (shape) =>
    new Float32Array(elementCount(shape)).fill(value);

/** Uniform in ±bound. */
export const uniform =
  (bound: number): Init =>
  (shape, seed, name) => {
    const random = randomStream(seed, 'init', name);
    return Float32Array.from({ length: elementCount(shape) }, () => (2 * random() - 1) * bound);
  };

/** PyTorch's default start of convolutions and linear layers, weights and biases: uniform in ±1/√fanIn. */
export const fanInUniform = (fanIn: number): Init => uniform(1 / Math.sqrt(fanIn));

/** He et al. 2015, fan-out, normal: torchvision's start of the convolutions in a ResNet. */
export const kaimingNormal =
  (fanOut: number): Init =>
  (shape, seed, name) => {
    const random = randomStream(seed, 'init', name);
    const deviation = Math.sqrt(2 / fanOut);
    return Float32Array.from({ length: elementCount(shape) }, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - random()));
      return radius * Math.cos(2 * Math.PI * random()) * deviation;
    });
  };
