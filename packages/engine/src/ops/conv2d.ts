import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type LoweringIo, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';
import { emitColumns } from './conv-by-columns.ts';
import { sumOver } from './reduce.ts';

export interface Conv2dOptions {
  /** Default 1. */
  readonly stride?: number;
  /** Rows and columns of zeros on each side. Default 0. */
  readonly padding?: number;
  /** float32 `[K]`, added to each output channel. */
  readonly bias?: Tensor;
}
interface Attributes {
  readonly stride: number;
  readonly padding: number;
}
interface GradientAttributes extends Attributes {
  /** Shape of what the gradient is by: the input, or the weights. */
  readonly shape: readonly number[];
}

const operator: Operator<Attributes> = {
  name: 'conv2d',
  infer([x, weight, bias], { stride, padding }) {
    const [items, channels, height, width] = x!.shape;
    const [filters, weightChannels, kernelHeight, kernelWidth] = weight!.shape;
    if (x!.shape.length !== 4 || weight!.shape.length !== 4 || channels !== weightChannels) {
      throw new RangeError(
        `conv2d() got x ${describeType(x!)} and weight ${describeType(weight!)}, expected [N, C, H, W] and [K, C, kH, kW]`,
      );
    }
    if (!(Number.isInteger(stride) && stride >= 1)) throw new RangeError(`conv2d() stride=${stride}: at least 1`);
    if (!(Number.isInteger(padding) && padding >= 0)) throw new RangeError(`conv2d() padding=${padding}: at least 0`);
    if (bias && bias.shape.join() !== `${filters}`) {
      throw new RangeError(`conv2d() bias: got ${describeType(bias)}, expected float32[${filters}]`);
    }
    const outHeight = Math.floor((height! + 2 * padding - kernelHeight!) / stride) + 1;
    const outWidth = Math.floor((width! + 2 * padding - kernelWidth!) / stride) + 1;
    if (outHeight < 1 || outWidth < 1) {
      throw new RangeError(
        `conv2d() weight ${describeType(weight!)} is larger than x ${describeType(x!)} with padding ${padding}`,
      );
    }
    return [float32(items!, filters!, outHeight, outWidth)];
  },
  lower(emit, { inputs, outputs, inputTypes }, { stride, padding }) {
    emit.node('Conv', inputs, windows(inputTypes[1]!.shape, stride, padding), outputs[0]);
  },
  gradient({ inputs: [x, weight], outputGradients: [dy], needed, attributes }) {
    return [
      needed[0] ? applyOne(inputGradientOperator, [dy!, weight!], { ...attributes, shape: x!.shape }) : null,
      needed[1] ? applyOne(weightGradientOperator, [dy!, x!], { ...attributes, shape: weight!.shape }) : null,
      needed[2] ? sumOver(dy!, [0, 2, 3]) : null,
    ];
  },
};

/** From `dy` and the weights, the gradient by the input: a transposed convolution. */
const inputGradientOperator: Operator<GradientAttributes> = {
  name: 'conv2dInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs, outputs, inputTypes: [dy, weight] }, { shape, stride, padding }) {
    const unreached = [2, 3].map((axis) => {
      const reached = (dy!.shape[axis]! - 1) * stride + weight!.shape[axis]! - 2 * padding;
      return shape[axis]! - reached;
    });
    emit.node(
      'ConvTranspose',
      inputs,
      { ...windows(weight!.shape, stride, padding), output_padding: unreached },
      outputs[0],
    );
  },
};

/** From `dy` and the input, the gradient by the weights, in the form that the cost model expects to be faster. */
const weightGradientOperator: Operator<GradientAttributes> = {
  name: 'conv2dWeightGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, io, attributes) {
    const { columns, convolution } = costs(io.inputTypes[0]!.shape, attributes);
    (columns < convolution ? weightGradientByColumns : weightGradientByConvolution)(emit, io, attributes);
  },
};

/**
 * Expected milliseconds of both forms, measured on two cores with AVX-512 (docs/decisions): a convolution whose kernel is
 * `dy` computes as many columns as there are taps, in sixteens; written-out windows are copied twice.
 */
