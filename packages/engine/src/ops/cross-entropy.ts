import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, sameShape, type TensorType } from '../tensor-type.ts';

/** @throws RangeError unless logits and targets are both `[N, C]`. */
export function requireTargets(name: string, [logits, targets]: readonly TensorType[]): void {
  if (logits!.shape.length === 2 && sameShape(logits!.shape, targets!.shape)) return;
  throw new RangeError(
    `${name}() got logits ${describeType(logits!)} and targets ${describeType(targets!)}, expected both [N, C]`,
  );
}

const operator: Operator<null> = {
  name: 'softmaxCrossEntropy',
  infer(types) {
    requireTargets('softmaxCrossEntropy', types);
    return [float32()];
  },
  lower(emit, { inputs: [logits, targets], outputs: [loss] }) {
    const logProbabilities = emit.node('LogSoftmax', [logits!], { axis: 1 });
    const sum = emit.node('ReduceSum', [emit.node('Mul', [logProbabilities, targets!])], { keepdims: 0 });
    emit.node('Neg', [sum], {}, loss);
  },
  gradient({ inputs: [logits, targets], outputGradients: [dy], needed }) {
    if (needed[1]) throw new TypeError('softmaxCrossEntropy() targets have no gradient');
    return [applyOne(gradientOperator, [logits!, targets!, dy!], null), null];
  },
};

/** softmax(logits) · Σ targets − targets, times the scalar gradient of the loss. */
const gradientOperator: Operator<null> = {
  name: 'softmaxCrossEntropyGradient',
  infer: ([logits]) => [logits!],
  lower(emit, { inputs: [logits, targets, dy], outputs: [dx] }) {
    const probabilities = emit.node('Softmax', [logits!], { axis: 1 });
    const weight = emit.node('ReduceSum', [targets!, emit.ints(1)], { keepdims: 1 });
    const difference = emit.node('Sub', [emit.node('Mul', [probabilities, weight]), targets!]);
    emit.node('Mul', [difference, dy!], {}, dx);
  },
};

/**
 * `−Σ targets · log softmax(logits)`. Class weights, label smoothing, mixtures and the mean over a batch are all in the
 * targets: `classTargets` in `loss.ts` makes them.
 * @param logits float32 `[N, C]`. @param targets float32 `[N, C]`, not negative. @returns float32 `[]`.
 */
export const softmaxCrossEntropy = (logits: Tensor, targets: Tensor): Tensor =>
  applyOne(operator, [logits, targets], null);
