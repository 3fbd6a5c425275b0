import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, sameShape } from '../tensor-type.ts';

const operator: Operator<null> = {
  name: 'binaryCrossEntropy',
  infer([logits, positive, negative]) {
    if (!sameShape(logits!.shape, positive!.shape) || !sameShape(logits!.shape, negative!.shape)) {
      throw new RangeError(
        `binaryCrossEntropy() got ${[logits!, positive!, negative!].map(describeType).join(', ')}, expected equal shapes`,
      );
    }
    return [float32()];
  },
  lower(emit, { inputs: [logits, positive, negative], outputs: [loss] }) {
    // −log σ(z) = softplus(−z) and −log(1 − σ(z)) = softplus(z): no overflow at either end.
    const missed = emit.node('Mul', [emit.node('Softplus', [emit.node('Neg', [logits!])]), positive!]);
    const alarmed = emit.node('Mul', [emit.node('Softplus', [logits!]), negative!]);
    emit.node('ReduceSum', [emit.node('Add', [missed, alarmed])], { keepdims: 0 }, loss);
  },
  gradient({ inputs: [logits, positive, negative], outputGradients: [dy], needed }) {
    if (needed[1] || needed[2]) throw new TypeError('binaryCrossEntropy() targets have no gradient');
    return [applyOne(gradientOperator, [logits!, positive!, negative!, dy!], null), null, null];
  },
};

/** (positive + negative) · σ(z) − positive, times the scalar gradient of the loss. */
const gradientOperator: Operator<null> = {
  name: 'binaryCrossEntropyGradient',
  infer: ([logits]) => [logits!],
  lower(emit, { inputs: [logits, positive, negative, dy], outputs: [dx] }) {
    const total = emit.node('Add', [positive!, negative!]);
    const expected = emit.node('Mul', [emit.node('Sigmoid', [logits!]), total]);
    emit.node('Mul', [emit.node('Sub', [expected, positive!]), dy!], {}, dx);
  },
};

/**
 * `Σ positive · −log σ(z) + negative · −log(1 − σ(z))`. Weights and the mean over a batch are in the targets:
 * `binaryTargets` in `loss.ts` makes them.
 * @param logits float32 of any shape. @param positive, negative float32 of that shape, not negative.
 * @returns float32 `[]`.
 */
export const binaryCrossEntropy = (logits: Tensor, positive: Tensor, negative: Tensor): Tensor =>
  applyOne(operator, [logits, positive, negative], null);
