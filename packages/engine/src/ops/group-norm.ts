import type { Emitter } from '../onnx/emitter.ts';
import type { LoweringIo, Operator, Tensor } from '../operator.ts';
import { float32, type TensorType } from '../tensor-type.ts';
import { type BatchNormOptions, checkShapes, perChannel } from './batch-norm.ts';

export interface GroupNormOptions extends BatchNormOptions {
  /** In how many groups the channels lie, one after the other; divides their number. */
  readonly groups: number;
}
type Attributes = Required<GroupNormOptions>;

/** Planes, and how their channels are grouped. */
interface Planes extends Pick<Attributes, 'groups' | 'channelsLast'> {
  readonly type: TensorType;
}

/** Beside what is asked for, the gradient's ingredients: 1 / standard deviation of each item's channels, and `x` less its mean. */
const operator: Operator<Attributes> = {
  name: 'groupNorm',
  infer(types, { groups, channelsLast }) {
    const channels = checkShapes('groupNorm', types, { channelsLast });
    if (!(Number.isInteger(groups) && groups >= 1 && channels % groups === 0)) {
      throw new RangeError(`groupNorm() groups=${groups}: expected a divisor of the ${channels} channels`);
    }
    const [items] = types[0]!.shape as [number];
    const statistics = channelsLast ? float32(items, 1, 1, channels) : float32(items, channels, 1, 1);
    return [types[0]!, statistics, types[0]!];
  },
  lower(emit, io, { groups, channelsLast, epsilon }) {
    const planes = { type: io.inputTypes[0]!, groups, channelsLast };
    if (!(channelsLast || io.outputsUsed[1] || io.outputsUsed[2])) {
      emitByRows(emit, io, { ...planes, epsilon });
      return;
    }
    const [x, gamma, beta] = io.inputs;
    const [y, inverse, centred] = io.outputs;
    emit.node('Sub', [x!, emitOverGroups(emit, emitItemMeans(emit, x!, planes), planes)], {}, centred);
    const squares = emitItemMeans(emit, emit.node('Mul', [centred!, centred!]), planes);
    const variance = emitOverGroups(emit, squares, planes);
    const deviation = emit.node('Sqrt', [emit.node('Add', [variance, emit.scalar(epsilon)])]);
    emit.node('Reciprocal', [deviation], {}, inverse);
    const factor = emit.node('Mul', [inverse!, perChannel(emit, gamma!, planes)]);
    emit.node('Add', [emit.node('Mul', [centred!, factor]), perChannel(emit, beta!, planes)], {}, y);
  },
  gradient({ inputs: [x, gamma], outputs: [, inverse, centred], outputGradients: [dy], needed, attributes }) {
    const [dx, dGamma, dBeta] = x!.graph.apply(gradientOperator, [dy!, gamma!, inverse!, centred!], attributes);
    return [needed[0] ? dx! : null, needed[1] ? dGamma! : null, needed[2] ? dBeta! : null];
  },
};

const gradientOperator: Operator<Attributes> = {
  name: 'groupNormGradient',
  infer: ([dy, gamma]) => [dy!, gamma!, gamma!],
  lower(emit, { inputs: [dy, gamma, inverse, centred], outputs: [dx, dGamma, dBeta], inputTypes: [type] }, attributes) {
    const planes = { type: type!, groups: attributes.groups, channelsLast: attributes.channelsLast };
    const means = emitItemMeans(emit, dy!, planes);
    const products = emitItemMeans(emit, emit.node('Mul', [dy!, centred!]), planes);
    emitOverItems(emit, means, { planes, output: dBeta! });
    emitOverItems(emit, emit.node('Mul', [products, inverse!]), { planes, output: dGamma! });
    // dx = γ/σ · dy − 1/σ · mean(γ · dy) − 1/σ³ · mean(γ · dy · (x − μ)) · (x − μ), means over the group
    const factor = perChannel(emit, gamma!, planes);
    const level = emitOverGroups(emit, emit.node('Mul', [means, factor]), planes);
    const slope = emitOverGroups(emit, emit.node('Mul', [products, factor]), planes);
    const cubed = emit.node('Mul', [emit.node('Mul', [inverse!, inverse!]), inverse!]);
    const straight = emit.node('Mul', [dy!, emit.node('Mul', [inverse!, factor])]);
    const sloped = emit.node('Mul', [centred!, emit.node('Mul', [cubed, slope])]);
    const levelled = emit.node('Sub', [straight, emit.node('Mul', [inverse!, level])]);
    emit.node('Sub', [levelled, sloped], {}, dx);
  },
};

