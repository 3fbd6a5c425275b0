import { CONV_FORMS, type ConvForm } from '../choices.ts';
import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Node, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, type TensorType } from '../tensor-type.ts';
import { convSmallPlane, seesWholePlane } from './conv-small-plane.ts';
import {
  type ConvAttributes,
  type ConvGradientAttributes,
  emitProducts,
  emitRows,
  emitSplit,
  emitZerosFirst,
  groupSizes,
  ofItems,
  outputExtent,
  range,
  type WindowsAlong,
  windowsOf,
} from './conv-windows.ts';
import { convWinograd, fitsWinograd, suitsWinograd } from './conv-winograd.ts';

export interface ConvChannelsLastOptions {
  /** Default 1. */
  readonly stride?: number;
  /** Rows and columns of zeros on each side. Default 0. */
  readonly padding?: number;
  /** Forms by `convKey`, where they were timed. Default: what is expected to be the fastest. */
  readonly forms?: ConvForms;
}

export type ConvForms = Readonly<Record<string, ConvForm>>;

function infer([x, weight]: readonly TensorType[], attributes: ConvAttributes): TensorType {
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

/** Windows written out as rows, a few items at a time, and multiplied by the weights. */
const operator: Operator<ConvAttributes> = {
  name: 'convChannelsLast',
  infer: (types, attributes) => [infer(types, attributes)],
  lower(emit, { inputs: [x, weight], inputTypes, outputTypes, outputs: [y] }, attributes) {
    const matrix = emit.node('Reshape', [weight!, emit.ints(-1, inputTypes[1]!.shape[3]!)]);
    const windows = windowsOf(inputTypes, attributes);
    const products = emitProducts(emit, x!, { type: inputTypes[0]!, windows, matrix });
    emit.node('Reshape', [products, emit.ints(...outputTypes[0]!.shape)], {}, y);
  },
  gradient({ inputs: [x, weight], outputGradients: [dy], needed, attributes }) {
    if (attributes.stride === 1 && needed[0] && needed[1]) {
      const [dx, dw] = x!.graph.apply(bothGradients, [dy!, x!, weight!], attributes);
      return [dx!, dw!];
    }
    return [
      needed[0] ? applyOne(inputGradient, [dy!, weight!], { ...attributes, shape: x!.shape }) : null,
      needed[1] ? applyOne(weightGradient, [dy!, x!], { ...attributes, shape: weight!.shape }) : null,
    ];
  },
};

/**
 * With stride 1 both gradients look at `dy` through the same windows, the taps in reverse: its rows by the weights give
 * the gradient by the input, the input by its rows the gradient by the weights. One writing out serves both.
 */
const bothGradients: Operator<ConvAttributes> = {
  name: 'convChannelsLastGradients',
  infer: ([, x, weight]) => [x!, weight!],
  lower(emit, { inputs: [dy, x, weight], inputTypes, outputs: [dx, dw] }, { padding }) {
    const [dyType, xType, weightType] = inputTypes;
    const [kernelHeight, kernelWidth, channels, filters] = weightType!.shape as [number, number, number, number];
    const taps = kernelHeight * kernelWidth;
    const along = (axis: 1 | 2, kernel: number) =>
      reachOfTaps(tapsOfPhase(0, { kernel, stride: 1, padding }), xType!.shape[axis]!, dyType!.shape[axis]!);
    const windows = {
      plane: [dyType!.shape[1]!, dyType!.shape[2]!] as const,
      rows: along(1, kernelHeight),
      columns: along(2, kernelWidth),
    };
    const matrix = emit.node('Reshape', [emitTransposedTaps(emit, weight!, weightType!), emit.ints(-1, channels)]);
    const sizes = groupSizes(dyType!, windows);
    const inputs = emitSplit(emit, x!, sizes);
    let sum = '';
    const products = emitSplit(emit, dy!, sizes).map((part, at) => {
      const rows = emitRows(emit, part, { type: ofItems(dyType!, sizes[at]!), windows });
      const input = emit.node('Reshape', [inputs[at]!, emit.ints(-1, channels)]);
      sum = emit.node('Gemm', sum ? [input, rows, sum] : [input, rows], { transA: 1 }); // [C, taps · K]
      return emit.node('Gemm', [rows, matrix]);
    });
    const all = products.length === 1 ? products[0]! : emit.node('Concat', products, { axis: 0 });
    emit.node('Reshape', [all, emit.ints(...xType!.shape)], {}, dx);
    const byChannel = emit.node('Reshape', [sum, emit.ints(channels, taps, filters)]);
    const byTap = emit.node('Transpose', [byChannel], { perm: [1, 0, 2] });
    emit.node('Reshape', [byTap, emit.ints(...weightType!.shape)], {}, dw);
  },
};

/** Writes the rows out again, since keeping them until now would take many times the memory of the planes. */
const weightGradient: Operator<ConvGradientAttributes> = {
  name: 'convChannelsLastWeightGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy, x], inputTypes: [dyType, xType], outputs: [dw] }, { shape, ...attributes }) {
    const windows = windowsOf([xType!, float32(...shape)], attributes);
    const sizes = groupSizes(xType!, windows);
    const gradients = emitSplit(emit, dy!, sizes);
    const parts = emitSplit(emit, emitZerosFirst(emit, x!, xType!), sizes);
    const sum = parts.reduce((total, part, at) => {
      const rows = emitRows(emit, part, { type: ofItems(xType!, sizes[at]!), windows, zerosFirst: true });
      const gradient = emit.node('Reshape', [gradients[at]!, emit.ints(-1, dyType!.shape[3]!)]);
      return emit.node('Gemm', total ? [rows, gradient, total] : [rows, gradient], { transA: 1 });
    }, '');
    emit.node('Reshape', [sum, emit.ints(...shape)], {}, dw);
  },
};

