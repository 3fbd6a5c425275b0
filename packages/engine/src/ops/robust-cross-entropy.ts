import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { float32 } from '../tensor-type.ts';
import { requireTargets } from './cross-entropy.ts';

interface Attributes {
  /** How little a label counts that the network does not believe; above 0, up to 1. */
  readonly q: number;
}

const operator: Operator<Attributes> = {
  name: 'robustCrossEntropy',
  infer(types, { q }) {
    if (!(q > 0 && q <= 1)) throw new RangeError(`robustCrossEntropy() q=${q}: expected above 0, up to 1`);
    requireTargets('robustCrossEntropy', types);
    return [float32()];
  },
  lower(emit, { inputs: [logits, targets], outputs: [loss] }, { q }) {
    const rest = emit.node('Sub', [emit.scalar(1), emitPowers(emit, logits!, q)]);
    const sum = emit.node('ReduceSum', [emit.node('Mul', [targets!, rest])], { keepdims: 0 });
    emit.node('Mul', [sum, emit.scalar(1 / q)], {}, loss);
  },
  gradient({ inputs: [logits, targets], outputGradients: [dy], needed, attributes }) {
    if (needed[1]) throw new TypeError('robustCrossEntropy() targets have no gradient');
    return [applyOne(gradientOperator, [logits!, targets!, dy!], attributes), null];
  },
};

/** p · Σ g − g with g = targets · p^q, times the scalar gradient of the loss. */
const gradientOperator: Operator<Attributes> = {
  name: 'robustCrossEntropyGradient',
  infer: ([logits]) => [logits!],
  lower(emit, { inputs: [logits, targets, dy], outputs: [dx] }, { q }) {
    const terms = emit.node('Mul', [targets!, emitPowers(emit, logits!, q)]);
    const sum = emit.node('ReduceSum', [terms, emit.ints(1)], { keepdims: 1 });
    const probabilities = emit.node('Softmax', [logits!], { axis: 1 });
    const difference = emit.node('Sub', [emit.node('Mul', [probabilities, sum]), terms]);
    emit.node('Mul', [difference, dy!], {}, dx);
  },
};

/** p^q by way of logarithms, exact where p itself would be rounded to 0. */
function emitPowers(emit: Emitter, logits: string, q: number): string {
  const logarithms = emit.node('LogSoftmax', [logits], { axis: 1 });
  return emit.node('Exp', [emit.node('Mul', [logarithms, emit.scalar(q)])]);
}

/**
 * `Σ targets · (1 − p^q) / q` with p = softmax(logits): the generalised cross-entropy of Zhang and Sabuncu (2018,
 * arXiv:1805.07836), between cross-entropy (q towards 0) and the mean absolute error (q = 1). A label that the network
 * firmly disbelieves, as a wrong one, pulls the less. Targets as for `softmaxCrossEntropy`.
 * @param logits float32 `[N, C]`. @param targets float32 `[N, C]`, not negative. @returns float32 `[]`.
 */
export const robustCrossEntropy = (logits: Tensor, targets: Tensor, q: number): Tensor =>
  applyOne(operator, [logits, targets], { q });