/** How many values a channel of an item has. */
function positionsOf({ type: { shape }, channelsLast }: Planes): number {
  return channelsLast ? shape[1]! * shape[2]! : shape[2]! * shape[3]!;
}

function channelsOf({ type: { shape }, channelsLast }: Planes): number {
  return shape[channelsLast ? 3 : 1]!;
}

/** The mean of each channel of each item, as it broadcasts over planes; with channels last as a product, see `batchNorm`. */
function emitItemMeans(emit: Emitter, x: string, planes: Planes): string {
  if (!planes.channelsLast) return emit.node('ReduceMean', [x], { axes: [2, 3] });
  const [positions, channels] = [positionsOf(planes), channelsOf(planes)];
  const shares = emit.node('Expand', [emit.scalar(1 / positions), emit.ints(1, 1, positions)]);
  const product = emit.node('MatMul', [shares, emit.node('Reshape', [x, emit.ints(0, positions, channels)])]);
  return emit.node('Reshape', [product, emit.ints(0, 1, 1, channels)]);
}

/** From a value of each channel to the mean over its group, in its place. */
function emitOverGroups(emit: Emitter, values: string, planes: Planes): string {
  const { groups, channelsLast } = planes;
  const channels = channelsOf(planes);
  const grouped = emit.node('Reshape', [values, emit.ints(0, groups, channels / groups)]);
  const means = emit.node('ReduceMean', [grouped], { axes: [2] });
  const spread = emit.node('Expand', [means, emit.ints(1, groups, channels / groups)]);
  return emit.node('Reshape', [spread, channelsLast ? emit.ints(0, 1, 1, channels) : emit.ints(0, channels, 1, 1)]);
}

/** From means over each item's positions to the sum over all items and positions, `[C]`. */
function emitOverItems(
  emit: Emitter,
  means: string,
  { planes, output }: { readonly planes: Planes; readonly output: string },
): void {
  const axes = planes.channelsLast ? emit.ints(0, 1, 2) : emit.ints(0, 2, 3);
  const sum = emit.node('ReduceSum', [means, axes], { keepdims: 0 });
  emit.node('Mul', [sum, emit.scalar(positionsOf(planes))], {}, output);
}

/** Where no gradient is asked for: a group is a row, which ONNX Runtime normalises in one pass. */
function emitByRows(
  emit: Emitter,
  { inputs: [x, gamma, beta], outputs: [y] }: LoweringIo,
  { epsilon, ...planes }: Planes & { readonly epsilon: number },
): void {
  const rows = emit.node('Reshape', [x!, emit.ints(0, planes.groups, -1)]);
  const [ones, zeros] = [1, 0].map((value) => emit.node('Expand', [emit.scalar(value), emit.ints(planes.groups)]));
  const even = emit.node('InstanceNormalization', [rows, ones!, zeros!], { epsilon: { float: epsilon } });
  const back = emit.node('Reshape', [even, emit.ints(0, ...planes.type.shape.slice(1))]);
  const scaled = emit.node('Mul', [back, perChannel(emit, gamma!, planes)]);
  emit.node('Add', [scaled, perChannel(emit, beta!, planes)], {}, y);
}

/**
 * Group normalisation (Wu and He 2018, arXiv:1803.08494): by mean and variance of each item's own groups of channels, the
 * same in training and in use.
 * @param x float32 `[N, C, H, W]`, or `[N, H, W, C]` with `channelsLast`. @param gamma, beta float32 `[C]`.
 */
export function groupNorm(x: Tensor, gamma: Tensor, beta: Tensor, options: GroupNormOptions): Tensor {
  const { groups, epsilon = 1e-5, channelsLast = false } = options;
  return x.graph.apply(operator, [x, gamma, beta], { groups, epsilon, channelsLast })[0]!;
}
