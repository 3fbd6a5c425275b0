import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

const operator: Operator<null> = {
  name: 'sharedMatmul',
  infer([a, b]) {
    const [rows, inner] = a!.shape;
    const [items, innerB, columns] = b!.shape;
    if (a!.shape.length !== 2 || b!.shape.length !== 3 || inner !== innerB) {
      throw new RangeError(
        `sharedMatmul() got ${describeType(a!)} by ${describeType(b!)}, expected [K, D] by [N, D, P]`,
      );
    }
    return [float32(items!, rows!, columns!)];
  },
  lower: (emit, { inputs, outputs }) => void emit.node('MatMul', inputs, {}, outputs[0]),
  gradient: ({ inputs: [a, b], outputGradients: [dy], needed }) => [
    needed[0] ? applyOne(leftGradientOperator, [dy!, b!], null) : null,
    needed[1] ? applyOne(rightGradientOperator, [a!, dy!], null) : null,
  ],
};

/** `Σ dyₙ · bₙᵀ` over the items. */
const leftGradientOperator: Operator<null> = {
  name: 'sharedMatmulLeftGradient',
  infer: ([dy, b]) => [float32(dy!.shape[1]!, b!.shape[1]!)],
  lower(emit, { inputs: [dy, b], outputs: [da] }) {
    // ONNX Runtime multiplies by the transposed matrix without writing it out.
    const each = emit.node('MatMul', [dy!, emit.node('Transpose', [b!], { perm: [0, 2, 1] })]);
    emit.node('ReduceSum', [each, emit.ints(0)], { keepdims: 0 }, da);
  },
};

/** `aᵀ · dyₙ` for each item. */
const rightGradientOperator: Operator<null> = {
  name: 'sharedMatmulRightGradient',
  infer: ([a, dy]) => [float32(dy!.shape[0]!, a!.shape[1]!, dy!.shape[2]!)],
  lower(emit, { inputs: [a, dy], outputs: [db] }) {
    emit.node('MatMul', [emit.node('Transpose', [a!], { perm: [1, 0] }), dy!], {}, db);
  },
};

/**
 * One matrix times each matrix of a batch.
 * @param a float32 `[K, D]`. @param b float32 `[N, D, P]`. @returns float32 `[N, K, P]`.
 */
export const sharedMatmul = (a: Tensor, b: Tensor): Tensor => applyOne(operator, [a, b], null);
