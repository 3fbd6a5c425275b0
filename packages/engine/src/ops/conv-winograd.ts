import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator } from '../operator.ts';
import { float32, type TensorType } from '../tensor-type.ts';
import { type ConvAttributes, type ConvGradientAttributes, evenGroups, outputExtent, range } from './conv-windows.ts';
import { KERNEL, REACH, TILE, transposed, winogradMatrices } from './winograd.ts';

const { input: INPUT, filter: FILTER, output: OUTPUT } = winogradMatrices();
const PRODUCTS = REACH * REACH;
/** The kernel's taps in reverse, as the gradient by the input wants them. */
const REVERSED_FILTER = FILTER.map((row) => row.toReversed());

/**
 * A 3 x 3 convolution with stride 1 by Winograd's tiles (`winograd.ts`), a quarter of the multiplications. Tiles are gathered
 * with the tap as first axis, so that the transforms are one product each and the products in between one for each of 36.
 */
export const convWinograd: Operator<ConvAttributes> = {
  name: 'convWinograd',
  infer([x, weight], attributes) {
    const [items, ...plane] = x!.shape;
    const [rows, columns] = [0, 1].map((axis) => outputExtent(plane[axis]!, KERNEL, attributes));
    return [float32(items!, rows!, columns!, weight!.shape[3]!)];
  },
  lower(emit, { inputs: [x, weight], inputTypes: [xType, weightType], outputs: [y], outputTypes }, { padding }) {
    const [, , channels, filters] = weightType!.shape as [number, number, number, number];
    const kernels = emitTransform(emit, 'filter', { matrix: FILTER, columns: weight!, shape: [channels, filters] });
    emitByTiles(emit, {
      planes: emitPlanes(emit, x!, xType!),
      kernels,
      padding,
      output: y!,
      outputType: outputTypes[0]!,
    });
  },
  gradient({ inputs: [x, weight], outputGradients: [dy], needed, attributes }) {
    return [
      needed[0] ? applyOne(inputGradient, [dy!, weight!], { ...attributes, shape: x!.shape }) : null,
      needed[1] ? applyOne(weightGradient, [dy!, x!], { ...attributes, shape: weight!.shape }) : null,
    ];
  },
};

/** The same convolution, of `dy` by the weights with taps and channels turned round. */
const inputGradient: Operator<ConvGradientAttributes> = {
  name: 'convWinogradInputGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy, weight], inputTypes: [dyType, weightType], outputs: [dx], outputTypes }, { padding }) {
    const [, , channels, filters] = weightType!.shape as [number, number, number, number];
    const columns = { matrix: REVERSED_FILTER, columns: weight!, shape: [channels, filters] };
    const kernels = emitTransform(emit, 'reversed filter', columns);
    emitByTiles(emit, {
      planes: emitPlanes(emit, dy!, dyType!),
      kernels: emit.node('Transpose', [kernels], { perm: [0, 2, 1] }),
      padding: KERNEL - 1 - padding,
      output: dx!,
      outputType: outputTypes[0]!,
    });
  },
};

/** The adjoint: products of the input's transformed tiles and of those of `dy`, transformed back to nine taps. */
const weightGradient: Operator<ConvGradientAttributes> = {
  name: 'convWinogradWeightGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy, x], inputTypes: [dyType, xType], outputs: [dw] }, { shape, padding }) {
    const [, , channels, filters] = shape as [number, number, number, number];
    // With the zeros first: ONNX Runtime would otherwise find these nodes equal to the forward pass's, and keep all their
    // tiles until now, many times the memory of the planes.
    const inputs = emitPlanes(emit, x!, xType!, { zerosFirst: true });
    const gradients = emitPlanes(emit, dy!, dyType!);
    const back = emit.matrix('filter back', transposed(FILTER));
    const sum = groupsOf(inputs, dyType!).reduce((total, items) => {
      const ofInput = emitTiles(emit, inputs, { items, reach: REACH, padding, out: dyType! });
      const ofGradient = emitTiles(emit, gradients, { items, reach: TILE, padding: 0, out: dyType! });
      const input = emitTransform(emit, 'input', { matrix: INPUT, columns: ofInput, shape: [-1, channels] });
      const gradient = emitTransform(emit, 'output back', {
        matrix: transposed(OUTPUT),
        columns: ofGradient,
        shape: [-1, filters],
      });
      const products = emit.node('MatMul', [emit.node('Transpose', [input], { perm: [0, 2, 1] }), gradient]);
      const flat = emit.node('Reshape', [products, emit.ints(PRODUCTS, channels * filters)]);
      return emit.node('Gemm', total ? [back, flat, total] : [back, flat]);
    }, '');
    emit.node('Reshape', [sum, emit.ints(...shape)], {}, dw);
  },
};

