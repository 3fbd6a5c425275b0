import { applyOne, type Operator, type Tensor } from '../operator.ts';

/** The smallest normal float32: its logarithm, −87.3, stands for that of 0, which is no number. */
const SMALLEST = 2 ** -126;

const operator: Operator<null> = {
  name: 'logarithm',
  infer: ([x]) => [x!],
  lower(emit, { inputs: [x], outputs }) {
    emit.node('Log', [emit.node('Max', [x!, emit.scalar(SMALLEST)])], {}, outputs[0]);
  },
};

/** The natural logarithm of probabilities, −87.3 at least. @param x float32, none negative. No gradient. */
export const logarithm = (x: Tensor): Tensor => applyOne(operator, [x], null);
