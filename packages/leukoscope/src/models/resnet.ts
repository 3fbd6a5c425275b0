import { add, channelsLast, globalAveragePool, init, layers, relu, type Scope, type Tensor } from '@leukoscope/engine';

/** Blocks in each of the four stages, of torchvision's `resnet18` and `resnet34`. */
export const RESNET_BLOCKS = { resnet18: [2, 2, 2, 2], resnet34: [3, 4, 6, 3] } as const;
export type ResnetName = keyof typeof RESNET_BLOCKS;

/** Channels of what `resnetFeatures` returns. */
export const RESNET_FEATURES = 512;

/** Five halvings, the first two before any block, must leave something to look at. */
export const RESNET_MIN_SIZE_PX = 16;

export interface ResnetOptions {
  /** Whether batch normalisation keeps its running statistics in training too, and leaves them as they are. */
  readonly frozenNorm: boolean;
}

/**
 * The ResNet of He et al. 2015 up to its features, exactly as torchvision defines it, parameter names and start included.
 * @param x float32 `[N, 3, H, W]`, normalised. @returns float32 `[N, 512]`.
 */
export function resnetFeatures(scope: Scope, x: Tensor, name: ResnetName, { frozenNorm }: ResnetOptions): Tensor {
  const stem = layers.convNormMaxPool({ conv: scope.child('conv1'), norm: scope.child('bn1') }, x, {
    conv: { filters: 64, kernel: 7, stride: 2, padding: 3, init: init.kaimingNormal(64 * 7 * 7) },
    norm: { frozen: frozenNorm },
    pool: { kernel: 3, stride: 2, padding: 1 },
  });
  // After the pooling, not before: the same values and gradients, and a quarter of the work.
  const pooled = relu(stem);
  // With weights that change, one matrix product over many items is the faster convolution; with fixed ones, ONNX Runtime's own.
  let y: Planes = scope.training ? { tensor: channelsLast(pooled), isLast: true } : { tensor: pooled, isLast: false };
  RESNET_BLOCKS[name].forEach((blocks, stage) => {
    const layer = scope.child(`layer${stage + 1}`);
    for (let block = 0; block < blocks; block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      y = basicBlock(layer.child(`${block}`), y, { frozenNorm, filters: 64 << stage, stride });
    }
  });
  return globalAveragePool(y.tensor, { channelsLast: y.isLast });
}

/** Feature maps, `[N, C, H, W]` or, with `isLast`, `[N, H, W, C]`. */
interface Planes {
  readonly tensor: Tensor;
  readonly isLast: boolean;
}

interface Block extends ResnetOptions {
  readonly filters: number;
  readonly stride: number;
}

function basicBlock(scope: Scope, x: Planes, block: Block): Planes {
  const first = convNorm(scope, x, { ...block, conv: 'conv1', norm: 'bn1', kernel: 3 });
  const activated = { ...first, tensor: relu(first.tensor) };
  const second = convNorm(scope, activated, { ...block, conv: 'conv2', norm: 'bn2', kernel: 3, stride: 1 });
  const isSame = block.stride === 1 && x.tensor.shape[x.isLast ? 3 : 1] === block.filters;
  const shortcut = isSame ? x : convNorm(scope.child('downsample'), x, { ...block, conv: '0', norm: '1', kernel: 1 });
  return { ...second, tensor: relu(add(second.tensor, shortcut.tensor)) };
}

interface ConvNorm extends Block {
  /** Names of the convolution and of its batch normalisation. */
  readonly conv: string;
  readonly norm: string;
  readonly kernel: number;
}

/** A convolution that keeps the size (or halves it, with stride 2) and has no bias, then batch normalisation. */
function convNorm(scope: Scope, x: Planes, { conv, norm, filters, kernel, stride, frozenNorm }: ConvNorm): Planes {
  const padding = (kernel - 1) / 2;
  const layer = { filters, kernel, stride, padding, init: init.kaimingNormal(filters * kernel * kernel) };
  const y = x.isLast
    ? layers.convChannelsLast(scope.child(conv), x.tensor, layer)
    : layers.conv2d(scope.child(conv), x.tensor, { ...layer, bias: false });
  const normalised = layers.batchNorm(scope.child(norm), y, { frozen: frozenNorm, channelsLast: x.isLast });
  return { ...x, tensor: normalised };
}
