import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

export interface ImageNormalization {
  /** Subtracted from each channel after scaling to 0 … 1. */
  readonly mean: readonly number[];
  /** Each channel is divided by it. */
  readonly deviation: readonly number[];
}

const operator: Operator<ImageNormalization> = {
  name: 'normalizeImage',
  infer([x], { mean, deviation }) {
    const [items, height, width, channels] = x!.shape;
    if (x!.dtype !== 'uint8' || x!.shape.length !== 4) {
      throw new RangeError(`normalizeImage() x: got ${describeType(x!)}, expected uint8[N, H, W, C]`);
    }
    if (mean.length !== channels || deviation.length !== channels) {
      throw new RangeError(
        `normalizeImage() mean, deviation: got ${mean.length} and ${deviation.length} values, expected ${channels}`,
      );
    }
    return [float32(items!, channels!, height!, width!)];
  },
  lower(emit, { inputs: [x], outputs: [y] }, { mean, deviation }) {
    const type = { dtype: 'float32', shape: [mean.length, 1, 1] } as const;
    const scale = emit.fresh('scale');
    const shift = emit.fresh('shift');
    emit.constant(
      scale,
      Float32Array.from(deviation, (d) => 1 / (255 * d)),
      type,
    );
    emit.constant(
      shift,
      Float32Array.from(mean, (m, channel) => -m / deviation[channel]!),
      type,
    );
    const planes = emit.node('Transpose', [x!], { perm: [0, 3, 1, 2] }); // bytes move faster than floats
    const floats = emit.node('Cast', [planes], { to: 1 });
    emit.node('Add', [emit.node('Mul', [floats, scale]), shift], {}, y);
  },
};

/**
 * Pixels as files have them to what networks want: `(x / 255 − mean) / deviation`, channels first.
 * @param x uint8 `[N, H, W, C]`. @returns float32 `[N, C, H, W]`. No gradient: it is where a graph begins.
 */
export const normalizeImage = (x: Tensor, normalization: ImageNormalization): Tensor =>
  applyOne(operator, [x], normalization);
