import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type LoweringIo, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, type TensorType } from '../tensor-type.ts';
import { gemm } from './gemm.ts';
import { reshape } from './reshape.ts';

export interface ConvChannelsLastOptions {
  /** Default 1. */
  readonly stride?: number;
  /** Rows and columns of zeros on each side. Default 0. */
  readonly padding?: number;
}
type Attributes = Required<ConvChannelsLastOptions>;
interface GradientAttributes extends Attributes {
  /** Shape of what the gradient is by: the input, or the weights. */
  readonly shape: readonly number[];
}

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
  { kernel, stride, padding }: Attributes & { kernel: number },
): Reach {
  const start = position * stride - padding;
  const from = Math.max(0, start);
  return { tap: from - start, from, count: Math.min(extent, start + kernel) - from };
}

/** Whether every output position sees the whole of a plane, all of it valid taps. */
function seesWholePlane(xShape: readonly number[], weightShape: readonly number[], attributes: Attributes): boolean {
  return [0, 1].every((axis) => {
    const extent = xShape[1 + axis]!;
    const kernel = weightShape[axis]!;
    const outputs = outputExtent(extent, kernel, attributes);
    return Array.from({ length: outputs }, (_, position) => reachOf(position, extent, { ...attributes, kernel })).every(
      ({ count }) => count === extent,
    );
  });
}

function outputExtent(extent: number, kernel: number, { stride, padding }: Attributes): number {
  return Math.floor((extent + 2 * padding - kernel) / stride) + 1;
}

function infer([x, weight]: readonly TensorType[], attributes: Attributes): TensorType {
  const [items, height, width, channels] = x!.shape;
  const [kernelHeight, kernelWidth, weightChannels, filters] = weight!.shape;
  const { stride, padding } = attributes;
  const got = `convChannelsLast() got x ${describeType(x!)} and weight ${describeType(weight!)}`;
  if (x!.shape.length !== 4 || weight!.shape.length !== 4 || channels !== weightChannels) {
    throw new RangeError(`${got}, expected [N, H, W, C] and [kH, kW, C, K]`);
  }
  if (!(Number.isInteger(stride) && stride >= 1))
    throw new RangeError(`convChannelsLast() stride=${stride}: at least 1`);
  if (!(Number.isInteger(padding) && padding >= 0 && padding < Math.min(kernelHeight!, kernelWidth!))) {
    throw new RangeError(`convChannelsLast() padding=${padding}: at least 0, smaller than the kernel`);
  }
  const outHeight = outputExtent(height!, kernelHeight!, attributes);
  const outWidth = outputExtent(width!, kernelWidth!, attributes);
  if (outHeight < 1 || outWidth < 1) throw new RangeError(`${got}, whose kernel is larger than the padded plane`);
  return float32(items!, outHeight, outWidth, filters!);
}

/** Windows written out as rows, then one matrix product over the whole batch. */
const byRows: Operator<Attributes> = {
  name: 'convChannelsLast',
  infer(types, attributes) {
    const y = infer(types, attributes);
    const [items, height, width] = y.shape;
    const [kernelHeight, kernelWidth, channels] = types[1]!.shape;
    return [y, float32(items! * height! * width!, kernelHeight! * kernelWidth! * channels!)];
  },
  lower(emit, { inputs: [x, weight], outputs: [y, rows], inputTypes, outputTypes }, { stride, padding }) {
    const [xType, weightType] = inputTypes;
    const [kernelHeight, kernelWidth] = weightType!.shape as [number, number];
    const [yType, rowsType] = outputTypes;
    const padded = emitPad(emit, x!, [padding, padding]);
    const alongWidth = emitWindows(emit, padded, {
      axis: 2,
      froms: range(kernelWidth),
      count: yType!.shape[2]!,
      stride,
      ...planeOf(xType!.shape, padding),
    });
    const both = emitWindows(emit, alongWidth, {
      axis: 1,
      froms: range(kernelHeight),
      count: yType!.shape[1]!,
      stride,
      ...planeOf(xType!.shape, padding),
    });
    emit.node('Reshape', [both, emit.ints(...rowsType!.shape)], {}, rows);
    const matrix = emit.node('Reshape', [weight!, emit.ints(rowsType!.shape[1]!, -1)]);
    const product = emit.node('Gemm', [rows!, matrix]);
    emit.node('Reshape', [product, emit.ints(...yType!.shape)], {}, y);
  },
  gradient({ inputs: [x, weight], outputs: [, rows], outputGradients: [dy], needed, attributes }) {
    const filters = weight!.shape[3]!;
    const flat = () => reshape(dy!, [rows!.shape[0]!, filters]);
    return [
      needed[0] ? applyOne(inputGradientByPhases, [dy!, weight!], { ...attributes, shape: x!.shape }) : null,
      needed[1] ? reshape(gemm(rows!, flat(), { transposeA: true }), weight!.shape) : null,
    ];
  },
};

