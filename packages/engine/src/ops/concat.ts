import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

const concatOperator: Operator<null> = {
  name: 'concat',
  infer(types) {
    types.forEach((type, index) => {
      if (type.shape.length === 1) return;
      throw new RangeError(`concat() parts[${index}]: got ${describeType(type)}, expected one dimension`);
    });
    return [float32(sumOf(types.map(({ shape }) => shape[0]!)))];
  },
  lower: (emit, { inputs, outputs }) => void emit.node('Concat', inputs, { axis: 0 }, outputs[0]),
};

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

interface Sizes {
  readonly sizes: readonly number[];
}
const splitOperator: Operator<Sizes> = {
  name: 'split',
  infer([x], { sizes }) {
    if (x!.shape.join() !== `${sumOf(sizes)}`) {
      throw new RangeError(`split() sizes=[${sizes}]: got ${describeType(x!)}, expected their sum ${sumOf(sizes)}`);
    }
    return sizes.map((size) => float32(size));
  },
  lower(emit, { inputs: [x], outputs }, { sizes }) {
    emit.nodeWithOutputs('Split', { inputs: [x!, emit.ints(...sizes)], outputs }, { axis: 0 });
  },
};

/** One-dimensional tensors end to end. Stands in updates only: no gradient. */
export const concat = (parts: readonly [Tensor, ...Tensor[]]): Tensor => applyOne(concatOperator, parts, null);

/** A one-dimensional tensor cut into pieces of the given sizes. No gradient. */
export const split = (x: Tensor, sizes: readonly number[]): readonly Tensor[] =>
  x.graph.apply(splitOperator, [x], { sizes });
