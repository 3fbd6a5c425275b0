import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type LoweringIo, type Operator } from '../operator.ts';
import { float32 } from '../tensor-type.ts';
import { type ConvAttributes, type ConvGradientAttributes, emitSplit, outputExtent, range } from './conv-windows.ts';

/** A stretch of taps along one axis and the stretch of the input that they meet. */
interface Reach {
  readonly tap: number;
  readonly from: number;
  readonly count: number;
}

/** Which taps of a kernel meet the input, not the padding, at one output position along an axis. */
function reachOf(
  position: number,
  extent: number,
  { kernel, stride, padding }: ConvAttributes & { kernel: number },
): Reach {
  const start = position * stride - padding;
  const from = Math.max(0, start);
  return { tap: from - start, from, count: Math.min(extent, start + kernel) - from };
}

/** Whether every output position sees the whole of a plane, all of it valid taps. */
export function seesWholePlane(
  xShape: readonly number[],
  weightShape: readonly number[],
  attributes: ConvAttributes,
): boolean {
  return [0, 1].every((axis) => {
    const extent = xShape[1 + axis]!;
    const kernel = weightShape[axis]!;
    const outputs = outputExtent(extent, kernel, attributes);
    return Array.from({ length: outputs }, (_, position) => reachOf(position, extent, { ...attributes, kernel })).every(
      ({ count }) => count === extent,
    );
  });
}

/** On planes so small that every output position sees all of it: a product for each position, of valid taps only. */
export const convSmallPlane: Operator<ConvAttributes> = {
  name: 'convSmallPlane',
  infer([x, weight], attributes) {
    const [rows, columns] = [0, 1].map((axis) => outputExtent(x!.shape[1 + axis]!, weight!.shape[axis]!, attributes));
    return [float32(x!.shape[0]!, rows!, columns!, weight!.shape[3]!)];
  },
  lower(emit, io, attributes) {
    const [, height, width, channels] = io.inputTypes[0]!.shape as [number, number, number, number];
    const plane = emit.node('Reshape', [io.inputs[0]!, emit.ints(-1, height * width * channels)]);
    const products = emitTapMatrices(emit, io, attributes).map(({ matrix }) => emit.node('Gemm', [plane, matrix]));
    const all = products.length === 1 ? products[0]! : emit.node('Concat', products, { axis: 1 });
    emit.node('Reshape', [all, emit.ints(...io.outputTypes[0]!.shape)], {}, io.outputs[0]);
  },
  gradient({ inputs: [x, weight], outputGradients: [dy], needed, attributes }) {
    return [
      needed[0] ? applyOne(inputGradientByPositions, [dy!, weight!], { ...attributes, shape: x!.shape }) : null,
      needed[1] ? applyOne(weightGradientByTaps, [dy!, x!], { ...attributes, shape: weight!.shape }) : null,
    ];
  },
};

const inputGradientByPositions: Operator<ConvGradientAttributes> = {
  name: 'convSmallPlaneInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, io, { shape, ...attributes }) {
    const [items, outHeight, outWidth, filters] = io.inputTypes[0]!.shape as [number, number, number, number];
    const flat = emit.node('Reshape', [io.inputs[0]!, emit.ints(items, -1)]);
    const positions = emitSplit(emit, flat, new Array(outHeight * outWidth).fill(filters), 1);
    const forward = {
      ...io,
      inputs: ['', io.inputs[1]!],
      inputTypes: [float32(...shape), io.inputTypes[1]!],
      outputTypes: [io.inputTypes[0]!],
    };
    const sum = emitTapMatrices(emit, forward, attributes).reduce((total, { matrix }, at) => {
      const inputs = [positions[at]!, matrix];
      return emit.node('Gemm', total ? [...inputs, total] : inputs, { transB: 1 });
    }, '');
    emit.node('Reshape', [sum, emit.ints(...shape)], {}, io.outputs[0]);
  },
};