/**
 * With a stride of s, each of the s·s phases of the input (rows and columns counted modulo s) meets taps of its own: a
 * convolution of `dy` for each, the phases then interleaved. With stride 1 there is one, with the taps in reverse.
 */
const inputGradientByPhases: Operator<GradientAttributes> = {
  name: 'convChannelsLastInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, io, { shape, stride, padding }) {
    const [items, height, width, channels] = shape as [number, number, number, number];
    const [kernelHeight, kernelWidth, , filters] = io.inputTypes[1]!.shape as [number, number, number, number];
    const taps = emit.node('Reshape', [io.inputs[1]!, emit.ints(kernelHeight * kernelWidth, channels, filters)]);
    const transposed = emit.node('Transpose', [taps], { perm: [0, 2, 1] }); // [taps, K, C]
    const across = { rows: Math.ceil(height / stride), columns: Math.ceil(width / stride) };
    const phase = (row: number, column: number): string => {
      const rowTaps = tapsOfPhase(row, { kernel: kernelHeight, stride, padding });
      const columnTaps = tapsOfPhase(column, { kernel: kernelWidth, stride, padding });
      const wanted = rowTaps.flatMap(({ tap }) => columnTaps.map((other) => tap * kernelWidth + other.tap));
      const size = [items, across.rows, across.columns, channels];
      if (wanted.length === 0) return emit.node('Expand', [emit.scalar(0), emit.ints(...size)]);
      const dyType = io.inputTypes[0]!.shape;
      const alongWidth = emitReached(emit, io.inputs[0]!, {
        axis: 2,
        taps: columnTaps,
        count: across.columns,
        extent: dyType[2]!,
      });
      const both = emitReached(emit, alongWidth, { axis: 1, taps: rowTaps, count: across.rows, extent: dyType[1]! });
      const rows = emit.node('Reshape', [both, emit.ints(items * across.rows * across.columns, -1)]);
      const isAll = wanted.length === kernelHeight * kernelWidth && wanted.every((tap, index) => tap === index);
      const chosen = isAll ? transposed : emit.node('Gather', [transposed, emit.ints(...wanted)], { axis: 0 });
      const matrix = emit.node('Reshape', [chosen, emit.ints(wanted.length * filters, channels)]);
      return emit.node('Reshape', [emit.node('Gemm', [rows, matrix]), emit.ints(...size)]);
    };
    const phases = range(stride).map((row) => range(stride).map((column) => phase(row, column)));
    const dx = io.outputs[0]!;
    if (stride === 1) {
      emit.node('Identity', [phases[0]![0]!], {}, dx);
      return;
    }
    const rowsOfPhases = phases.map((parts) =>
      emitInterleaved(emit, parts, { axis: 2, shape: [items, across.rows, across.columns, channels] }),
    );
    const whole = emitInterleaved(emit, rowsOfPhases, {
      axis: 1,
      shape: [items, across.rows, across.columns * stride, channels],
    });
    emit.node('Slice', [whole, emit.ints(0, 0), emit.ints(height, width), emit.ints(1, 2)], {}, dx);
  },
};

interface PhaseTap {
  readonly tap: number;
  /** Row of `dy` that this tap of phase row 0 meets. */
  readonly from: number;
}

function tapsOfPhase(phase: number, { kernel, stride, padding }: Attributes & { kernel: number }): PhaseTap[] {
  return range(kernel)
    .filter((tap) => (phase + padding - tap + kernel * stride) % stride === 0)
    .map((tap) => ({ tap, from: (phase + padding - tap) / stride }));
}

