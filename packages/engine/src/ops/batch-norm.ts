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

/** That `x` is of planes and the others have a value for each channel. @returns how many channels there are. */
export function checkShapes(name: string, types: readonly TensorType[], { channelsLast }: Layout): number {
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
export function perChannel(emit: Emitter, name: string, { channelsLast }: Layout): string {
  return channelsLast ? name : emit.node('Unsqueeze', [name, emit.ints(1, 2)]);
}

/** Beside what is asked for, the gradient's ingredients: 1 / standard deviation, and `x` less its mean. */
const trainingOperator: Operator<Attributes> = {
  name: 'batchNorm',
  infer(types, attributes) {
    const channels = checkShapes('batchNorm', types, attributes);
    return [types[0]!, float32(channels), float32(channels), float32(channels), types[0]!];
  },
  lower(emit, { inputs: [x, gamma, beta], outputs, inputTypes: [type] }, { epsilon, ...layout }) {
    const [y, mean, variance, inverse, centred] = outputs;
    emitMean(emit, x!, { type: type!, layout, output: mean! });
    emit.node('Sub', [x!, perChannel(emit, mean!, layout)], {}, centred);
    emitMean(emit, emit.node('Mul', [centred!, centred!]), { type: type!, layout, output: variance! });
    const deviation = emit.node('Sqrt', [emit.node('Add', [variance!, emit.scalar(epsilon)])]);
    emit.node('Reciprocal', [deviation], {}, inverse);
    const scaled = emit.node('Mul', [centred!, perChannel(emit, emit.node('Mul', [inverse!, gamma!]), layout)]);
    emit.node('Add', [scaled, perChannel(emit, beta!, layout)], {}, y);
  },
  gradient({ inputs: [x, gamma], outputs, outputGradients: [dy, ...others], needed, attributes }) {
    if (others.some((gradient) => gradient !== null)) throw new TypeError('batchNorm() statistics have no gradient');
    const [, , , inverse, centred] = outputs;
    const [dx, dGamma, dBeta] = x!.graph.apply(trainingGradientOperator, [dy!, gamma!, inverse!, centred!], attributes);
    return [needed[0] ? dx! : null, needed[1] ? dGamma! : null, needed[2] ? dBeta! : null];
  },
};

const trainingGradientOperator: Operator<Attributes> = {
  name: 'batchNormGradient',
  infer: ([dy, gamma]) => [dy!, gamma!, gamma!],
  lower(emit, { inputs: [dy, gamma, inverse, centred], outputs: [dx, dGamma, dBeta], inputTypes: [type] }, layout) {
    const count = emit.scalar(positionsOf(type!, layout));
    const meanOfDy = emitMean(emit, dy!, { type: type!, layout });
    const meanOfProducts = emitMean(emit, emit.node('Mul', [dy!, centred!]), { type: type!, layout });
    emit.node('Mul', [meanOfDy, count], {}, dBeta);
    emit.node('Mul', [emit.node('Mul', [meanOfProducts, inverse!]), count], {}, dGamma);
    // dx = γ/σ · dy − γ/σ · mean(dy) − γ/σ³ · mean(dy · (x − μ)) · (x − μ)
    const outer = emit.node('Mul', [gamma!, inverse!]);
    const squared = emit.node('Mul', [inverse!, inverse!]);
    const slope = emit.node('Mul', [emit.node('Mul', [outer, squared]), meanOfProducts]);
    const level = emit.node('Mul', [outer, meanOfDy]);
    const straight = emit.node('Mul', [dy!, perChannel(emit, outer, layout)]);
    const sloped = emit.node('Mul', [centred!, perChannel(emit, slope, layout)]);
    emit.node('Sub', [emit.node('Sub', [straight, sloped]), perChannel(emit, level, layout)], {}, dx);
  },
};

/** Over how many values a channel's statistics are taken. */
function positionsOf({ shape }: TensorType, layout: Layout): number {
  return statisticsAxes(layout).reduce((product, axis) => product * shape[axis]!, 1);
}

interface Mean {
  readonly type: TensorType;
  readonly layout: Layout;
  readonly output?: string;
}

/** Means by channel, `[C]`; with channels last as a product with a row of shares, a fifth of a reduction's time. */
function emitMean(emit: Emitter, x: string, { type, layout, output = emit.fresh('mean') }: Mean): string {
  if (!layout.channelsLast) return emit.node('ReduceMean', [x], { axes: statisticsAxes(layout), keepdims: 0 }, output);
  const positions = positionsOf(type, layout);
  const shares = emit.node('Expand', [emit.scalar(1 / positions), emit.ints(1, positions)]);
  const product = emit.node('MatMul', [shares, emit.node('Reshape', [x, emit.ints(positions, -1)])]);
  return emit.node('Reshape', [product, emit.ints(-1)], {}, output);
}

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
