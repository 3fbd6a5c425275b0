import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, type TensorType } from '../tensor-type.ts';
import { gemm } from './gemm.ts';

interface Attributes {
  readonly size: number;
}

const operator: Operator<Attributes> = {
  name: 'convByColumns',
  infer([x, kernel], { size }) {
    const [items, channels, height, width] = x!.shape;
    const [filters, taps] = kernel!.shape;
    const got = `convByColumns() size=${size}: got x ${describeType(x!)} and kernel ${describeType(kernel!)}`;
    if (x!.shape.length !== 4 || height! < size || width! < size) {
      throw new RangeError(`${got}, expected x [N, C, H, W] no smaller than the kernel`);
    }
    if (kernel!.shape.length !== 2 || taps !== size * size * channels!) {
      throw new RangeError(`${got}, expected a kernel [K, ${size * size * channels!}]`);
    }
    const positions = items! * (height! - size + 1) * (width! - size + 1);
    return [float32(filters!, positions), float32(taps, positions)];
  },
  lower(emit, { inputs: [x, kernel], outputs: [y, columns], inputTypes: [type] }, { size }) {
    const channelsFirst = emit.node('Transpose', [x!], { perm: [1, 0, 2, 3] });
    emitColumns(emit, { x: channelsFirst, type: type!, size, output: columns! });
    emit.node('Gemm', [kernel!, columns!], {}, y);
  },
  gradient({ inputs: [x, kernel], outputs: [, columns], outputGradients: [dy], needed, attributes }) {
    return [
      needed[0] ? applyOne(inputGradientOperator, [dy!, kernel!], { ...attributes, shape: x!.shape }) : null,
      needed[1] ? gemm(dy!, columns!, { transposeB: true }) : null,
    ];
  },
};

/** A transposed convolution: adding up the columns' gradients with pads and sums took twice as long. */
const inputGradientOperator: Operator<Attributes & { readonly shape: readonly number[] }> = {
  name: 'convByColumnsInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy, kernel], outputs: [dx], inputTypes: [dyType] }, { size, shape }) {
    const [items, channels, height, width] = shape as [number, number, number, number];
    const filters = dyType!.shape[0]!;
    const planes = emit.node('Reshape', [dy!, emit.ints(filters, items, height - size + 1, width - size + 1)]);
    const taps = emit.node('Reshape', [kernel!, emit.ints(filters, size * size, channels)]);
    const channelsFirst = emit.node('Transpose', [taps], { perm: [0, 2, 1] });
    const weight = emit.node('Reshape', [channelsFirst, emit.ints(filters, channels, size, size)]);
    const gradient = emit.node('Transpose', [planes], { perm: [1, 0, 2, 3] });
    emit.node('ConvTranspose', [gradient, weight], { kernel_shape: [size, size] }, dx);
  },
};

interface ColumnsOf {
  /** Channels first: `[C, N, H, W]`. */
  readonly x: string;
  /** Of the same elements as `[N, C, H, W]`. */
  readonly type: TensorType;
  readonly size: number;
  readonly output?: string;
}

/**
 * Writes out the windows of a convolution: `[size·size·C, N·H'·W']`, rows of taps first, then columns of taps, then
 * channels.
 */
export function emitColumns(emit: Emitter, { x, type, size, output }: ColumnsOf): string {
  const [, channels, height, width] = type.shape;
  // Along columns first: the slices along rows then copy whole planes.
  const along = shifts(emit, { x, axis: 3, size, extent: width! });
  const both = shifts(emit, { x: along, axis: 2, size, extent: height! });
  return emit.node('Reshape', [both, emit.ints(size * size * channels!, -1)], {}, output ?? emit.fresh('columns'));
}

interface Shift {
  readonly x: string;
  readonly axis: 2 | 3;
  readonly size: number;
  readonly extent: number;
}

/** The `size` windows along an axis, one after the other as channels. */
function shifts(emit: Emitter, { x, axis, size, extent }: Shift): string {
  const windows = Array.from({ length: size }, (_, from) =>
    emit.node('Slice', [x, emit.ints(from), emit.ints(from + extent - size + 1), emit.ints(axis)]),
  );
  return emit.node('Concat', windows, { axis: 0 });
}

/**
 * A convolution without padding as one matrix product over the whole batch, its windows written out and kept for the
 * gradient by the kernel: for small images, whose windows stay in the processor's cache.
 * @param x float32 `[N, C, H, W]`.
 * @param kernel float32 `[K, size·size·C]`: rows of taps first, then columns of taps, then channels.
 * @returns float32 `[K, N·(H − size + 1)·(W − size + 1)]`.
 */
export function convByColumns(x: Tensor, kernel: Tensor, size: number): Tensor {
  return applyOne(operator, [x, kernel], { size });
}
