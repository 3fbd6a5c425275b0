import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, type TensorType } from '../tensor-type.ts';

interface Attributes {
  readonly kernel: number;
}

const operator: Operator<Attributes> = {
  name: 'columns',
  infer([x], { kernel }) {
    const [items, channels, height, width] = x!.shape;
    if (x!.shape.length !== 4 || height! < kernel || width! < kernel) {
      throw new RangeError(`columns() kernel=${kernel}: got x ${describeType(x!)}, expected [N, C, H, W] no smaller`);
    }
    return [float32(kernel * kernel * channels!, items! * (height! - kernel + 1) * (width! - kernel + 1))];
  },
  lower(emit, { inputs: [x], outputs: [y], inputTypes: [type] }, { kernel }) {
    const channelsFirst = emit.node('Transpose', [x!], { perm: [1, 0, 2, 3] });
    emitColumns(emit, { x: channelsFirst, type: type!, kernel, output: y! });
  },
  gradient: ({ inputs: [x], outputGradients: [dy], attributes }) => [
    applyOne(gradientOperator, [dy!], { ...attributes, shape: x!.shape }),
  ],
};

/** Adds every tap's gradient to the input element it was copied from. */
const gradientOperator: Operator<Attributes & { readonly shape: readonly number[] }> = {
  name: 'columnsGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy], outputs: [dx] }, { kernel, shape }) {
    const [items, channels, height, width] = shape;
    const taps = emit.node('Reshape', [
      dy!,
      emit.ints(kernel * kernel * channels!, items!, height! - kernel + 1, width! - kernel + 1),
    ]);
    const rows = unshift(emit, { x: taps, axis: 2, kernel });
    const channelsFirst = unshift(emit, { x: rows, axis: 3, kernel });
    emit.node('Transpose', [channelsFirst], { perm: [1, 0, 2, 3] }, dx);
  },
};

interface ColumnsOf {
  /** Channels first: `[C, N, H, W]`. */
  readonly x: string;
  /** Of the same elements as `[N, C, H, W]`. */
  readonly type: TensorType;
  readonly kernel: number;
  readonly output?: string;
}

/** Writes the nodes of `columns`. */
export function emitColumns(emit: Emitter, { x, type, kernel, output }: ColumnsOf): string {
  const [, channels, height, width] = type.shape;
  // Along columns first: the slices along rows then copy whole planes.
  const along = shifts(emit, { x, axis: 3, kernel, size: width! });
  const both = shifts(emit, { x: along, axis: 2, kernel, size: height! });
  return emit.node('Reshape', [both, emit.ints(kernel * kernel * channels!, -1)], {}, output ?? emit.fresh('columns'));
}

interface Shift {
  readonly x: string;
  readonly axis: 2 | 3;
  readonly kernel: number;
}

/** The `kernel` windows along an axis, one after the other as channels. */
function shifts(emit: Emitter, { x, axis, kernel, size }: Shift & { readonly size: number }): string {
  const windows = Array.from({ length: kernel }, (_, from) =>
    emit.node('Slice', [x, emit.ints(from), emit.ints(from + size - kernel + 1), emit.ints(axis)]),
  );
  return emit.node('Concat', windows, { axis: 0 });
}

/** The reverse: each window back in its place, and their sum. */
function unshift(emit: Emitter, { x, axis, kernel }: Shift): string {
  const windows = Array.from({ length: kernel }, () => emit.fresh('window'));
  emit.nodeWithOutputs('Split', { inputs: [x], outputs: windows }, { axis: 0 });
  const placed = windows.map((window, from) => {
    const pads = [0, 0, 0, 0, 0, 0, 0, 0];
    pads[axis] = from;
    pads[4 + axis] = kernel - 1 - from;
    return emit.node('Pad', [window, emit.ints(...pads)]);
  });
  return emit.node('Sum', placed);
}

/**
 * The windows of a convolution without padding, written out: column (n, p) holds what the kernel sees at position p of
 * item n; rows of taps first, then columns of taps, then channels. One matrix product then convolves the whole batch.
 * @param x float32 `[N, C, H, W]`. @returns float32 `[k·k·C, N·(H − k + 1)·(W − k + 1)]`.
 */
export const columns = (x: Tensor, kernel: number): Tensor => applyOne(operator, [x], { kernel });
