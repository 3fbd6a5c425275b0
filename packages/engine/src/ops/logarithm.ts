import { applyOne, type Operator, type Tensor } from '../operator.ts';

/** The smallest normal float32: its logarithm, −87.3, stands for that of 0, which is no number. */
const SMALLEST = 2 ** -126;

const operator: Operator<null> = {
  name: 'logarithm',
  infer: ([x]) => [x!],
  lower(emit, { inputs: [x], outputs }) {
    emit.node('Log', [emit.node('Max', [x!, emit.scalar(SMALLEST)])], {}, outputs[0]);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!, x!], null)],
};

/** `dy / x`; 0 where the result is the least one. */
const gradientOperator: Operator<null> = {
  name: 'logarithmGradient',
  infer: ([dy]) => [dy!],
  lower(emit, { inputs: [dy, x], outputs: [dx] }) {
    const least = emit.scalar(SMALLEST);
    const slope = emit.node('Div', [dy!, emit.node('Max', [x!, least])]);
    emit.node('Where', [emit.node('Greater', [x!, least]), slope, emit.scalar(0)], {}, dx);
  },
};

/** The natural logarithm of probabilities, −87.3 at least. @param x float32, none negative. */
export const logarithm = (x: Tensor): Tensor => applyOne(operator, [x], null);
