import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, type TensorType } from '../tensor-type.ts';

export interface BatchNormOptions {
  /** Added to the variance before its root. Default 1e-5, as in PyTorch. */
  readonly epsilon?: number;
  /** Whether `x` is `[N, H, W, C]` instead of `[N, C, H, W]`. Default false. */
  readonly channelsLast?: boolean;
}
type Attributes = Required<BatchNormOptions>;
type Layout = Pick<Attributes, 'channelsLast'>;

/** Axes over which statistics are taken: all but the channels'. */
const statisticsAxes = ({ channelsLast }: Layout): number[] => (channelsLast ? [0, 1, 2] : [0, 2, 3]);

function checkShapes(name: string, types: readonly TensorType[], { channelsLast }: Layout): number {
  const [x, ...perChannelTypes] = types;
  if (x!.shape.length !== 4) {
    const expected = channelsLast ? '[N, H, W, C]' : '[N, C, H, W]';
    throw new RangeError(`${name}() x: got shape [${x!.shape}], expected ${expected}`);
  }
  const channels = x!.shape[channelsLast ? 3 : 1]!;
  perChannelTypes.forEach((type, index) => {
    if (type.shape.join() !== `${channels}`) {
      throw new RangeError(`${name}() argument ${index + 1}: got ${describeType(type)}, expected float32[${channels}]`);
    }
  });
  return channels;
}

/** `[C]` to what broadcasts over items, rows and columns. */
function perChannel(emit: Emitter, name: string, { channelsLast }: Layout): string {
  return channelsLast ? name : emit.node('Unsqueeze', [name, emit.ints(1, 2)]);
}

const trainingOperator: Operator<Attributes> = {
  name: 'batchNorm',
  infer(types, attributes) {
    const channels = checkShapes('batchNorm', types, attributes);
    return [types[0]!, float32(channels), float32(channels), float32(channels)];
  },
  lower(emit, { inputs: [x, gamma, beta], outputs: [y, mean, variance, inverse] }, { epsilon, ...layout }) {
    const axes = statisticsAxes(layout);
    emit.node('ReduceMean', [x!], { axes, keepdims: 0 }, mean);
    const centred = emit.node('Sub', [x!, perChannel(emit, mean!, layout)]);
    emit.node('ReduceMean', [emit.node('Mul', [centred, centred])], { axes, keepdims: 0 }, variance);
    const deviation = emit.node('Sqrt', [emit.node('Add', [variance!, emit.scalar(epsilon)])]);
    emit.node('Reciprocal', [deviation], {}, inverse);
    const scaled = emit.node('Mul', [centred, perChannel(emit, emit.node('Mul', [inverse!, gamma!]), layout)]);
    emit.node('Add', [scaled, perChannel(emit, beta!, layout)], {}, y);
  },
  gradient({ inputs: [x, gamma], outputs: [, mean, , inverse], outputGradients: [dy, ...others], needed, attributes }) {
    if (others.some((gradient) => gradient !== null)) throw new TypeError('batchNorm() statistics have no gradient');
    const inputs = [dy!, x!, gamma!, mean!, inverse!];
    const [dx, dGamma, dBeta] = x!.graph.apply(trainingGradientOperator, inputs, attributes);
    return [needed[0] ? dx! : null, needed[1] ? dGamma! : null, needed[2] ? dBeta! : null];
  },
};

const trainingGradientOperator: Operator<Attributes> = {
  name: 'batchNormGradient',
  infer: ([dy, , gamma]) => [dy!, gamma!, gamma!],
  lower(emit, io, layout) {
    const [dy, x, gamma, mean, inverse] = io.inputs;
    const [dx, dGamma, dBeta] = io.outputs;
    const axes = statisticsAxes(layout);
    const share = emit.scalar(1 / axes.reduce((product, axis) => product * io.inputTypes[0]!.shape[axis]!, 1));
    const centred = emit.node('Sub', [x!, perChannel(emit, mean!, layout)]);
    emit.node('ReduceSum', [dy!, emit.ints(...axes)], { keepdims: 0 }, dBeta);
    const products = emit.node('ReduceSum', [emit.node('Mul', [dy!, centred]), emit.ints(...axes)], { keepdims: 0 });
    emit.node('Mul', [products, inverse!], {}, dGamma);
    // dx = γ/σ · (dy − mean(dy) − x̂ · mean(dy · x̂))
    const outer = emit.node('Mul', [gamma!, inverse!]);
    const slope = emit.node('Mul', [emit.node('Mul', [dGamma!, share]), inverse!]);
    const level = emit.node('Mul', [dBeta!, share]);
    const sloped = emit.node('Mul', [centred, perChannel(emit, slope, layout)]);
    const explained = emit.node('Add', [sloped, perChannel(emit, level, layout)]);
    emit.node('Mul', [emit.node('Sub', [dy!, explained]), perChannel(emit, outer, layout)], {}, dx);
  },
};

const frozenOperator: Operator<Attributes> = {
  name: 'frozenBatchNorm',
  infer(types, attributes) {
    checkShapes('frozenBatchNorm', types, attributes);
    return [types[0]!];
  },
  lower(emit, { inputs, outputs }, { epsilon, channelsLast }) {
    if (!channelsLast) {
      emit.node('BatchNormalization', inputs, { epsilon: { float: epsilon } }, outputs[0]);
      return;
    }
    const [x, gamma, beta, mean, variance] = inputs;
    const scale = emit.node('Mul', [gamma!, emitInverse(emit, variance!, epsilon)]);
    const shift = emit.node('Sub', [beta!, emit.node('Mul', [mean!, scale])]);
    emit.node('Add', [emit.node('Mul', [x!, scale]), shift], {}, outputs[0]);
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
  lower(emit, { inputs: [dy, x, gamma, mean, variance], outputs: [dx, dGamma, dBeta] }, { epsilon, ...layout }) {
    const axes = emit.ints(...statisticsAxes(layout));
    const inverse = emitInverse(emit, variance!, epsilon);
    emit.node('Mul', [dy!, perChannel(emit, emit.node('Mul', [gamma!, inverse]), layout)], {}, dx);
    const centred = emit.node('Sub', [x!, perChannel(emit, mean!, layout)]);
    const products = emit.node('ReduceSum', [emit.node('Mul', [dy!, centred]), axes], { keepdims: 0 });
    emit.node('Mul', [products, inverse], {}, dGamma);
    emit.node('ReduceSum', [dy!, axes], { keepdims: 0 }, dBeta);
  },
};

/** 1 / standard deviation, by channel. */
function emitInverse(emit: Emitter, variance: string, epsilon: number): string {
  return emit.node('Reciprocal', [emit.node('Sqrt', [emit.node('Add', [variance, emit.scalar(epsilon)])])]);
}

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
 * @param x float32 `[N, C, H, W]`, or `[N, H, W, C]` with `channelsLast`. @param gamma, beta float32 `[C]`.
 */
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, options: BatchNormOptions = {}): BatchStatistics {
  const [y, mean, variance] = x.graph.apply(trainingOperator, [x, gamma, beta], withDefaults(options));
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
  const inputs = [x, gamma, beta, statistics.mean, statistics.variance] as const;
  return applyOne(frozenOperator, inputs, withDefaults(options));
}

const withDefaults = ({ epsilon = 1e-5, channelsLast = false }: BatchNormOptions): Attributes => ({
  epsilon,
  channelsLast,
});
