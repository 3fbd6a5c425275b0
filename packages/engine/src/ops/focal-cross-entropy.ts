import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { float32 } from '../tensor-type.ts';
import { requireTargets } from './cross-entropy.ts';

interface Attributes {
  /** How fast the weight of what is known already falls; above 0. */
  readonly gamma: number;
}

/** What float32 can tell of 1 − p: below it a power of less than 1 would make a number of rounding. */
const LEAST_DOUBT = 2 ** -24;

const operator: Operator<Attributes> = {
  name: 'focalCrossEntropy',
  infer(types, { gamma }) {
    if (!(gamma > 0 && Number.isFinite(gamma))) {
      throw new RangeError(`focalCrossEntropy() gamma=${gamma}: expected a number above 0`);
    }
    requireTargets('focalCrossEntropy', types);
    return [float32()];
  },
  lower(emit, { inputs: [logits, targets], outputs: [loss] }, { gamma }) {
    const { logarithms, doubts } = emitDoubts(emit, logits!);
    const weights = emit.node('Mul', [targets!, emit.node('Pow', [doubts, emit.scalar(gamma)])]);
    const sum = emit.node('ReduceSum', [emit.node('Mul', [weights, logarithms])], { keepdims: 0 });
    emit.node('Neg', [sum], {}, loss);
  },
  gradient({ inputs: [logits, targets], outputGradients: [dy], needed, attributes }) {
    if (needed[1]) throw new TypeError('focalCrossEntropy() targets have no gradient');
    return [applyOne(gradientOperator, [logits!, targets!, dy!], attributes), null];
  },
};

/**
 * p · Σ g − g, times the scalar gradient of the loss, where g = targets · ((1 − p)^γ − γ · p · (1 − p)^(γ − 1) · log p) is
 * what −p times the slope of each term is.
 */
const gradientOperator: Operator<Attributes> = {
  name: 'focalCrossEntropyGradient',
  infer: ([logits]) => [logits!],
  lower(emit, { inputs: [logits, targets, dy], outputs: [dx] }, { gamma }) {
    const { probabilities, logarithms, doubts } = emitDoubts(emit, logits!);
    const powered = emit.node('Pow', [doubts, emit.scalar(gamma)]);
    const below = emit.node('Pow', [doubts, emit.scalar(gamma - 1)]);
    const slope = emit.node('Mul', [emit.node('Mul', [probabilities, logarithms]), below]);
    const bracket = emit.node('Sub', [powered, emit.node('Mul', [slope, emit.scalar(gamma)])]);
    const terms = emit.node('Mul', [targets!, bracket]);
    const sum = emit.node('ReduceSum', [terms, emit.ints(1)], { keepdims: 1 });
    const difference = emit.node('Sub', [emit.node('Mul', [probabilities, sum]), terms]);
    emit.node('Mul', [difference, dy!], {}, dx);
  },
};

function emitDoubts(emit: Emitter, logits: string) {
  const probabilities = emit.node('Softmax', [logits], { axis: 1 });
  const logarithms = emit.node('LogSoftmax', [logits], { axis: 1 });
  const rest = emit.node('Sub', [emit.scalar(1), probabilities]);
  return { probabilities, logarithms, doubts: emit.node('Max', [rest, emit.scalar(LEAST_DOUBT)]) };
}

/**
 * `−Σ targets · (1 − p)^γ · log p` with p = softmax(logits): cross-entropy in which a class counts the less the surer the
 * network is of it already (Lin et al. 2017, arXiv:1708.02002). Targets as for `softmaxCrossEntropy`.
 * @param logits float32 `[N, C]`. @param targets float32 `[N, C]`, not negative. @returns float32 `[]`.
 */
export const focalCrossEntropy = (logits: Tensor, targets: Tensor, gamma: number): Tensor =>
  applyOne(operator, [logits, targets], { gamma });