/**
 * With a stride of s, each of the s·s phases of the input (rows and columns counted modulo s) meets taps of its own: a
 * convolution of `dy` for each, the phases then interleaved. With stride 1 there is one, with the taps in reverse.
 */
const inputGradient: Operator<ConvGradientAttributes> = {
  name: 'convChannelsLastInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, io, { shape, stride, padding }) {
    const [items, height, width, channels] = shape as [number, number, number, number];
    const [kernelHeight, kernelWidth, , filters] = io.inputTypes[1]!.shape as [number, number, number, number];
    const transposed = emitTransposedTaps(emit, io.inputs[1]!, io.inputTypes[1]!);
    const across = { rows: Math.ceil(height / stride), columns: Math.ceil(width / stride) };
    const phase = (row: number, column: number): string => {
      const rowTaps = tapsOfPhase(row, { kernel: kernelHeight, stride, padding });
      const columnTaps = tapsOfPhase(column, { kernel: kernelWidth, stride, padding });
      const wanted = rowTaps.flatMap(({ tap }) => columnTaps.map((other) => tap * kernelWidth + other.tap));
      const size = [items, across.rows, across.columns, channels];
      if (wanted.length === 0) return emit.node('Expand', [emit.scalar(0), emit.ints(...size)]);
      const [, dyHeight, dyWidth] = io.inputTypes[0]!.shape as [number, number, number];
      const rows = reachOfTaps(rowTaps, across.rows, dyHeight);
      const columns = reachOfTaps(columnTaps, across.columns, dyWidth);
      const isAll = wanted.length === kernelHeight * kernelWidth && wanted.every((tap, index) => tap === index);
      const chosen = isAll ? transposed : emit.node('Gather', [transposed, emit.ints(...wanted)], { axis: 0 });
      const matrix = emit.node('Reshape', [chosen, emit.ints(wanted.length * filters, channels)]);
      const windows = { plane: [dyHeight, dyWidth] as const, rows, columns };
      const products = emitProducts(emit, io.inputs[0]!, { type: io.inputTypes[0]!, windows, matrix });
      return emit.node('Reshape', [products, emit.ints(...size)]);
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

/** Weights `[kH, kW, C, K]` as `[taps, K, C]`. */
function emitTransposedTaps(emit: Emitter, weight: string, { shape }: TensorType): string {
  const [kernelHeight, kernelWidth, channels, filters] = shape as [number, number, number, number];
  const taps = emit.node('Reshape', [weight, emit.ints(kernelHeight * kernelWidth, channels, filters)]);
  return emit.node('Transpose', [taps], { perm: [0, 2, 1] });
}

interface PhaseTap {
  readonly tap: number;
  /** Row of `dy` that this tap of phase row 0 meets. */
  readonly from: number;
}

function tapsOfPhase(phase: number, { kernel, stride, padding }: ConvAttributes & { kernel: number }): PhaseTap[] {
  return range(kernel)
    .filter((tap) => (phase + padding - tap + kernel * stride) % stride === 0)
    .map((tap) => ({ tap, from: (phase + padding - tap) / stride }));
}

/** Where taps of a phase lie in `dy`, with as many zeros before and after it as they reach over its ends. */
function reachOfTaps(taps: readonly PhaseTap[], count: number, extent: number): WindowsAlong {
  const before = Math.max(0, ...taps.map(({ from }) => -from));
  const after = Math.max(0, ...taps.map(({ from }) => from + count - extent));
  return { count, stride: 1, froms: taps.map(({ from }) => from + before), before, after };
}

const FORMS: Readonly<Record<ConvForm, Operator<ConvAttributes>>> = {
  rows: operator,
  tiles: convWinograd,
  positions: convSmallPlane,
};

/** A convolution as far as its time depends on it. */
export interface ConvShape extends ConvAttributes {
  /** `[N, H, W, C]`. */
  readonly x: readonly number[];
  /** `[kH, kW, C, K]`. */
  readonly weight: readonly number[];
}

/** The forms that can compute it. */
export function formsOf({ x, weight, ...attributes }: ConvShape): readonly ConvForm[] {
  const fits: Record<ConvForm, boolean> = {
    rows: true,
    tiles: fitsWinograd(weight, attributes),
    positions: seesWholePlane(x, weight, attributes),
  };
  return CONV_FORMS.filter((form) => fits[form]);
}

/** The form that is expected to be the fastest, by a cost model (docs/decisions). */
export function expectedForm({ x, weight, ...attributes }: ConvShape): ConvForm {
  if (seesWholePlane(x, weight, attributes)) return 'positions';
  return suitsWinograd(x, weight, attributes) ? 'tiles' : 'rows';
}

/** The convolutions with channels last among nodes, each shape once. */
export function convShapesIn(nodes: readonly Node[]): readonly ConvShape[] {
  const operators = new Set<unknown>(Object.values(FORMS));
  const shapes = nodes
    .filter((node) => operators.has(node.operator))
    .map(({ inputs: [x, weight], attributes }) => ({
      x: x!.shape,
      weight: weight!.shape,
      ...(attributes as ConvAttributes),
    }));
  return [...new Map(shapes.map((shape) => [convKey(shape), shape])).values()];
}

/** `32x56x56x64 3x3x64x64 s1 p1`: what forms found by timing are kept under. */
export function convKey({ x, weight, stride, padding }: ConvShape): string {
  return `${x.join('x')} ${weight.join('x')} s${stride} p${padding}`;
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
  const shape = { x: x.shape, weight: weight.shape, ...attributes };
  const form = options.forms?.[convKey(shape)] ?? expectedForm(shape);
  if (!formsOf(shape).includes(form))
    throw new RangeError(`convChannelsLast() forms: '${form}' cannot compute ${convKey(shape)}`);
  return applyOne(FORMS[form], [x, weight], attributes);
}
