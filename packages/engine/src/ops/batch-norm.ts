import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

export interface BatchNormOptions {
  /** Added to the variance before its root. Default 1e-5, as in PyTorch. */
  readonly epsilon?: number;
}
interface Attributes {
  readonly epsilon: number;
}
const PLANES = [0, 2, 3];

function checkShapes(name: string, types: readonly { dtype: string; shape: readonly number[] }[]): number {
  const channels = types[0]!.shape[1];
  if (types[0]!.shape.length !== 4)
    throw new RangeError(`${name}() x: got shape [${types[0]!.shape}], expected [N, C, H, W]`);
  types.slice(1).forEach((type, index) => {
    if (type.shape.join() !== `${channels}`) {
      throw new RangeError(
        `${name}() argument ${index + 1}: got ${describeType(type as never)}, expected float32[${channels}]`,
      );
    }
  });
  return channels!;
}

/** `[C]` to `[C, 1, 1]`, which broadcasts over items, rows and columns. */
const perChannel = (emit: Emitter, name: string): string => emit.node('Unsqueeze', [name, emit.ints(1, 2)]);

const trainingOperator: Operator<Attributes> = {
  name: 'batchNorm',
  infer(types) {
    const channels = checkShapes('batchNorm', types);
    return [types[0]!, float32(channels), float32(channels), float32(channels)];
  },
  lower(emit, { inputs: [x, gamma, beta], outputs: [y, mean, variance, inverse] }, { epsilon }) {
    emit.node('ReduceMean', [x!], { axes: PLANES, keepdims: 0 }, mean);
    const centred = emit.node('Sub', [x!, perChannel(emit, mean!)]);
    emit.node('ReduceMean', [emit.node('Mul', [centred, centred])], { axes: PLANES, keepdims: 0 }, variance);
    const deviation = emit.node('Sqrt', [emit.node('Add', [variance!, emit.scalar(epsilon)])]);
    emit.node('Reciprocal', [deviation], {}, inverse);
    const scaled = emit.node('Mul', [centred, perChannel(emit, emit.node('Mul', [inverse!, gamma!]))]);
    emit.node('Add', [scaled, perChannel(emit, beta!)], {}, y);
  },
  gradient({ inputs: [x, gamma], outputs: [, mean, , inverse], outputGradients: [dy, ...others], needed }) {
    if (others.some((gradient) => gradient !== null)) throw new TypeError('batchNorm() statistics have no gradient');
    const [dx, dGamma, dBeta] = x!.graph.apply(trainingGradientOperator, [dy!, x!, gamma!, mean!, inverse!], null);
    return [needed[0] ? dx! : null, needed[1] ? dGamma! : null, needed[2] ? dBeta! : null];
  },
};

const trainingGradientOperator: Operator<null> = {
  name: 'batchNormGradient',
  infer: ([dy, , gamma]) => [dy!, gamma!, gamma!],
  lower(emit, { inputs: [dy, x, gamma, mean, inverse], outputs: [dx, dGamma, dBeta], inputTypes: [type] }) {
    const [items, , height, width] = type!.shape;
    const share = emit.scalar(1 / (items! * height! * width!));
    const centred = emit.node('Sub', [x!, perChannel(emit, mean!)]);
    emit.node('ReduceSum', [dy!, emit.ints(...PLANES)], { keepdims: 0 }, dBeta);
    const products = emit.node('ReduceSum', [emit.node('Mul', [dy!, centred]), emit.ints(...PLANES)], { keepdims: 0 });
    emit.node('Mul', [products, inverse!], {}, dGamma);
    // dx = γ/σ · (dy − mean(dy) − x̂ · mean(dy · x̂))
    const outer = emit.node('Mul', [gamma!, inverse!]);
    const slope = emit.node('Mul', [emit.node('Mul', [dGamma!, share]), inverse!]);
    const level = emit.node('Mul', [dBeta!, share]);
    const explained = emit.node('Add', [emit.node('Mul', [centred, perChannel(emit, slope)]), perChannel(emit, level)]);
    emit.node('Mul', [emit.node('Sub', [dy!, explained]), perChannel(emit, outer)], {}, dx);
  },
};

const frozenOperator: Operator<Attributes> = {
  name: 'frozenBatchNorm',
  infer(types) {
    checkShapes('frozenBatchNorm', types);
    return [types[0]!];
  },
  lower(emit, { inputs, outputs }, { epsilon }) {
    emit.node('BatchNormalization', inputs, { epsilon: { float: epsilon } }, outputs[0]);
  },
  gradient({ inputs: [x, gamma, , mean, variance], outputGradients: [dy], needed, attributes }) {
    if (needed[3] || needed[4]) throw new TypeError('frozenBatchNorm() statistics have no gradient');
    const [dx, dGamma, dBeta] = x!.graph.apply(frozenGradientOperator, [dy!, x!, gamma!, mean!, variance!], attributes);
    return [needed[0] ? dx! : null, needed[1] ? dGamma! : null, needed[2] ? dBeta! : null, null, null];
  },
};

const frozenGradientOperator: Operator<Attributes> = {
  name: 'frozenBatchNormGradient',
  infer: ([dy, , gamma]) => [dy!, gamma!, gamma!],
  lower(emit, { inputs: [dy, x, gamma, mean, variance], outputs: [dx, dGamma, dBeta] }, { epsilon }) {
    const inverse = emit.node('Reciprocal', [emit.node('Sqrt', [emit.node('Add', [variance!, emit.scalar(epsilon)])])]);
    emit.node('Mul', [dy!, perChannel(emit, emit.node('Mul', [gamma!, inverse]))], {}, dx);
    const centred = emit.node('Sub', [x!, perChannel(emit, mean!)]);
    const products = emit.node('ReduceSum', [emit.node('Mul', [dy!, centred]), emit.ints(...PLANES)], { keepdims: 0 });
    emit.node('Mul', [products, inverse], {}, dGamma);
    emit.node('ReduceSum', [dy!, emit.ints(...PLANES)], { keepdims: 0 }, dBeta);
  },
};

export interface BatchStatistics {
  readonly y: Tensor;
  /** float32 `[C]`. */
  readonly mean: Tensor;
  /** float32 `[C]`, biased (divided by the count, as the normalisation uses it). */
  readonly variance: Tensor;
}

/**
 * Batch normalisation by the batch's own mean and variance (training). Built from reductions: inference builds of ONNX
 * Runtime refuse `training_mode`.
 * @param x float32 `[N, C, H, W]`. @param gamma, beta float32 `[C]`.
 */
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, options: BatchNormOptions = {}): BatchStatistics {
  const [y, mean, variance] = x.graph.apply(trainingOperator, [x, gamma, beta], { epsilon: options.epsilon ?? 1e-5 });
  return { y: y!, mean: mean!, variance: variance! };
}

export interface Statistics {
  /** float32 `[C]`. */
  readonly mean: Tensor;
  /** float32 `[C]`. */
  readonly variance: Tensor;
}

/** Batch normalisation by given statistics (inference, or training with them frozen). */
export function frozenBatchNorm(
  x: Tensor,
  affine: { readonly gamma: Tensor; readonly beta: Tensor },
  statistics: Statistics,
  options: BatchNormOptions = {},
): Tensor {
  const { gamma, beta } = affine;
  return applyOne(frozenOperator, [x, gamma, beta, statistics.mean, statistics.variance], {
    epsilon: options.epsilon ?? 1e-5,
  });
}
