import { add, globalAveragePool, init, layers, maxPool2d, relu, type Scope, type Tensor } from '@leukoscope/engine';

/** Blocks in each of the four stages, of torchvision's `resnet18` and `resnet34`. */
export const RESNET_BLOCKS = { resnet18: [2, 2, 2, 2], resnet34: [3, 4, 6, 3] } as const;
export type ResnetName = keyof typeof RESNET_BLOCKS;

/** Channels of what `resnetFeatures` returns. */
export const RESNET_FEATURES = 512;

export interface ResnetOptions {
  /** Whether batch normalisation keeps its running statistics in training too, and leaves them as they are. */
  readonly frozenNorm: boolean;
}

/**
 * The ResNet of He et al. 2015 up to its features, exactly as torchvision defines it, parameter names and start included.
 * @param x float32 `[N, 3, H, W]`, normalised. @returns float32 `[N, 512]`.
 */
export function resnetFeatures(scope: Scope, x: Tensor, name: ResnetName, options: ResnetOptions): Tensor {
  const stem = convNorm(scope, x, { ...options, conv: 'conv1', norm: 'bn1', filters: 64, kernel: 7, stride: 2 });
  let y = maxPool2d(relu(stem), { kernel: 3, stride: 2, padding: 1 });
  RESNET_BLOCKS[name].forEach((blocks, stage) => {
    const layer = scope.child(`layer${stage + 1}`);
    for (let block = 0; block < blocks; block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      y = basicBlock(layer.child(`${block}`), y, { ...options, filters: 64 << stage, stride });
    }
  });
  return globalAveragePool(y);
}

interface Block extends ResnetOptions {
  readonly filters: number;
  readonly stride: number;
}

function basicBlock(scope: Scope, x: Tensor, block: Block): Tensor {
  const first = relu(convNorm(scope, x, { ...block, conv: 'conv1', norm: 'bn1', kernel: 3 }));
  const second = convNorm(scope, first, { ...block, conv: 'conv2', norm: 'bn2', kernel: 3, stride: 1 });
  const isSame = block.stride === 1 && x.shape[1] === block.filters;
  const shortcut = isSame ? x : convNorm(scope.child('downsample'), x, { ...block, conv: '0', norm: '1', kernel: 1 });
  return relu(add(second, shortcut));
}

interface ConvNorm extends Block {
  /** Names of the convolution and of its batch normalisation. */
  readonly conv: string;
  readonly norm: string;
  readonly kernel: number;
}

/** A convolution that keeps the size (or halves it, with stride 2) and has no bias, then batch normalisation. */
function convNorm(scope: Scope, x: Tensor, { conv, norm, filters, kernel, stride, frozenNorm }: ConvNorm): Tensor {
  const y = layers.conv2d(scope.child(conv), x, {
    filters,
    kernel,
    stride,
    padding: (kernel - 1) / 2,
    bias: false,
    init: init.kaimingNormal(filters * kernel * kernel),
  });
  return layers.batchNorm(scope.child(norm), y, { frozen: frozenNorm });
}
