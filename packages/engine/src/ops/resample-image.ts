import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

/** What each target pixel takes from the source pixels along a side of a square picture, the same for both sides. */
export interface Resampling {
  readonly source: number;
  readonly target: number;
  /** Whole numbers, row-major `[target, source]`; each row sums to `total`. */
  readonly weights: Float32Array;
  readonly total: number;
}

const operator: Operator<Resampling> = {
  name: 'resampleImage',
  infer([x], { source, target, weights }) {
    const [items, height, width, channels] = x!.shape;
    if (x!.dtype !== 'uint8' || x!.shape.length !== 4 || height !== source || width !== source) {
      throw new RangeError(`resampleImage() x: got ${describeType(x!)}, expected uint8[N, ${source}, ${source}, C]`);
    }
    if (weights.length !== target * source) {
      throw new RangeError(
        `resampleImage() weights: got ${weights.length} values, expected ${target} x ${source} of target and source`,
      );
    }
    return [{ dtype: 'uint8', shape: [items!, target, target, channels!] }];
  },
  lower(emit, { inputs: [x], outputs: [y], inputTypes: [type] }, resampling) {
    emitResampling(emit, { x: x!, channels: type!.shape[3]!, y }, resampling);
  },
  gradient: ({ outputGradients: [dy], attributes }) => [applyOne(gradientOperator, [dy!], attributes)],
};

/** The nodes of `resampleImage`, for any number of pictures. @returns name of the result. */
export function emitResampling(
  emit: Emitter,
  { x, channels, y }: { readonly x: string; readonly channels: number; readonly y?: string | undefined },
  { source, target, weights, total }: Resampling,
): string {
  const matrix = emit.fresh('resampling');
  emit.constant(matrix, weights, float32(target, source));
  // Sums of whole numbers, exact in float32 as long as 255 · total² is; so is the half that rounds up.
  const sums = bothSides(emit, emit.node('Cast', [x], { to: 1 }), { matrix, from: source, to: target, channels });
  const means = emit.node('Div', [sums, emit.scalar(total * total)]);
  const rounded = emit.node('Floor', [emit.node('Add', [means, emit.scalar(0.5)])]);
  return emit.node('Cast', [rounded], { to: 2 }, y);
}

interface Sides {
  /** `[to, from]` */
  readonly matrix: string;
  readonly from: number;
  readonly to: number;
  readonly channels: number;
}

/** `[N, from, from, C]` to `[N, to, to, C]`: rows first, then columns. */
function bothSides(emit: Emitter, x: string, { matrix, from, to, channels }: Sides, y?: string): string {
  const lines = emit.node('Reshape', [x, emit.ints(-1, from, from * channels)]);
  const rows = emit.node('MatMul', [matrix, lines]);
  const pixels = emit.node('Reshape', [rows, emit.ints(-1, from, channels)]);
  const columns = emit.node('MatMul', [matrix, pixels]);
  return emit.node('Reshape', [columns, emit.ints(-1, to, to, channels)], {}, y);
}

const gradientOperator: Operator<Resampling> = {
  name: 'resampleImageGradient',
  infer([dy], { source }) {
    const [items, , , channels] = dy!.shape;
    return [float32(items!, source, source, channels!)];
  },
  lower(emit, { inputs: [dy], outputs: [dx], inputTypes: [type] }, { source, target, weights, total }) {
    const back = emit.fresh('resampling');
    const shares = Float32Array.from(
      weights,
      (_, at) => weights[(at % target) * source + Math.floor(at / target)]! / total,
    );
    emit.constant(back, shares, float32(source, target));
    bothSides(emit, dy!, { matrix: back, from: target, to: source, channels: type!.shape[3]! }, dx);
  },
};

/**
 * Square pictures made larger or smaller, each value the weighted mean of source pixels, rounded half up.
 *
 * @param x uint8 `[N, source, source, C]`, whose gradient is float32, by a grey level, as though nothing were rounded.
 * @returns uint8 `[N, target, target, C]`.
 * @throws RangeError if the picture or the weights are of another size.
 */
export const resampleImage = (x: Tensor, resampling: Resampling): Tensor => applyOne(operator, [x], resampling);
