import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, sameShape } from '../tensor-type.ts';

type Rule = (context: { a: Tensor; b: Tensor; dy: Tensor }) => { da: () => Tensor; db: () => Tensor };

/**
 * An element-wise operator of two float32 tensors of one shape, or of a tensor and a scalar (shape `[]`). Its gradient
 * exists for equal shapes, and by the tensor where the other is a scalar.
 */
function binary(name: string, opType: string, rule?: Rule): Operator<null> {
  return {
    name,
    infer([a, b]) {
      const scalar = b!.shape.length === 0;
      if (a!.dtype !== 'float32' || b!.dtype !== 'float32' || !(scalar || sameShape(a!.shape, b!.shape))) {
        throw new RangeError(
          `${name}() got ${describeType(a!)} and ${describeType(b!)}, expected equal float32 shapes`,
        );
      }
      return [a!];
    },
    lower(emit, { inputs, outputs }) {
      emit.node(opType, inputs, {}, outputs[0]);
    },
    ...(rule && {
      gradient({ inputs: [a, b], outputGradients: [dy], needed }) {
        if (needed[1] && !sameShape(a!.shape, b!.shape)) {
          throw new RangeError(`${name}() b: a gradient by a scalar operand is not supported`);
        }
        const { da, db } = rule({ a: a!, b: b!, dy: dy! });
        return [needed[0] ? da() : null, needed[1] ? db() : null];
      },
    }),
  };
}

const addOperator = binary('add', 'Add', ({ dy }) => ({ da: () => dy, db: () => dy }));
const multiplyOperator = binary('multiply', 'Mul', ({ a, b, dy }) => ({
  da: () => multiply(dy, b),
  db: () => multiply(dy, a),
}));
const subtractOperator = binary('subtract', 'Sub');
const divideOperator = binary('divide', 'Div');
const minimumOperator = binary('minimum', 'Min');

/** `a + b`, element-wise; `b` may be a scalar. */
export const add = (a: Tensor, b: Tensor): Tensor => applyOne(addOperator, [a, b], null);
/** `a · b`, element-wise; `b` may be a scalar. */
export const multiply = (a: Tensor, b: Tensor): Tensor => applyOne(multiplyOperator, [a, b], null);
/** `a − b`, element-wise; `b` may be a scalar. Stands in updates only: no gradient. */
export const subtract = (a: Tensor, b: Tensor): Tensor => applyOne(subtractOperator, [a, b], null);
/** `a / b`, element-wise; `b` may be a scalar. Stands in updates only: no gradient. */
export const divide = (a: Tensor, b: Tensor): Tensor => applyOne(divideOperator, [a, b], null);
/** The smaller of `a` and `b`, element-wise. Stands in updates only: no gradient. */
export const minimum = (a: Tensor, b: Tensor): Tensor => applyOne(minimumOperator, [a, b], null);
