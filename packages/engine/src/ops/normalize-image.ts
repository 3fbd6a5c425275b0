import type { Emitter } from '../onnx/emitter.ts';
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
    const scale = emitScale(emit, deviation);
    const shift = emit.fresh('shift');
    emit.constant(
      shift,
      Float32Array.from(mean, (m, channel) => -m / deviation[channel]!),
      perChannel(mean),
    );
    const planes = emit.node('Transpose', [x!], { perm: [0, 3, 1, 2] }); // bytes move faster than floats
    const floats = emit.node('Cast', [planes], { to: 1 });
    emit.node('Add', [emit.node('Mul', [floats, scale]), shift], {}, y);
  },
  gradient: ({ outputGradients: [dy], attributes }) => [applyOne(gradientOperator, [dy!], attributes)],
};

const gradientOperator: Operator<ImageNormalization> = {
  name: 'normalizeImageGradient',
  infer([dy]) {
    const [items, channels, height, width] = dy!.shape;
    return [float32(items!, height!, width!, channels!)];
  },
  lower(emit, { inputs: [dy], outputs: [dx] }, { deviation }) {
    const scaled = emit.node('Mul', [dy!, emitScale(emit, deviation)]);
    emit.node('Transpose', [scaled], { perm: [0, 2, 3, 1] }, dx);
  },
};

/** What a grey level is in normalised values, by channel. */
function emitScale(emit: Emitter, deviation: readonly number[]): string {
  const scale = emit.fresh('scale');
  emit.constant(
    scale,
    Float32Array.from(deviation, (d) => 1 / (255 * d)),
    perChannel(deviation),
  );
  return scale;
}

/** What broadcasts over rows and columns. */
const perChannel = (values: readonly number[]) => float32(values.length, 1, 1);

/**
 * Pixels as files have them to what networks want: `(x / 255 − mean) / deviation`, channels first.
 * @param x uint8 `[N, H, W, C]`, whose gradient is float32, by a grey level, as though there were values in between.
 * @returns float32 `[N, C, H, W]`.
 */
export const normalizeImage = (x: Tensor, normalization: ImageNormalization): Tensor =>
  applyOne(operator, [x], normalization);
