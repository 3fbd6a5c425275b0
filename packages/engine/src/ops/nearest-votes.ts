import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

interface Attributes {
  readonly neighbours: number;
}

const operator: Operator<Attributes> = {
  name: 'nearestVotes',
  infer([x, bank, offsets, votes], { neighbours }) {
    const [rows, features] = bank!.shape;
    const fits =
      [x!, bank!, votes!].every(({ shape }) => shape.length === 2) &&
      x!.shape[1] === features &&
      offsets!.shape.join() === `${rows}` &&
      votes!.shape[0] === rows;
    if (!fits) {
      const [a, b, c, d] = [x!, bank!, offsets!, votes!].map(describeType);
      throw new RangeError(`nearestVotes() got x ${a}, bank ${b}, offsets ${c}, votes ${d}, which do not fit`);
    }
    if (!Number.isInteger(neighbours) || neighbours < 1 || neighbours > rows!) {
      throw new RangeError(`nearestVotes() neighbours=${neighbours}, expected a whole number from 1 to ${rows}`);
    }
    return [float32(x!.shape[0]!, votes!.shape[1]!)];
  },
  lower(emit, { inputs: [x, bank, offsets, votes], outputs: [y], outputTypes: [type] }, { neighbours }) {
    const classes = type!.shape[1]!;
    const share = emit.fresh('share');
    const each = new Float32Array(neighbours).fill(1 / (neighbours + 1));
    emit.constant(share, each, { dtype: 'float32', shape: [1, neighbours] });
    const scores = emit.node('Gemm', [x!, bank!, offsets!], { transB: 1 }); // [N, M]
    const [values, nearest] = [emit.fresh('scores'), emit.fresh('nearest')];
    emit.nodeWithOutputs('TopK', { inputs: [scores, emit.ints(neighbours)], outputs: [values, nearest] }, { axis: 1 });
    const found = emit.node('Gather', [votes!, nearest], { axis: 0 }); // [N, neighbours, classes]
    // A product where a sum would do: its form is the same in all operator sets.
    const shares = emit.node('Reshape', [emit.node('MatMul', [share, found]), emit.ints(-1, classes)]); // [N, classes]
    emit.node('Log', [emit.node('Add', [shares, emit.scalar(1 / (classes * (neighbours + 1)))])], {}, y);
  },
};

/**
 * What the rows of a bank that suit an item best say of it: logarithms of shares of votes, to which one more vote is
 * added that all classes share, so that none is without. A row suits an item the more, the larger `x · row + offset`;
 * with `offset = −|row|² / 2` the nearest does. Of rows that suit equally the earlier one counts.
 *
 * @param x float32 `[N, F]`. @param bank float32 `[M, F]`. @param offsets float32 `[M]`.
 * @param votes float32 `[M, C]`, each row sums to 1.
 * @returns float32 `[N, C]`; their softmax are the shares. No gradient.
 */
export const nearestVotes = (
  x: Tensor,
  { bank, offsets, votes }: { readonly bank: Tensor; readonly offsets: Tensor; readonly votes: Tensor },
  neighbours: number,
): Tensor => applyOne(operator, [x, bank, offsets, votes], { neighbours });
