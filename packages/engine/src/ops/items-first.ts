import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, elementCount, float32 } from '../tensor-type.ts';

interface Attributes {
  readonly shape: readonly number[];
}

const operator: Operator<Attributes> = {
  name: 'itemsFirst',
  infer([x], { shape }) {
    if (x!.shape.length !== 2 || x!.shape[0] !== shape[1] || elementCount(x!.shape) !== elementCount(shape)) {
      throw new RangeError(`itemsFirst() shape=[${shape}]: got ${describeType(x!)}, expected [C, N·H·W]`);
    }
    return [float32(...shape)];
  },
  lower(emit, { inputs: [x], outputs: [y] }, { shape }) {
    const [, channels, height, width] = shape;
    // "-1" leaves the number of items open: the same nodes then serve a free batch.
    const planes = emit.node('Reshape', [x!, emit.ints(channels!, -1, height!, width!)]);
    emit.node('Transpose', [planes], { perm: [1, 0, 2, 3] }, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!], { shape: x!.shape })],
};

const gradientOperator: Operator<Attributes> = {
  name: 'itemsFirstGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy], outputs: [dx] }, { shape }) {
    emit.node('Reshape', [emit.node('Transpose', [dy!], { perm: [1, 0, 2, 3] }), emit.ints(...shape)], {}, dx);
  },
};

/** What `convByColumns` gives, as planes again. @param x float32 `[C, N·H·W]`. @returns `[N, C, H, W]`. */
export const itemsFirst = (x: Tensor, shape: readonly number[]): Tensor => applyOne(operator, [x], { shape });
