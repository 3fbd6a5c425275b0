import type { Emitter } from '../onnx/emitter.ts';
import type { TensorType } from '../tensor-type.ts';

export interface ConvAttributes {
  readonly stride: number;
  /** Rows and columns of zeros on each side. */
  readonly padding: number;
}
export interface ConvGradientAttributes extends ConvAttributes {
  /** Shape of what the gradient is by: the input, or the weights. */
  readonly shape: readonly number[];
}

/** How many windows fit along an axis. */
export function outputExtent(extent: number, kernel: number, { stride, padding }: ConvAttributes): number {
  return Math.floor((extent + 2 * padding - kernel) / stride) + 1;
}

/** Along one axis: how many windows, how far apart, and where the first one's taps lie. */
export interface WindowsAlong {
  readonly count: number;
  readonly stride: number;
  /** In the padded plane. */
  readonly froms: readonly number[];
  /** Zeros before and after the plane. */
  readonly before: number;
  readonly after: number;
}

export interface Windows {
  /** Without the padding. */
  readonly plane: readonly [height: number, width: number];
  readonly rows: WindowsAlong;
  readonly columns: WindowsAlong;
}

/** The windows that a convolution forward looks through. */
export function windowsOf([x, weight]: readonly TensorType[], { stride, padding }: ConvAttributes): Windows {
  const plane = [x!.shape[1]!, x!.shape[2]!] as const;
  const [rows, columns] = plane.map((extent, axis) => {
    const kernel = weight!.shape[axis]!;
    const count = outputExtent(extent, kernel, { stride, padding });
    return { count, stride, froms: range(kernel), before: padding, after: padding };
  });
  return { plane, rows: rows!, columns: columns! };
}

const windowCount = ({ rows, columns }: Windows): number => rows.count * columns.count;
const tapCount = ({ rows, columns }: Windows): number => rows.froms.length * columns.froms.length;

/** Elements of rows that are written out at a time: 8 MB, which stay in the cache until they are multiplied. */
const GROUP_ELEMENTS = 1 << 21;

/** How many items each group has: as even as can be, each group's elements within the cache if `most` groups do it. */
export function evenGroups(items: number, elementsOfItem: number, most = items): number[] {
  const groups = Math.min(most, Math.ceil((items * elementsOfItem) / GROUP_ELEMENTS));
  return range(groups).map(
    (group) => Math.floor(((group + 1) * items) / groups) - Math.floor((group * items) / groups),
  );
}

/** Groups of items by the rows that their windows make. */
export function groupSizes({ shape }: TensorType, windows: Windows): number[] {
  return evenGroups(shape[0]!, windowCount(windows) * tapCount(windows) * shape[3]!);
}

/** The type of some of the items. */
export function ofItems({ dtype, shape: [, ...rest] }: TensorType, items: number): TensorType {
  return { dtype, shape: [items, ...rest] };
}

interface Products {
  readonly type: TensorType;
  readonly windows: Windows;
  /** `[taps · C, K]`. */
  readonly matrix: string;
}

/** Each window by the matrix: `[N · windows, K]`. */
export function emitProducts(emit: Emitter, x: string, { type, windows, matrix }: Products): string {
  const sizes = groupSizes(type, windows);
  const products = emitSplit(emit, x, sizes).map((part, at) => {
    return emit.node('Gemm', [emitRows(emit, part, { type: ofItems(type, sizes[at]!), windows }), matrix]);
  });
  return products.length === 1 ? products[0]! : emit.node('Concat', products, { axis: 0 });
}

interface Part {
  readonly type: TensorType;
  readonly windows: Windows;
  /** Whether the planes come from `emitZerosFirst`. Default false. */
  readonly zerosFirst?: boolean;
}

/** Windows as the rows of a matrix, `[N · windows, taps · C]`. */
export function emitRows(emit: Emitter, x: string, part: Part): string {
  const rows = part.type.shape[0]! * windowCount(part.windows);
  return emit.node('Reshape', [emitWindows(emit, x, part), emit.ints(rows, -1)]);
}

/**
 * Planes with a position of zeros before each, for `emitRows`. ONNX Runtime computes equal nodes once and keeps the result:
 * a gradient that writes out what the forward pass wrote out already must do so in another way, or all those rows stay in
 * memory in between, several times the planes.
 * @returns `[N, 1 + height · width, C]`.
 */
export function emitZerosFirst(emit: Emitter, x: string, { shape }: TensorType): string {
  const [items, height, width, channels] = shape as [number, number, number, number];
  const positions = emit.node('Reshape', [x, emit.ints(0, height * width, channels)]);
  const zeros = emit.node('Expand', [emit.scalar(0), emit.ints(items, 1, channels)]);
  return emit.node('Concat', [zeros, positions], { axis: 1 });
}

/**
 * Writes out windows: `[N, height, width, C]` to `[N, windows, taps, C]`, in one pass over all cores. What lies in the
 * padding is taken from one position of zeros that stands after the plane, a quarter of the time of padding it.
 */
function emitWindows(emit: Emitter, x: string, { type, windows, zerosFirst = false }: Part): string {
  const { plane, rows, columns } = windows;
  const [height, width] = plane;
  const channels = type.shape[3]!;
  const isWhole = ({ count, froms, stride, before, after }: WindowsAlong, extent: number) =>
    stride === 1 && count === extent && froms.length === 1 && froms[0] === 0 && before + after === 0;
  if (!zerosFirst && isWhole(rows, height) && isWhole(columns, width)) return x;
  const positionCount = height * width;
  const [start, outside] = zerosFirst ? [1, 0] : [0, positionCount];
  const shape = [windowCount(windows), tapCount(windows)];
  const indices = emit.indices(`windows ${JSON.stringify({ windows, zerosFirst })}`, shape, () => {
    const placesAlong = ({ count, stride, froms, before }: WindowsAlong, extent: number) =>
      range(count).map((window) => froms.map((from) => placeWithin(window * stride + from - before, extent)));
    const found = placesAlong(rows, height).flatMap((down) =>
      placesAlong(columns, width).flatMap((right) =>
        down.flatMap((row) => right.map((at) => (row === null || at === null ? outside : start + row * width + at))),
      ),
    );
    return Int32Array.from(found);
  });
  if (zerosFirst) return emit.node('Gather', [x, indices], { axis: 1 });
  const positions = emit.node('Reshape', [x, emit.ints(0, positionCount, channels)]);
  if (rows.before + rows.after + columns.before + columns.after === 0) {
    return emit.node('Gather', [positions, indices], { axis: 1 });
  }
  const zeros = emit.node('Expand', [emit.scalar(0), emit.ints(type.shape[0]!, 1, channels)]);
  return emit.node('Gather', [emit.node('Concat', [positions, zeros], { axis: 1 }), indices], { axis: 1 });
}

function placeWithin(place: number, extent: number): number | null {
  return place >= 0 && place < extent ? place : null;
}

/** Parts along an axis. */
export function emitSplit(emit: Emitter, x: string, sizes: readonly number[], axis = 0): string[] {
  if (sizes.length === 1) return [x];
  const parts = sizes.map(() => emit.fresh('part'));
  emit.nodeWithOutputs('Split', { inputs: [x, emit.ints(...sizes)], outputs: parts }, { axis });
  return parts;
}

/** 0, 1, … count − 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
