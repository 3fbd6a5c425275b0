import {
  add,
  channelsFirst,
  channelsLast,
  globalAveragePool,
  init,
  layers,
  maxPool2d,
  relu,
  type Scope,
  type Tensor,
} from '@leukoscope/engine';

interface Resnet {
  /** Blocks in each of the four stages; none: the stage is left out. */
  readonly blocks: readonly [number, number, number, number];
  /** Whether a block goes through a quarter of its channels: 1 x 1, 3 x 3, 1 x 1 instead of twice 3 x 3. */
  readonly isBottleneck: boolean;
  /** Filters of the first stage; each later stage has twice as many. */
  readonly width: number;
  /** The first convolution, of stride 2; whether a max pooling halves the planes once more before the first stage. */
  readonly stem: { readonly kernel: number; readonly isPooled: boolean };
}

const TORCHVISION = { width: 64, stem: { kernel: 7, isPooled: true } } as const;

/**
 * For cells of 48 to 96 px: planes are halved once before the first block, where torchvision's stem halves them twice. The
 * first stage is left out: its planes are the largest, and it would cost as much as two others.
 */
const OF_CELLS = { isBottleneck: false, width: 32, stem: { kernel: 3, isPooled: false } } as const;

/** torchvision's networks of these names, and smaller ones. */
export const RESNETS = {
  resnet18: { blocks: [2, 2, 2, 2], isBottleneck: false, ...TORCHVISION },
  resnet34: { blocks: [3, 4, 6, 3], isBottleneck: false, ...TORCHVISION },
  resnet50: { blocks: [3, 4, 6, 3], isBottleneck: true, ...TORCHVISION },
  'cell-resnet8': { blocks: [0, 1, 1, 1], ...OF_CELLS },
  'cell-resnet14': { blocks: [0, 2, 2, 2], ...OF_CELLS },
} as const satisfies Readonly<Record<string, Resnet>>;
export type ResnetName = keyof typeof RESNETS;

const LAST_STAGE = 3;

/** Up to five halvings, the first before any block, must leave something to look at. */
export const RESNET_MIN_SIZE_PX = 16;

export interface ResnetOptions {
  /** Whether batch normalisation keeps its running statistics in training too, and leaves them as they are. */
  readonly frozenNorm: boolean;
  /** `group`: group normalisation in the place of batch normalisation, under the same names. */
  readonly norm?: 'group';
}

/** Of Wu and He's two good choices the one that suits narrow layers too: 32 groups of 64 channels would be pairs. */
const CHANNELS_OF_A_GROUP = 16;

/**
 * The ResNet of He et al. 2015 up to its features, exactly as torchvision defines it, parameter names and start included.
 * @param x float32 `[N, 3, H, W]`, normalised.
 * @returns float32 `[N, 512]`; `[N, 2048]` of ResNet50, `[N, 256]` of those for cells.
 */
export function resnetFeatures(scope: Scope, x: Tensor, name: ResnetName, options: ResnetOptions): Tensor {
  return pooledLastStage(scope, firstStages(scope, x, name, options), name, options);
}

/** The same without its last stage. @returns float32 `[N, C, H', W']`, C half of the features. */
export function resnetFirstStages(scope: Scope, x: Tensor, name: ResnetName, options: ResnetOptions): Tensor {
  const { tensor, isLast } = firstStages(scope, x, name, options);
  return isLast ? channelsFirst(tensor) : tensor;
}

/** From what `resnetFirstStages` returns to the features. */
export function resnetLastStage(scope: Scope, planes: Tensor, name: ResnetName, options: ResnetOptions): Tensor {
  return pooledLastStage(scope, asPlanes(scope, planes), name, options);
}

function firstStages(scope: Scope, x: Tensor, name: ResnetName, options: ResnetOptions): Planes {
  const { isPooled } = RESNETS[name].stem;
  let y = (isPooled ? pooledStem : plainStem)(scope, x, name, options);
  for (let at = 0; at < LAST_STAGE; at++) y = stage(scope, y, { ...options, name, at });
  return y;
}

function pooledStem(scope: Scope, x: Tensor, name: ResnetName, options: ResnetOptions): Planes {
  const [conv, norm, pool] = [stemConv(name), scope.child('bn1'), { kernel: 3, stride: 2, padding: 1 }];
  if (options.norm === 'group') {
    const planes = { tensor: layers.conv2d(scope.child('conv1'), x, { ...conv, bias: false }), isLast: false };
    return asPlanes(scope, relu(maxPool2d(normalised(norm, planes, options).tensor, pool)));
  }
  const scopes = { conv: scope.child('conv1'), norm };
  const pooled = layers.convNormMaxPool(scopes, x, { conv, norm: { frozen: options.frozenNorm }, pool });
  // After the pooling, not before: the same values and gradients, and a quarter of the work.
  return asPlanes(scope, relu(pooled));
}

