import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { float32 } from '../tensor-type.ts';

interface Axes {
  readonly axes: readonly number[];
}

/** Sums over axes, which vanish. Stands in gradients only. */
const sumOverOperator: Operator<Axes> = {
  name: 'sumOver',
  infer: ([x], { axes }) => [float32(...x!.shape.filter((_, axis) => !axes.includes(axis)))],
  lower(emit, { inputs: [x], outputs: [y] }, { axes }) {
    emit.node('ReduceSum', [x!, emit.ints(...axes)], { keepdims: 0 }, y);
  },
};

const sumOfSquaresOperator: Operator<null> = {
  name: 'sumOfSquares',
  infer: () => [float32()],
  lower: (emit, { inputs, outputs }) => void emit.node('ReduceSumSquare', inputs, { keepdims: 0 }, outputs[0]),
};

/** The sum over the given axes; they vanish from the shape. No gradient. */
export const sumOver = (x: Tensor, axes: readonly number[]): Tensor => applyOne(sumOverOperator, [x], { axes });
/** `Σ x²` over all elements, a scalar. No gradient. */
export const sumOfSquares = (x: Tensor): Tensor => applyOne(sumOfSquaresOperator, [x], null);