/** Planes with their positions as rows, `[N·H·W + 1, C]`, one of them zeros for what lies outside. */
interface Planes {
  readonly rows: string;
  readonly shape: readonly [items: number, height: number, width: number, channels: number];
  readonly zerosFirst: boolean;
}

function emitPlanes(emit: Emitter, x: string, { shape }: TensorType, { zerosFirst = false } = {}): Planes {
  const channels = shape[3]!;
  const positions = emit.node('Reshape', [x, emit.ints(-1, channels)]);
  const zeros = emit.node('Expand', [emit.scalar(0), emit.ints(1, channels)]);
  const rows = emit.node('Concat', zerosFirst ? [zeros, positions] : [positions, zeros], { axis: 0 });
  return { rows, shape: shape as Planes['shape'], zerosFirst };
}

/** Items from `first` on. */
interface Items {
  readonly first: number;
  readonly count: number;
}

function tilesOf({ shape }: TensorType): readonly [rows: number, columns: number] {
  return [Math.ceil(shape[1]! / TILE), Math.ceil(shape[2]! / TILE)];
}

/** With fewer tiles in a group, bringing the 36 matrices of the weights to the processor takes longer than the products. */
const FEWEST_TILES = 256;

/** Items whose tiles fit the cache together, or are as few as a group should have. */
function groupsOf({ shape: [items, , , channels] }: Planes, out: TensorType): Items[] {
  const [rows, columns] = tilesOf(out);
  const tiles = rows * columns;
  const most = Math.min(items, Math.max(1, Math.floor((items * tiles) / FEWEST_TILES)));
  let first = 0;
  return evenGroups(items, PRODUCTS * tiles * channels, most).map((count) => {
    first += count;
    return { first: first - count, count };
  });
}

interface ByTiles {
  readonly planes: Planes;
  /** `[36, C, K]`, transformed. */
  readonly kernels: string;
  readonly padding: number;
  readonly output: string;
  readonly outputType: TensorType;
}

function emitByTiles(emit: Emitter, { planes, kernels, padding, output, outputType }: ByTiles): void {
  const channels = planes.shape[3];
  const filters = outputType.shape[3]!;
  const parts = groupsOf(planes, outputType).map((items) => {
    const columns = emitTiles(emit, planes, { items, reach: REACH, padding, out: outputType });
    const tiles = emitTransform(emit, 'input', { matrix: INPUT, columns, shape: [-1, channels] });
    const products = emit.node('MatMul', [tiles, kernels]);
    const outputs = emitTransform(emit, 'output', { matrix: OUTPUT, columns: products, shape: [-1, filters] });
    return emitInPlace(emit, outputs, { items: items.count, out: outputType });
  });
  const all = parts.length === 1 ? parts[0]! : emit.node('Concat', parts, { axis: 0 });
  emit.node('Reshape', [all, emit.ints(...outputType.shape)], {}, output);
}

interface Transform {
  readonly matrix: readonly (readonly number[])[];
  readonly columns: string;
  /** Of what stands in each row. */
  readonly shape: readonly number[];
}

/** A matrix by columns of `matrix[0].length` values: `[matrix.length, ...shape]`. */
function emitTransform(emit: Emitter, name: string, { matrix, columns, shape }: Transform): string {
  const flat = emit.node('Reshape', [columns, emit.ints(matrix[0]!.length, -1)]);
  const product = emit.node('Gemm', [emit.matrix(`winograd ${name}`, matrix), flat]);
  return emit.node('Reshape', [product, emit.ints(matrix.length, ...shape)]);
}

