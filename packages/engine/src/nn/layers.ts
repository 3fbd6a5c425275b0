import type { Tensor } from '../graph.ts';
import { batchNorm as batchNormOperator, frozenBatchNorm } from '../ops/batch-norm.ts';
import { add, multiply } from '../ops/binary.ts';
import { convChannelsLast as convChannelsLastOperator } from '../ops/conv-channels-last.ts';
import { convMaxPool2d } from '../ops/conv-max-pool.ts';
import { conv2d as conv2dOperator } from '../ops/conv2d.ts';
import { linear as linearOperator } from '../ops/gemm.ts';
import { maxPool2d } from '../ops/max-pool.ts';
import { elementCount } from '../tensor-type.ts';
import { constant, fanInUniform, type Init } from './init.ts';
import type { Scope } from './scope.ts';

export interface ConvLayer {
  readonly filters: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
  /** Default true. */
  readonly bias?: boolean;
  /** Start of the weights. Default: PyTorch's. */
  readonly init?: Init;
}

/** A convolution with parameters `weight` `[filters, C, kernel, kernel]` and `bias` `[filters]`. */
export function conv2d(scope: Scope, x: Tensor, layer: ConvLayer): Tensor {
  const { filters, kernel, stride = 1, padding = 0, bias = true } = layer;
  const channels = x.shape[1]!;
  const start = fanInUniform(channels * kernel * kernel);
  const weight = scope.parameter('weight', [filters, channels, kernel, kernel], layer.init ?? start);
  return conv2dOperator(x, weight, {
    stride,
    padding,
    ...(bias && { bias: scope.parameter('bias', [filters], start) }),
  });
}

/**
 * The same for planes whose channels lie together, without bias; parameters as `conv2d`, kept in training as the matrix
 * product wants them. For training on small planes.
 * @param x `[N, H, W, C]`. @returns `[N, H', W', filters]`.
 */
export function convChannelsLast(scope: Scope, x: Tensor, layer: Omit<ConvLayer, 'bias'>): Tensor {
  const { filters, kernel, stride = 1, padding = 0 } = layer;
  const channels = x.shape[3]!;
  const weight = scope.parameterInOrder('weight', {
    shape: [filters, channels, kernel, kernel],
    order: [2, 3, 1, 0],
    init: layer.init ?? fanInUniform(channels * kernel * kernel),
  });
  return convChannelsLastOperator(x, weight, { stride, padding });
}

/**
 * A convolution with bias and without padding, then max pooling by 2; parameters as `conv2d`. Training computes both in
 * one; a finished model has the two plain operators, which take any number of items and are as fast with fixed weights.
 */
export function pooledConv2d(
  scope: Scope,
  x: Tensor,
  { filters, kernel }: Pick<ConvLayer, 'filters' | 'kernel'>,
): Tensor {
  const channels = x.shape[1]!;
  const start = fanInUniform(channels * kernel * kernel);
  const weight = scope.parameter('weight', [filters, channels, kernel, kernel], start);
  const bias = scope.parameter('bias', [filters], start);
  return scope.training
    ? convMaxPool2d(x, weight, bias)
    : maxPool2d(conv2dOperator(x, weight, { bias }), { kernel: 2 });
}

/** A fully connected layer with parameters `weight` `[features, F]` and `bias` `[features]`. */
export function linear(scope: Scope, x: Tensor, features: number): Tensor {
  const inputs = x.shape[1]!;
  const start = fanInUniform(inputs);
  return linearOperator(
    x,
    scope.parameter('weight', [features, inputs], start),
    scope.parameter('bias', [features], start),
  );
}

export interface BatchNormLayer {
  /** Use the running statistics in training too, and leave them as they are. Default false. */
  readonly frozen?: boolean;
  /** Weight of the batch in the running statistics. Default 0.1, as in PyTorch. */
  readonly momentum?: number;
  /** Whether `x` is `[N, H, W, C]`. Default false. */
  readonly channelsLast?: boolean;
}

/** Batch normalisation: parameters `weight`, `bias`; buffers `running_mean`, `running_var`; all `[C]`. */
export function batchNorm(scope: Scope, x: Tensor, layer: BatchNormLayer = {}): Tensor {
  const { frozen = false, momentum = 0.1, channelsLast = false } = layer;
  const channels = x.shape[channelsLast ? 3 : 1]!;
  const gamma = scope.parameter('weight', [channels], constant(1));
  const beta = scope.parameter('bias', [channels], constant(0));
  const runningMean = scope.buffer('running_mean', [channels], constant(0));
  const runningVariance = scope.buffer('running_var', [channels], constant(1));
  if (!scope.training || frozen) {
    const statistics = { mean: runningMean.tensor, variance: runningVariance.tensor };
    return frozenBatchNorm(x, { gamma, beta }, statistics, { channelsLast });
  }
  const { y, mean, variance } = batchNormOperator(x, gamma, beta, { channelsLast });
  const count = elementCount(x.shape) / channels;
  const mixed = (running: Tensor, batch: Tensor, factor: number): Tensor =>
    add(multiply(running, scope.graph.scalar(1 - momentum)), multiply(batch, scope.graph.scalar(momentum * factor)));
  scope.update(runningMean, mixed(runningMean.tensor, mean, 1));
  // The running variance is the unbiased one, as in PyTorch.
  scope.update(runningVariance, mixed(runningVariance.tensor, variance, count / Math.max(1, count - 1)));
  return y;
}

/** Sets elements to 0 with probability `rate` in training and scales the others by 1 / (1 − rate). */
export function dropout(scope: Scope, x: Tensor, rate: number): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout() rate=${rate}: expected 0 up to below 1`);
  return scope.training && rate > 0 ? multiply(x, scope.dropMask(x.shape, rate)) : x;
}
