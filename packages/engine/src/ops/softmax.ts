import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType } from '../tensor-type.ts';

const operator: Operator<null> = {
  name: 'softmax',
  infer([x]) {
    if (x!.shape.length !== 2) throw new RangeError(`softmax() logits: got ${describeType(x!)}, expected [N, C]`);
    return [x!];
  },
  lower: (emit, { inputs, outputs }) => void emit.node('Softmax', inputs, { axis: 1 }, outputs[0]),
};

/** Logits `[N, C]` to probabilities that sum to 1 over the classes. No gradient: losses take logits. */
export const softmax = (logits: Tensor): Tensor => applyOne(operator, [logits], null);
