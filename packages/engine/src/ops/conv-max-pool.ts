import type { Tensor } from '../operator.ts';
import { describeType, elementCount } from '../tensor-type.ts';
import { channelBias } from './channel-bias.ts';
import { convByColumns } from './conv-by-columns.ts';
import { conv2d } from './conv2d.ts';
import { itemsFirst } from './items-first.ts';
import { maxPool2d } from './max-pool.ts';
import { phaseKernel } from './phase-kernel.ts';
import { phaseMax } from './phase-max.ts';
import { spaceToDepth } from './space-to-depth.ts';

/** Up to this many elements the windows of a batch are written out: they stay in the processor's cache. */
const COLUMNS_UP_TO = 1 << 21;
/** Above this many elements ONNX Runtime's own convolution and pooling are faster than the phases. */
const PHASES_UP_TO = 1 << 20;
/** … unless the input has no more channels than this: for so few its gradients by the weights are slow. */
const PHASES_CHANNELS = 3;

/**
 * A convolution without padding, then max pooling by 2: the same function as `maxPool2d(conv2d(x, weight, { bias }),
 * { kernel: 2 })`, two to four times faster on small images.
 *
 * The four values that meet in a window of the pooling are computed as four groups of channels, from the input with its
 * 2 x 2 blocks folded into channels. The matrices grow fourfold, which suits the processor better than the 6 or 16 filters
 * of a small network; 36 taps do the work of 25; and pooling and its gradient become element-wise operations.
 *
 * @param x float32 `[N, C, H, W]`. @param weight float32 `[K, C, k, k]`. @param bias float32 `[K]`.
 * @returns float32 `[N, K, ⌊(H − k + 1) / 2⌋, ⌊(W − k + 1) / 2⌋]`.
 * @throws RangeError if the shapes do not fit, or nothing is left of `x`.
 */
export function convMaxPool2d(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  checkShapes(x, weight, bias);
  const [items, channels, height, width] = x.shape as [number, number, number, number];
  const [filters, , size] = weight.shape as [number, number, number, number];
  const foldable = height % 2 === 0 && width % 2 === 0 && size % 2 === 1 && size === weight.shape[3];
  if (!foldable || (channels > PHASES_CHANNELS && elementCount(x.shape) > PHASES_UP_TO)) {
    return maxPool2d(conv2d(x, weight, { bias }), { kernel: 2 });
  }
  const folded = spaceToDepth(x); // [N, 4·C, H/2, W/2]
  const blocks = (size + 1) / 2;
  if (blocks * blocks * elementCount(folded.shape) > COLUMNS_UP_TO) {
    const phases = conv2d(folded, phaseKernel(weight, 'channels-first')); // [N, 4·K, H', W']
    return channelBias(phaseMax(phases, 1), bias, 1);
  }
  const phases = convByColumns(folded, phaseKernel(weight, 'taps-first'), blocks); // [4·K, N·H'·W']
  const pooled = channelBias(phaseMax(phases, 0), bias, 0);
  return itemsFirst(pooled, [items, filters, height / 2 - blocks + 1, width / 2 - blocks + 1]);
}

function checkShapes(x: Tensor, weight: Tensor, bias: Tensor): void {
  const [, channels, height, width] = x.shape;
  const [filters, weightChannels, kernelHeight, kernelWidth] = weight.shape;
  const got = `convMaxPool2d() got x ${describeType(x.type)}, weight ${describeType(weight.type)} and bias ${describeType(bias.type)}`;
  const ranks = x.shape.length === 4 && weight.shape.length === 4;
  if (!ranks || channels !== weightChannels || bias.shape.join() !== `${filters}`) {
    throw new RangeError(`${got}, expected [N, C, H, W], [K, C, kH, kW] and [K]`);
  }
  if (height! <= kernelHeight! || width! <= kernelWidth!) {
    throw new RangeError(`${got}: nothing of x is left to pool, expected H > kH and W > kW`);
  }
}