interface Tiles {
  readonly items: Items;
  /** Positions along each side of a tile. */
  readonly reach: number;
  readonly padding: number;
  /** The planes that the tiles are to make. */
  readonly out: TensorType;
}

/** Each position of the tiles of some items: `[reach², items · tiles, C]`. */
function emitTiles(emit: Emitter, planes: Planes, { items, reach, padding, out }: Tiles): string {
  const [count, height, width] = planes.shape;
  const [tileRows, tileColumns] = tilesOf(out);
  const tiles = tileRows * tileColumns * items.count;
  const { zerosFirst } = planes;
  const key = `tiles ${JSON.stringify({ plane: [count, height, width], items, reach, padding, zerosFirst })}`;
  const indices = emit.indices(key, [reach * reach, tiles], () => {
    const outside = zerosFirst ? 0 : count * height * width;
    const start = zerosFirst ? 1 : 0;
    const found = new Int32Array(reach * reach * tiles);
    for (let at = 0; at < found.length; at++) {
      const tap = Math.floor(at / tiles);
      const tile = at % tiles;
      const item = items.first + Math.floor(tile / (tileRows * tileColumns));
      const row = (Math.floor(tile / tileColumns) % tileRows) * TILE + Math.floor(tap / reach) - padding;
      const column = (tile % tileColumns) * TILE + (tap % reach) - padding;
      const isInside = row >= 0 && row < height && column >= 0 && column < width;
      found[at] = isInside ? start + (item * height + row) * width + column : outside;
    }
    return found;
  });
  return emit.node('Gather', [planes.rows, indices], { axis: 0 });
}

/** The 16 outputs of each tile, `[16, items · tiles, K]`, at their places: `[items · H · W, K]`. */
function emitInPlace(emit: Emitter, outputs: string, { items, out }: { items: number; out: TensorType }): string {
  const [, height, width, filters] = out.shape as [number, number, number, number];
  const [tileRows, tileColumns] = tilesOf(out);
  const tiles = tileRows * tileColumns;
  const indices = emit.indices(`in place ${[items, height, width]}`, [items * height * width], () =>
    Int32Array.from(
      range(items).flatMap((item) =>
        range(height).flatMap((row) =>
          range(width).map((column) => {
            const tap = (row % TILE) * TILE + (column % TILE);
            const tile = Math.floor(row / TILE) * tileColumns + Math.floor(column / TILE);
            return tap * items * tiles + item * tiles + tile;
          }),
        ),
      ),
    ),
  );
  const rows = emit.node('Reshape', [outputs, emit.ints(-1, filters)]);
  return emit.node('Gather', [rows, indices], { axis: 0 });
}

/** Whether tiles can compute it at all. */
export function fitsWinograd([kernelHeight, kernelWidth]: readonly number[], { stride }: ConvAttributes): boolean {
  return stride === 1 && kernelHeight === KERNEL && kernelWidth === KERNEL;
}

/** What a transform costs for each of its multiplications, in those of the long products in between. */
const TRANSFORM_COST = 2;

/**
 * Whether tiles take less time than windows written out as rows, by multiplications in a training step: forward, both
 * gradients, and the transforms around them, which few channels or few tiles do not repay.
 */
export function suitsWinograd(x: readonly number[], weight: readonly number[], attributes: ConvAttributes): boolean {
  if (!fitsWinograd(weight, attributes)) return false;
  const [, , channels, filters] = weight as [number, number, number, number];
  const [rows, columns] = [1, 2].map((axis) => outputExtent(x[axis]!, KERNEL, attributes)) as [number, number];
  const positions = x[0]! * rows * columns;
  const tiles = x[0]! * Math.ceil(rows / TILE) * Math.ceil(columns / TILE);
  const outputs = TILE * TILE;
  const planeTransforms = PRODUCTS * tiles * (PRODUCTS * (2 * channels + filters) + outputs * (2 * filters + channels));
  const filterTransforms = 3 * PRODUCTS * KERNEL * KERNEL * channels * filters;
  const products = 3 * PRODUCTS * tiles * channels * filters;
  const byTiles = products + TRANSFORM_COST * (planeTransforms + filterTransforms);
  return byTiles < 3 * positions * KERNEL * KERNEL * channels * filters;
}