/** With its three channels ONNX Runtime's own convolution is the faster one, also in training. */
function plainStem(scope: Scope, x: Tensor, name: ResnetName, options: ResnetOptions): Planes {
  const y = asPlanes(scope, layers.conv2d(scope.child('conv1'), x, { ...stemConv(name), bias: false }));
  return rectified(normalised(scope.child('bn1'), y, options));
}

function stemConv(name: ResnetName) {
  const { width: filters, stem } = RESNETS[name];
  const { kernel } = stem;
  return { filters, kernel, stride: 2, padding: (kernel - 1) / 2, init: init.kaimingNormal(filters * kernel * kernel) };
}

/** With weights that change, one matrix product over many items is the faster convolution; with fixed ones, ONNX Runtime's own. */
function asPlanes(scope: Scope, tensor: Tensor): Planes {
  return scope.training ? { tensor: channelsLast(tensor), isLast: true } : { tensor, isLast: false };
}

function pooledLastStage(scope: Scope, planes: Planes, name: ResnetName, options: ResnetOptions): Tensor {
  const { tensor, isLast } = stage(scope, planes, { ...options, name, at: LAST_STAGE });
  return globalAveragePool(tensor, { channelsLast: isLast });
}

interface Stage extends ResnetOptions {
  readonly name: ResnetName;
  /** Counted from 0. */
  readonly at: number;
}

function stage(scope: Scope, x: Planes, { name, at, ...options }: Stage): Planes {
  const { blocks, isBottleneck, width } = RESNETS[name];
  const layer = scope.child(`layer${at + 1}`);
  const makeBlock = isBottleneck ? bottleneck : basicBlock;
  let y = x;
  for (let block = 0; block < blocks[at]!; block++) {
    const stride = at > 0 && block === 0 ? 2 : 1;
    y = makeBlock(layer.child(`${block}`), y, { ...options, filters: width << at, stride });
  }
  return y;
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
  const first = rectified(convNorm(scope, x, { ...block, names: { conv: 'conv1', norm: 'bn1' }, kernel: 3 }));
  const second = convNorm(scope, first, { ...block, names: { conv: 'conv2', norm: 'bn2' }, kernel: 3, stride: 1 });
  return joined(second, shortcut(scope, x, block));
}

/** torchvision's form: the stride is that of the 3 x 3 convolution. */
function bottleneck(scope: Scope, x: Planes, block: Block): Planes {
  const wide = { ...block, filters: 4 * block.filters };
  const first = rectified(
    convNorm(scope, x, { ...block, names: { conv: 'conv1', norm: 'bn1' }, kernel: 1, stride: 1 }),
  );
  const second = rectified(convNorm(scope, first, { ...block, names: { conv: 'conv2', norm: 'bn2' }, kernel: 3 }));
  const third = convNorm(scope, second, { ...wide, names: { conv: 'conv3', norm: 'bn3' }, kernel: 1, stride: 1 });
  return joined(third, shortcut(scope, x, wide));
}

/** The block's input, brought to the channels and the size of its output where these differ. */
function shortcut(scope: Scope, x: Planes, block: Block): Planes {
  const isSame = block.stride === 1 && x.tensor.shape[x.isLast ? 3 : 1] === block.filters;
  return isSame ? x : convNorm(scope.child('downsample'), x, { ...block, names: { conv: '0', norm: '1' }, kernel: 1 });
}

function rectified(x: Planes): Planes {
  return { ...x, tensor: relu(x.tensor) };
}

function joined(x: Planes, other: Planes): Planes {
  return { ...x, tensor: relu(add(x.tensor, other.tensor)) };
}

interface ConvNorm extends Block {
  /** Of the convolution and of its normalisation. */
  readonly names: { readonly conv: string; readonly norm: string };
  readonly kernel: number;
}

/** A convolution that keeps the size (or halves it, with stride 2) and has no bias, then batch normalisation. */
function convNorm(scope: Scope, x: Planes, { names, filters, kernel, stride, ...options }: ConvNorm): Planes {
  const padding = (kernel - 1) / 2;
  const layer = { filters, kernel, stride, padding, init: init.kaimingNormal(filters * kernel * kernel) };
  const y = x.isLast
    ? layers.convChannelsLast(scope.child(names.conv), x.tensor, layer)
    : layers.conv2d(scope.child(names.conv), x.tensor, { ...layer, bias: false });
  return normalised(scope.child(names.norm), { ...x, tensor: y }, options);
}

function normalised(scope: Scope, x: Planes, { frozenNorm, norm }: ResnetOptions): Planes {
  const { tensor, isLast: channelsLast } = x;
  if (norm !== 'group') return { ...x, tensor: layers.batchNorm(scope, tensor, { frozen: frozenNorm, channelsLast }) };
  const groups = tensor.shape[channelsLast ? 3 : 1]! / CHANNELS_OF_A_GROUP;
  return { ...x, tensor: layers.groupNorm(scope, tensor, { groups, channelsLast }) };
}
