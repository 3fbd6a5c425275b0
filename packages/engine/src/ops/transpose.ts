import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType } from '../tensor-type.ts';

interface Attributes {
  readonly order: readonly number[];
}

const operator: Operator<Attributes> = {
  name: 'transpose',
  infer([x], { order }) {
    const axes = order.toSorted((a, b) => a - b);
    if (order.length !== x!.shape.length || axes.some((axis, index) => axis !== index)) {
      throw new RangeError(`transpose() order=[${order}]: expected each axis of ${describeType(x!)} once`);
    }
    return [{ dtype: x!.dtype, shape: order.map((axis) => x!.shape[axis]!) }];
  },
  lower(emit, { inputs, outputs }, { order }) {
    emit.node('Transpose', inputs, { perm: order }, outputs[0]);
  },
  gradient: ({ outputGradients: [dy], attributes: { order } }) => [transpose(dy!, inverseOrder(order))],
};

/** The order that undoes another. */
export function inverseOrder(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis));
}

/** Axis `i` of the result is axis `order[i]` of `x`. */
export const transpose = (x: Tensor, order: readonly number[]): Tensor => applyOne(operator, [x], { order });

/** `[N, C, H, W]` to `[N, H, W, C]`. */
export const channelsLast = (x: Tensor): Tensor => transpose(x, [0, 2, 3, 1]);
/** `[N, H, W, C]` to `[N, C, H, W]`. */
export const channelsFirst = (x: Tensor): Tensor => transpose(x, [0, 3, 1, 2]);
