import type { Tensor } from '../graph.ts';
import { batchNorm as batchNormOperator, frozenBatchNorm } from '../ops/batch-norm.ts';
import { add, multiply } from '../ops/binary.ts';
import { convChannelsLast as convChannelsLastOperator } from '../ops/conv-channels-last.ts';
import { convMaxPool2d } from '../ops/conv-max-pool.ts';
import { conv2d as conv2dOperator } from '../ops/conv2d.ts';
import { filterSign, flipFilters } from '../ops/filter-sign.ts';
import { linear as linearOperator } from '../ops/gemm.ts';
import { groupNorm as groupNormOperator } from '../ops/group-norm.ts';
import { maxPool2d, type PoolOptions } from '../ops/max-pool.ts';
import { normMaxPool2d } from '../ops/norm-max-pool.ts';
import { elementCount } from '../tensor-type.ts';
import { constant, fanInUniform, type Init } from './init.ts';
import type { Scope, Variable } from './scope.ts';

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
  return convChannelsLastOperator(x, weight, { stride, padding, forms: scope.convForms });
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
  const { gamma, beta, running } = normVariables(scope, x.shape[channelsLast ? 3 : 1]!);
  if (!scope.training || frozen) {
    const statistics = { mean: running.mean.tensor, variance: running.variance.tensor };
    return frozenBatchNorm(x, { gamma, beta }, statistics, { channelsLast });
  }
  const { y, mean, variance } = batchNormOperator(x, gamma, beta, { channelsLast });
  updateRunning(scope, running, { mean, variance, momentum, count: elementCount(x.shape) / mean.shape[0]! });
  return y;
}

/**
 * Group normalisation, which has no statistics to remember: parameters `weight` and `bias`, `[C]`.
 * @param layer `channelsLast`: whether `x` is `[N, H, W, C]`; default false.
 */
export function groupNorm(
  scope: Scope,
  x: Tensor,
  { groups, channelsLast = false }: { readonly groups: number; readonly channelsLast?: boolean },
): Tensor {
  const channels = x.shape[channelsLast ? 3 : 1]!;
  const gamma = scope.parameter('weight', [channels], constant(1));
  const beta = scope.parameter('bias', [channels], constant(0));
  return groupNormOperator(x, gamma, beta, { groups, channelsLast });
}

/**
 * A convolution without bias, batch normalisation and max pooling, as the first layers of a ResNet: parameters and buffers
 * as `conv2d` (in `scopes.conv`) and `batchNorm` (in `scopes.norm`). Training turns round the filters whose factor in the
 * normalisation is negative, so that it can pool before it normalises; the values and gradients are the same.
 */
export function convNormMaxPool(
  scopes: { readonly conv: Scope; readonly norm: Scope },
  x: Tensor,
  layer: { readonly conv: Omit<ConvLayer, 'bias'>; readonly norm: BatchNormLayer; readonly pool: PoolOptions },
): Tensor {
  const { conv, norm, pool } = layer;
  const { filters, kernel, stride = 1, padding = 0 } = conv;
  if (!scopes.norm.training || norm.frozen) {
    return maxPool2d(batchNorm(scopes.norm, conv2d(scopes.conv, x, { ...conv, bias: false }), norm), pool);
  }
  const channels = x.shape[1]!;
  const start = conv.init ?? fanInUniform(channels * kernel * kernel);
  const weight = scopes.conv.parameter('weight', [filters, channels, kernel, kernel], start);
  const { gamma, beta, running } = normVariables(scopes.norm, filters);
  const sign = filterSign(gamma);
  const planes = conv2dOperator(x, flipFilters(weight, sign), { stride, padding });
  const { y, mean, variance } = normMaxPool2d(planes, { gamma: multiply(gamma, sign), beta }, pool);
  updateRunning(scopes.norm, running, {
    mean: multiply(mean, sign),
    variance,
    momentum: norm.momentum ?? 0.1,
    count: elementCount(planes.shape) / filters,
  });
  return y;
}

interface Running {
  readonly mean: Variable;
  readonly variance: Variable;
}

function normVariables(scope: Scope, channels: number) {
  const gamma = scope.parameter('weight', [channels], constant(1));
  const beta = scope.parameter('bias', [channels], constant(0));
  const mean = scope.buffer('running_mean', [channels], constant(0));
  const variance = scope.buffer('running_var', [channels], constant(1));
  return { gamma, beta, running: { mean, variance } };
}

interface BatchFigures {
  readonly mean: Tensor;
  /** Divided by the count. */
  readonly variance: Tensor;
  readonly momentum: number;
  /** Values that each figure is of. */
  readonly count: number;
}

function updateRunning(scope: Scope, running: Running, { mean, variance, momentum, count }: BatchFigures): void {
  const mixed = (before: Tensor, batch: Tensor, factor: number): Tensor =>
    add(multiply(before, scope.graph.scalar(1 - momentum)), multiply(batch, scope.graph.scalar(momentum * factor)));
  scope.update(running.mean, mixed(running.mean.tensor, mean, 1));
  // The running variance is the unbiased one, as in PyTorch.
  scope.update(running.variance, mixed(running.variance.tensor, variance, count / Math.max(1, count - 1)));
}

/** Sets elements to 0 with probability `rate` in training and scales the others by 1 / (1 − rate). */
export function dropout(scope: Scope, x: Tensor, rate: number): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout() rate=${rate}: expected 0 up to below 1`);
  return scope.training && rate > 0 ? multiply(x, scope.dropMask(x.shape, rate)) : x;
}
