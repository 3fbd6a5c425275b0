import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

const operator: Operator<null> = {
  name: 'globalAveragePool',
  infer([x]) {
    const [items, channels] = x!.shape;
    if (x!.shape.length !== 4)
      throw new RangeError(`globalAveragePool() x: got ${describeType(x!)}, expected [N, C, H, W]`);
    return [float32(items!, channels!)];
  },
  lower(emit, { inputs: [x], outputs: [y] }) {
    emit.node('ReduceMean', [x!], { axes: [2, 3], keepdims: 0 }, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!], { shape: x!.shape })],
};

interface GradientAttributes {
  readonly shape: readonly number[];
}

/** Each plane's gradient, spread evenly over the plane. */
const gradientOperator: Operator<GradientAttributes> = {
  name: 'globalAveragePoolGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy], outputs: [dx] }, { shape }) {
    const [items, channels, height, width] = shape;
    const share = emit.node('Mul', [dy!, emit.scalar(1 / (height! * width!))]);
    const planes = emit.node('Reshape', [share, emit.ints(items!, channels!, 1, 1)]);
    emit.node('Expand', [planes, emit.ints(...shape)], {}, dx);
  },
};

/** The mean of each plane. @param x float32 `[N, C, H, W]`. @returns float32 `[N, C]`. */
export const globalAveragePool = (x: Tensor): Tensor => applyOne(operator, [x], null);
