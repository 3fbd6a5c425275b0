import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

export interface GlobalPoolOptions {
  /** Whether `x` is `[N, H, W, C]` instead of `[N, C, H, W]`. Default false. */
  readonly channelsLast?: boolean;
}
type Attributes = Required<GlobalPoolOptions>;

const planeAxes = ({ channelsLast }: Attributes): readonly [number, number] => (channelsLast ? [1, 2] : [2, 3]);

const operator: Operator<Attributes> = {
  name: 'globalAveragePool',
  infer([x], { channelsLast }) {
    if (x!.shape.length !== 4) {
      const expected = channelsLast ? '[N, H, W, C]' : '[N, C, H, W]';
      throw new RangeError(`globalAveragePool() x: got ${describeType(x!)}, expected ${expected}`);
    }
    return [float32(x!.shape[0]!, x!.shape[channelsLast ? 3 : 1]!)];
  },
  lower(emit, { inputs: [x], outputs: [y] }, attributes) {
    emit.node('ReduceMean', [x!], { axes: planeAxes(attributes), keepdims: 0 }, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy], attributes }) => [
    applyOne(gradientOperator, [dy!], { ...attributes, shape: x!.shape }),
  ],
};

interface GradientAttributes extends Attributes {
  readonly shape: readonly number[];
}

/** Each plane's gradient, spread evenly over the plane. */
const gradientOperator: Operator<GradientAttributes> = {
  name: 'globalAveragePoolGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy], outputs: [dx] }, { shape, ...attributes }) {
    const axes = planeAxes(attributes);
    const share = emit.node('Mul', [dy!, emit.scalar(1 / (shape[axes[0]]! * shape[axes[1]]!))]);
    const planes = emit.node('Unsqueeze', [share, emit.ints(...axes)]);
    emit.node('Expand', [planes, emit.ints(...shape)], {}, dx);
  },
};

/** The mean of each plane. @param x float32 `[N, C, H, W]`, or `[N, H, W, C]`. @returns float32 `[N, C]`. */
export const globalAveragePool = (x: Tensor, { channelsLast = false }: GlobalPoolOptions = {}): Tensor =>
  applyOne(operator, [x], { channelsLast });
