import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

interface Attributes {
  readonly kernel: number;
}

const operator: Operator<Attributes> = {
  name: 'columns',
  infer([x], { kernel }) {
    const [items, channels, height, width] = x!.shape;
    if (x!.shape.length !== 4) throw new RangeError(`columns() x: got ${describeType(x!)}, expected [N, C, H, W]`);
    if (height! < kernel || width! < kernel) {
      throw new RangeError(`columns() kernel=${kernel} is larger than the input ${describeType(x!)}`);
    }
    return [float32(items!, kernel * kernel * channels!, (height! - kernel + 1) * (width! - kernel + 1))];
  },
  lower(emit, { inputs: [x], outputs: [y], inputTypes: [type] }, { kernel }) {
    const [, channels, height, width] = type!.shape;
    const positions = (height! - kernel + 1) * (width! - kernel + 1);
    // Columns of taps first: the slices along rows then copy whole planes.
    const along = shifts(emit, { x: x!, axis: 3, kernel, size: width! });
    const both = shifts(emit, { x: along, axis: 2, kernel, size: height! });
    emit.node('Reshape', [both, emit.ints(0, kernel * kernel * channels!, positions)], {}, y);
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
    const planes = emit.node('Reshape', [
      dy!,
      emit.ints(items!, kernel * kernel * channels!, height! - kernel + 1, width! - kernel + 1),
    ]);
    const rows = unshift(emit, { x: planes, axis: 2, kernel });
    emit.node('Identity', [unshift(emit, { x: rows, axis: 3, kernel })], {}, dx);
  },
};

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
  return emit.node('Concat', windows, { axis: 1 });
}

/** The reverse: each window back in its place, and their sum. */
function unshift(emit: Emitter, { x, axis, kernel }: Shift): string {
  const windows = Array.from({ length: kernel }, () => emit.fresh('window'));
  emit.nodeWithOutputs('Split', { inputs: [x], outputs: windows }, { axis: 1 });
  const placed = windows.map((window, from) => {
    const pads = [0, 0, 0, 0, 0, 0, 0, 0];
    pads[axis] = from;
    pads[4 + axis] = kernel - 1 - from;
    return emit.node('Pad', [window, emit.ints(...pads)]);
  });
  return placed.reduce((sum, next) => emit.node('Add', [sum, next]));
}

/**
 * The windows of a convolution without padding, written out: column p holds what the kernel sees at position p, rows of
 * taps first, then columns of taps, then channels.
 * @param x float32 `[N, C, H, W]`. @returns float32 `[N, k·k·C, (H − k + 1)·(W − k + 1)]`.
 */
export const columns = (x: Tensor, kernel: number): Tensor => applyOne(operator, [x], { kernel });
