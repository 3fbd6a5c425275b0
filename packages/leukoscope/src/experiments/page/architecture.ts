import { RESNETS } from '../../models/resnet.ts';

export type LayerKind = 'input' | 'convolution' | 'pooling' | 'stage' | 'average' | 'linear';

/** A layer of a network with what comes out of it. */
export interface DrawnLayer {
  readonly kind: LayerKind;
  /** Of the square that its convolution or pooling looks at. */
  readonly kernel?: number;
  readonly stride?: number;
  /** Blocks in a stage, of ResNet18 and of ResNet34. */
  readonly blocks?: readonly [number, number];
  /** Features, or units of a linear layer. */
  readonly features: number;
  /** Of each plane of features; `null` where there are no planes any more. */
  readonly sidePx: number | null;
  /** Whether ReLU follows. */
  readonly relu: boolean;
}

/** A convolution or pooling without padding unless given. */
function reduced(
  sidePx: number,
  { kernel, stride, padding = 0 }: { kernel: number; stride: number; padding?: number },
) {
  return Math.floor((sidePx + 2 * padding - kernel) / stride) + 1;
}

/** The layers of `models/cnn.ts` for images of that side. */
export function cnnLayers(sizePx: number): DrawnLayer[] {
  const layers: DrawnLayer[] = [{ kind: 'input', features: 3, sidePx: sizePx, relu: false }];
  let sidePx = sizePx;
  for (const features of [6, 16]) {
    sidePx = reduced(sidePx, { kernel: 5, stride: 1 });
    layers.push({ kind: 'convolution', kernel: 5, stride: 1, features, sidePx, relu: true });
    sidePx = reduced(sidePx, { kernel: 2, stride: 2 });
    layers.push({ kind: 'pooling', kernel: 2, stride: 2, features, sidePx, relu: false });
  }
  return [
    ...layers,
    ...[120, 84, 2].map((features) => ({ kind: 'linear' as const, features, sidePx: null, relu: features !== 2 })),
  ];
}

/** The layers of `models/resnet.ts` under the paper's head, for images of that side. */
export function transferLayers(sizePx: number): DrawnLayer[] {
  const stem = reduced(sizePx, { kernel: 7, stride: 2, padding: 3 });
  let sidePx = reduced(stem, { kernel: 3, stride: 2, padding: 1 });
  const layers: DrawnLayer[] = [
    { kind: 'input', features: 3, sidePx: sizePx, relu: false },
    { kind: 'convolution', kernel: 7, stride: 2, features: 64, sidePx: stem, relu: true },
    { kind: 'pooling', kernel: 3, stride: 2, features: 64, sidePx, relu: false },
  ];
  for (const [at, features] of [64, 128, 256, 512].entries()) {
    const stride = at === 0 ? 1 : 2;
    sidePx = reduced(sidePx, { kernel: 3, stride, padding: 1 });
    const blocks = [RESNETS.resnet18.blocks[at]!, RESNETS.resnet34.blocks[at]!] as const;
    layers.push({ kind: 'stage', kernel: 3, stride, blocks, features, sidePx, relu: true });
  }
  return [
    ...layers,
    { kind: 'average', features: 512, sidePx: null, relu: false },
    { kind: 'linear', features: 100, sidePx: null, relu: true },
    { kind: 'linear', features: 2, sidePx: null, relu: false },
  ];
}
