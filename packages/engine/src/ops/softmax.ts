import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType } from '../tensor-type.ts';

const operator: Operator<null> = {
  name: 'softmax',
  infer([x]) {
    if (x!.shape.length !== 2) throw new RangeError(`softmax() logits: got ${describeType(x!)}, expected [N, C]`);
    return [x!];
  },
  lower: (emit, { inputs, outputs }) => void emit.node('Softmax', inputs, { axis: 1 }, outputs[0]),
  gradient: ({ outputs: [y], outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!, y!], null)],
};

/** `y · (dy − Σ dy · y)`, the sum over the classes of an item. */
const gradientOperator: Operator<null> = {
  name: 'softmaxGradient',
  infer: ([dy]) => [dy!],
  lower(emit, { inputs: [dy, y], outputs: [dx] }) {
    const mean = emit.node('ReduceSum', [emit.node('Mul', [dy!, y!]), emit.ints(1)], { keepdims: 1 });
    emit.node('Mul', [y!, emit.node('Sub', [dy!, mean])], {}, dx);
  },
};

/** Logits `[N, C]` to probabilities that sum to 1 over the classes. Losses take logits instead. */
export const softmax = (logits: Tensor): Tensor => applyOne(operator, [logits], null);
