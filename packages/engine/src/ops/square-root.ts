import { applyOne, type Operator, type Tensor } from '../operator.ts';

const operator: Operator<null> = {
  name: 'squareRoot',
  infer: ([x]) => [x!],
  lower: (emit, { inputs, outputs }) => void emit.node('Sqrt', inputs, {}, outputs[0]),
};

/** `√x`, element-wise, for x ≥ 0. Stands in updates only: no gradient. */
export const squareRoot = (x: Tensor): Tensor => applyOne(operator, [x], null);
