import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, elementCount, sameShape } from '../tensor-type.ts';

interface Attributes {
  readonly shape: readonly number[];
}

const operator: Operator<Attributes> = {
  name: 'reshape',
  infer([x], { shape }) {
    if (!shape.every((size) => Number.isInteger(size) && size >= 0)) {
      throw new RangeError(`reshape() shape=[${shape}]: expected whole numbers, none negative`);
    }
    if (elementCount(x!.shape) !== elementCount(shape)) {
      throw new RangeError(`reshape() shape=[${shape}]: got ${describeType(x!)}, which has another number of elements`);
    }
    return [{ dtype: x!.dtype, shape }];
  },
  lower(emit, { inputs: [x], outputs: [y], inputTypes: [type] }, { shape }) {
    // "0" copies dimension 0 from the input: the same nodes then serve any number of items.
    const keepsItems = shape.length > 0 && type!.shape[0] === shape[0];
    emit.node('Reshape', [x!, emit.ints(...(keepsItems ? [0, ...shape.slice(1)] : shape))], {}, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [reshape(dy!, x!.shape)],
};

/** The same elements in row-major order under another shape. */
export const reshape = (x: Tensor, shape: readonly number[]): Tensor =>
  sameShape(x.shape, shape) ? x : applyOne(operator, [x], { shape });

/** `[N, …]` to `[N, product of the rest]`. */
export function flatten(x: Tensor): Tensor {
  const [items, ...rest] = x.shape;
  return reshape(x, [items!, elementCount(rest)]);
}
