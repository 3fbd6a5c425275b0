import type { Emitter } from '../onnx/emitter.ts';
import type { Operator, Tensor } from '../operator.ts';
import { describeType, elementCount, float32 } from '../tensor-type.ts';
import type { BatchStatistics } from './batch-norm.ts';
import { type PoolOptions, pooledShape } from './max-pool.ts';

interface Attributes extends Required<PoolOptions> {
  readonly epsilon: number;
}

/**
 * The largest of normalised values is the normalised largest one, so long as no factor is negative: only the statistics
 * need the whole plane, the rest is done on what the pooling leaves.
 */
const operator: Operator<Attributes> = {
  name: 'normMaxPool2d',
  infer([x, gamma, beta], pool) {
    const [, channels] = x!.shape;
    if (x!.shape.length !== 4)
      throw new RangeError(`normMaxPool2d() x: got ${describeType(x!)}, expected [N, C, H, W]`);
    for (const given of [gamma!, beta!]) {
      if (given.shape.join() === `${channels}`) continue;
      throw new RangeError(`normMaxPool2d() got ${describeType(given)}, expected float32[${channels}]`);
    }
    const shape = pooledShape(x!.shape, pool);
    const perChannel = float32(channels!);
    return [float32(...shape), perChannel, perChannel, perChannel, x!, { dtype: 'int64', shape }, float32(...shape)];
  },
  lower(emit, { inputs: [x, gamma, beta], outputs }, { epsilon, kernel, stride, padding }) {
    const [y, mean, variance, inverse, centred, indices, largest] = outputs;
    emit.node('ReduceMean', [x!], { axes: PLANES, keepdims: 0 }, mean);
    emit.node('Sub', [x!, perChannel(emit, mean!)], {}, centred);
    emit.node('ReduceMean', [emit.node('Mul', [centred!, centred!])], { axes: PLANES, keepdims: 0 }, variance);
    const deviation = emit.node('Sqrt', [emit.node('Add', [variance!, emit.scalar(epsilon)])]);
    emit.node('Reciprocal', [deviation], {}, inverse);
    emit.nodeWithOutputs(
      'MaxPool',
      { inputs: [centred!], outputs: [largest!, indices!] },
      {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [padding, padding, padding, padding],
      },
    );
    const scaled = emit.node('Mul', [largest!, perChannel(emit, emit.node('Mul', [inverse!, gamma!]))]);
    emit.node('Add', [scaled, perChannel(emit, beta!)], {}, y);
  },
  gradient({ inputs: [x, gamma], outputs, outputGradients: [dy, ...others], needed }) {
    if (others.some((gradient) => gradient !== null))
      throw new TypeError('normMaxPool2d() statistics have no gradient');
    const [, , , inverse, centred, indices, largest] = outputs;
    const [dx, dGamma, dBeta] = x!.graph.apply(
      gradientOperator,
      [dy!, gamma!, inverse!, centred!, indices!, largest!],
      null,
    );
    return [needed[0] ? dx! : null, needed[1] ? dGamma! : null, needed[2] ? dBeta! : null];
  },
};

const gradientOperator: Operator<null> = {
  name: 'normMaxPool2dGradient',
  infer: ([, gamma, , centred]) => [centred!, gamma!, gamma!],
  lower(emit, { inputs, outputs: [dx, dGamma, dBeta], inputTypes }) {
    const [dy, gamma, inverse, centred, indices, largest] = inputs;
    const shape = inputTypes[3]!.shape;
    const share = emit.scalar(shape[1]! / elementCount(shape));
    const sum = (name: string, output?: string) =>
      emit.node('ReduceSum', [name, emit.ints(...PLANES)], { keepdims: 0 }, output);
    sum(dy!, dBeta!);
    const products = sum(emit.node('Mul', [dy!, largest!]));
    emit.node('Mul', [products, inverse!], {}, dGamma);
    // By the largest values γ/σ · dy; by every value, through deviation and mean, − γ/σ³ · mean(dy · largest) · centred
    // − γ/σ · mean(dy).
    const outer = emit.node('Mul', [gamma!, inverse!]);
    const slope = emit.node('Mul', [outer, emit.node('Mul', [inverse!, emit.node('Mul', [dGamma!, share])])]);
    const level = emit.node('Mul', [outer, emit.node('Mul', [dBeta!, share])]);
    const sloped = emit.node('Mul', [centred!, perChannel(emit, emit.node('Neg', [slope]))]);
    const spread = emit.node('Sub', [sloped, perChannel(emit, level)]);
    const won = emit.node('Mul', [dy!, perChannel(emit, outer)]);
    const flat = emit.ints(-1);
    const scattered = emit.node(
      'ScatterElements',
      [emit.node('Reshape', [spread, flat]), emit.node('Reshape', [indices!, flat]), emit.node('Reshape', [won, flat])],
      { axis: 0, reduction: 'add' },
    );
    emit.node('Reshape', [scattered, emit.ints(...shape)], {}, dx);
  },
};

const PLANES = [0, 2, 3];

/** `[C]` to `[C, 1, 1]`, which broadcasts over items, rows and columns. */
function perChannel(emit: Emitter, name: string): string {
  return emit.node('Unsqueeze', [name, emit.ints(1, 2)]);
}

export interface NormMaxPoolOptions extends PoolOptions {
  /** Added to the variance before its root. Default 1e-5, as in PyTorch. */
  readonly epsilon?: number;
}

/**
 * Batch normalisation by the batch's own statistics, then max pooling, with most of the work on the pooled planes.
 * @param x float32 `[N, C, H, W]`. @param gamma float32 `[C]`, none negative: see `flipFilters`. @param beta float32 `[C]`.
 * @returns `y` float32 `[N, C, H', W']`; mean and biased variance of `x`, `[C]`.
 */
export function normMaxPool2d(
  x: Tensor,
  { gamma, beta }: { readonly gamma: Tensor; readonly beta: Tensor },
  options: NormMaxPoolOptions,
): BatchStatistics {
  const { kernel, stride = kernel, padding = 0, epsilon = 1e-5 } = options;
  const [y, mean, variance] = x.graph.apply(operator, [x, gamma, beta], { kernel, stride, padding, epsilon });
  return { y: y!, mean: mean!, variance: variance! };
}