/** On planes so small that every output position sees all of it: a product for each position, of valid taps only. */
const byPositions: Operator<Attributes> = {
  name: 'convSmallPlane',
  infer: (types, attributes) => [infer(types, attributes)],
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

const inputGradientByPositions: Operator<GradientAttributes> = {
  name: 'convSmallPlaneInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, io, { shape, ...attributes }) {
    const [items, outHeight, outWidth] = io.inputTypes[0]!.shape as [number, number, number];
    const positions = emitSplit(emit, emit.node('Reshape', [io.inputs[0]!, emit.ints(items, -1)]), {
      axis: 1,
      count: outHeight * outWidth,
    });
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
const weightGradientByTaps: Operator<GradientAttributes> = {
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
function emitTapMatrices(emit: Emitter, io: LoweringIo, attributes: Attributes): { matrix: string }[] {
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
  { stride, padding, extent, outputs }: Attributes & { extent: number; outputs: number },
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

function emitSplit(emit: Emitter, x: string, { axis, count }: { axis: number; count: number }): string[] {
  if (count === 1) return [x];
  const parts = range(count).map(() => emit.fresh('part'));
  emit.nodeWithOutputs('Split', { inputs: [x], outputs: parts }, { axis });
  return parts;
}

function planeOf(xShape: readonly number[], padding: number) {
  return { extents: [xShape[1]! + 2 * padding, xShape[2]! + 2 * padding] as const };
}

interface Windows {
  readonly axis: 1 | 2;
  /** Where each window begins. */
  readonly froms: readonly number[];
  readonly count: number;
  readonly stride: number;
  readonly extents: readonly [number, number];
}

/** Strided windows along an axis, one after the other as channels. */
function emitWindows(emit: Emitter, x: string, { axis, froms, count, stride, extents }: Windows): string {
  const windows = froms.map((from) => {
    if (from === 0 && count === extents[axis - 1] && stride === 1) return x;
    const end = from + (count - 1) * stride + 1;
    return emit.node('Slice', [x, emit.ints(from), emit.ints(end), emit.ints(axis), emit.ints(stride)]);
  });
  return windows.length === 1 ? windows[0]! : emit.node('Concat', windows, { axis: 3 });
}

interface Reached {
  readonly axis: 1 | 2;
  readonly taps: readonly PhaseTap[];
  readonly count: number;
  readonly extent: number;
}

/** What each tap meets along an axis, zeros where there is nothing, one after the other as channels. */
function emitReached(emit: Emitter, x: string, { axis, taps, count, extent }: Reached): string {
  const before = Math.max(0, ...taps.map(({ from }) => -from));
  const after = Math.max(0, ...taps.map(({ from }) => from + count - extent));
  const padded = emitPad(emit, x, axis === 1 ? [before, 0] : [0, before], axis === 1 ? [after, 0] : [0, after]);
  const froms = taps.map(({ from }) => from + before);
  const whole = extent + before + after;
  return emitWindows(emit, padded, { axis, froms, count, stride: 1, extents: axis === 1 ? [whole, 0] : [0, whole] });
}

/** Zeros around each plane: rows and columns before it and after it. */
function emitPad(
  emit: Emitter,
  x: string,
  [top, left]: readonly [number, number],
  [bottom, right]: readonly [number, number] = [top, left],
): string {
  if (top + left + bottom + right === 0) return x;
  return emit.node('Pad', [x, emit.ints(0, top, left, 0, 0, bottom, right, 0)]);
}

/** Parts of one shape, taken in turn along an axis. */
function emitInterleaved(
  emit: Emitter,
  parts: readonly string[],
  { axis, shape }: { axis: 1 | 2; shape: readonly number[] },
): string {
  const split = [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)];
  const reshaped = parts.map((part) => emit.node('Reshape', [part, emit.ints(...split)]));
  const stacked = emit.node('Concat', reshaped, { axis: axis + 1 });
  return emit.node('Reshape', [
    stacked,
    emit.ints(...shape.map((size, at) => (at === axis ? size * parts.length : size))),
  ]);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/**
 * A two-dimensional convolution of planes whose channels lie together: for small planes, where one matrix product over
 * the whole batch wins by far over ONNX Runtime's convolution, which works item by item. On planes so small that most of
 * a kernel falls on padding, only the taps that meet the plane are computed.
 * @param x float32 `[N, H, W, C]`. @param weight float32 `[kH, kW, C, K]`.
 * @returns float32 `[N, H', W', K]`, H' = ⌊(H + 2·padding − kH) / stride⌋ + 1.
 */
export function convChannelsLast(x: Tensor, weight: Tensor, options: ConvChannelsLastOptions = {}): Tensor {
  const attributes = { stride: options.stride ?? 1, padding: options.padding ?? 0 };
  infer([x.type, weight.type], attributes);
  const isSmall = seesWholePlane(x.shape, weight.shape, attributes);
  return x.graph.apply(isSmall ? byPositions : byRows, [x, weight], attributes)[0]!;
}
