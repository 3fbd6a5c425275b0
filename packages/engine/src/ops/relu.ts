import { applyOne, type Operator, type Tensor } from '../operator.ts';

const operator: Operator<null> = {
  name: 'relu',
  infer: ([x]) => [x!],
  lower: (emit, { inputs, outputs }) => void emit.node('Relu', inputs, {}, outputs[0]),
  gradient: ({ outputs: [y], outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!, y!], null)],
};

/** `dy` where the output is positive, else 0: the output says all that is needed of the input. */
const gradientOperator: Operator<null> = {
  name: 'reluGradient',
  infer: ([dy]) => [dy!],
  lower(emit, { inputs: [dy, y], outputs: [dx] }) {
    const zero = emit.scalar(0);
    emit.node('Where', [emit.node('Greater', [y!, zero]), dy!, zero], {}, dx);
  },
};

/** `max(x, 0)`, element-wise; its gradient at 0 is 0, as in PyTorch. */
export const relu = (x: Tensor): Tensor => applyOne(operator, [x], null);