function costs(dyShape: readonly number[], { shape, stride, padding }: GradientAttributes) {
  const [filters, channels, kernelHeight, kernelWidth] = shape as [number, number, number, number];
  const taps = kernelHeight * kernelWidth;
  const positions = dyShape[0]! * dyShape[2]! * dyShape[3]!;
  const plain = stride === 1 && padding === 0 && kernelHeight === kernelWidth;
  const convolution = (2 * channels * filters * 16 * Math.ceil(taps / 16) * positions) / 80e6;
  const columns = (2 * 4 * taps * channels * positions) / 16e6 + (2 * filters * taps * channels * positions) / 130e6;
  return { convolution, columns: plain ? columns : Number.POSITIVE_INFINITY };
}

/** A convolution of the input with `dy` as its kernel: channels in the place of items, the stride in the dilation's. */
function weightGradientByConvolution(
  emit: Emitter,
  io: LoweringIo,
  { shape, stride, padding }: GradientAttributes,
): void {
  const {
    inputs: [dy, x],
    outputs: [dw],
    inputTypes: [dyType, xType],
  } = io;
  const channelsFirst = emit.node('Transpose', [x!], { perm: [1, 0, 2, 3] }); // [C, N, H, W]
  const filtersFirst = emit.node('Transpose', [dy!], { perm: [1, 0, 2, 3] }); // [K, N, H', W']
  const taps = emit.node('Conv', [channelsFirst, filtersFirst], {
    kernel_shape: dyType!.shape.slice(2),
    dilations: [stride, stride],
    pads: [padding, padding, padding, padding],
  }); // [C, K, kH + surplus, kW + surplus]
  const isExact = [2, 3].every(
    (axis) => xType!.shape[axis]! + 2 * padding - (dyType!.shape[axis]! - 1) * stride === shape[axis]!,
  );
  const exact = isExact
    ? taps
    : emit.node('Slice', [taps, emit.ints(0, 0), emit.ints(...shape.slice(2)), emit.ints(2, 3)]);
  emit.node('Transpose', [exact], { perm: [1, 0, 2, 3] }, dw);
}

/** Item by item, so that the windows stay in the cache: `Σ dyₙ · columns(xₙ)ᵀ`. */
function weightGradientByColumns(emit: Emitter, io: LoweringIo, { shape }: GradientAttributes): void {
  const {
    inputs: [dy, x],
    outputs: [dw],
    inputTypes: [, xType],
  } = io;
  const [items, channels, height, width] = xType!.shape as [number, number, number, number];
  const [filters, , kernel] = shape as [number, number, number, number];
  const type = { dtype: 'float32', shape: [1, channels, height, width] } as const;
  const split = (name: string, prefix: string): string[] => {
    const parts = Array.from({ length: items }, () => emit.fresh(prefix));
    emit.nodeWithOutputs('Split', { inputs: [name], outputs: parts }, { axis: 0 });
    return parts;
  };
  const inputs = split(x!, 'x');
  const sum = split(dy!, 'dy').reduce((total, gradient, item) => {
    const channelsFirst = emit.node('Reshape', [inputs[item]!, emit.ints(channels, 1, height, width)]);
    const flat = emit.node('Reshape', [gradient, emit.ints(filters, -1)]);
    const windows = emitColumns(emit, { x: channelsFirst, type, size: kernel });
    return emit.node('Gemm', total ? [flat, windows, total] : [flat, windows], { transB: 1 });
  }, '');
  const taps = emit.node('Reshape', [sum, emit.ints(filters, kernel, kernel, channels)]);
  emit.node('Transpose', [taps], { perm: [0, 3, 1, 2] }, dw);
}

function windows(weightShape: readonly number[], stride: number, padding: number) {
  return {
    kernel_shape: weightShape.slice(2),
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  };
}

/**
 * A two-dimensional convolution (cross-correlation, as every framework calls it).
 * @param x float32 `[N, C, H, W]`. @param weight float32 `[K, C, kH, kW]`.
 * @returns float32 `[N, K, H', W']`, H' = ⌊(H + 2·padding − kH) / stride⌋ + 1.
 */
export function conv2d(x: Tensor, weight: Tensor, options: Conv2dOptions = {}): Tensor {
  const { stride = 1, padding = 0, bias } = options;
  return applyOne(operator, bias ? [x, weight, bias] : [x, weight], { stride, padding });
}