/** For each tap a product over the items and positions at which it meets the input; no position, no gradient. */
const weightGradientByTaps: Operator<ConvGradientAttributes> = {
  name: 'convSmallPlaneWeightGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, io, { shape, ...attributes }) {
    const [kernelHeight, kernelWidth, channels, filters] = shape as [number, number, number, number];
    const [, height, width] = io.inputTypes[1]!.shape as [number, number, number, number];
    const [, outHeight, outWidth] = io.inputTypes[0]!.shape as [number, number, number, number];
    const taps = range(kernelHeight).flatMap((row) =>
      range(kernelWidth).map((column) => {
        const rows = positionsOf(row, { ...attributes, extent: height, outputs: outHeight });
        const columns = positionsOf(column, { ...attributes, extent: width, outputs: outWidth });
        if (!rows || !columns) return emit.node('Expand', [emit.scalar(0), emit.ints(channels, filters)]);
        const { stride } = attributes;
        const seen = emitBlock(emit, io.inputs[1]!, {
          rows: [rows.input, rows.count, stride],
          columns: [columns.input, columns.count, stride],
          whole: [height, width],
        });
        const gradient = emitBlock(emit, io.inputs[0]!, {
          rows: [rows.output, rows.count, 1],
          columns: [columns.output, columns.count, 1],
          whole: [outHeight, outWidth],
        });
        const left = emit.node('Reshape', [seen, emit.ints(-1, channels)]);
        const right = emit.node('Reshape', [gradient, emit.ints(-1, filters)]);
        return emit.node('Gemm', [left, right], { transA: 1 });
      }),
    );
    const all = taps.length === 1 ? taps[0]! : emit.node('Concat', taps, { axis: 0 });
    emit.node('Reshape', [all, emit.ints(...shape)], {}, io.outputs[0]);
  },
};

/** For each output position, in row-major order, the matrix `[plane · C, K]` of the taps that meet the plane. */
function emitTapMatrices(emit: Emitter, io: LoweringIo, attributes: ConvAttributes): { matrix: string }[] {
  const [, height, width, channels] = io.inputTypes[0]!.shape as [number, number, number, number];
  const [kernelHeight, kernelWidth, , filters] = io.inputTypes[1]!.shape as [number, number, number, number];
  const [, outHeight, outWidth] = io.outputTypes[0]!.shape as [number, number, number, number];
  return range(outHeight).flatMap((row) =>
    range(outWidth).map((column) => {
      const down = reachOf(row, height, { ...attributes, kernel: kernelHeight });
      const along = reachOf(column, width, { ...attributes, kernel: kernelWidth });
      const isAll = down.count === kernelHeight && along.count === kernelWidth;
      const starts = emit.ints(down.tap, along.tap);
      const ends = emit.ints(down.tap + down.count, along.tap + along.count);
      const taps = isAll ? io.inputs[1]! : emit.node('Slice', [io.inputs[1]!, starts, ends, emit.ints(0, 1)]);
      return { matrix: emit.node('Reshape', [taps, emit.ints(height * width * channels, filters)]) };
    }),
  );
}

/** The output positions at which a tap meets the input, with the first input position it meets; `null` if none. */
function positionsOf(
  tap: number,
  { stride, padding, extent, outputs }: ConvAttributes & { extent: number; outputs: number },
): { output: number; input: number; count: number } | null {
  const first = Math.max(0, Math.ceil((padding - tap) / stride));
  const last = Math.min(outputs - 1, Math.floor((extent - 1 + padding - tap) / stride));
  return last < first ? null : { output: first, input: first * stride + tap - padding, count: last - first + 1 };
}

type Stretch = readonly [from: number, count: number, stride: number];

function emitBlock(
  emit: Emitter,
  x: string,
  { rows, columns, whole }: { rows: Stretch; columns: Stretch; whole: readonly number[] },
): string {
  const isAll = [rows, columns].every(([from, count], axis) => from === 0 && count === whole[axis]);
  if (isAll) return x;
  const end = ([from, count, stride]: Stretch) => from + (count - 1) * stride + 1;
  return emit.node('Slice', [
    x,
    emit.ints(rows[0], columns[0]),
    emit.ints(end(rows), end(columns)),
    emit.ints(1, 2),
    emit.ints(rows[2], columns[2]),
  ]);
}
