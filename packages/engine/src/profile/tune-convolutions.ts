import type { ConvForm } from '../choices.ts';
import { Graph, nodesFor, type Tensor } from '../graph.ts';
import { type Network, Scope } from '../nn/scope.ts';
import { encodeOnnx } from '../onnx/encode.ts';
import {
  type ConvShape,
  convChannelsLast,
  convKey,
  convShapesIn,
  expectedForm,
  formsOf,
} from '../ops/conv-channels-last.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { float32, type TensorType } from '../tensor-type.ts';

/** Runs that are timed, after one that is not; the quickest counts. */
const RUNS = 3;

/** Another form must be faster by so much: what is less is the clock's doing, and would change from day to day. */
const WORTH = 0.95;

export interface TuneOptions {
  readonly runtime: Runtime;
  readonly network: Network;
  /** Type of one batch, dimension 0 the number of items. */
  readonly input: TensorType;
  readonly signal?: AbortSignal;
  /** Told before each convolution. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface TunedConvolution {
  /** `convKey`, under which `Trainer` takes the form. */
  readonly key: string;
  readonly expected: ConvForm;
  readonly chosen: ConvForm;
  /** Milliseconds of the convolution with both gradients, by form. */
  readonly ms: Readonly<Partial<Record<ConvForm, number>>>;
}

/**
 * Times every form of each convolution of a network that training could compute in several, forward with both gradients,
 * one after the other on the runtime that will train. On an idle machine.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function tuneConvolutions(options: TuneOptions): Promise<readonly TunedConvolution[]> {
  const { signal, onProgress } = options;
  const shapes = shapesOf(options).filter((shape) => formsOf(shape).length > 1);
  const tuned: TunedConvolution[] = [];
  for (const [done, shape] of shapes.entries()) {
    signal?.throwIfAborted();
    onProgress?.(done, shapes.length);
    tuned.push(await tune(shape, options.runtime));
  }
  onProgress?.(shapes.length, shapes.length);
  return tuned;
}

function shapesOf({ network, input }: TuneOptions): readonly ConvShape[] {
  const graph = new Graph();
  const scope = new Scope(graph, {
    training: true,
    bind: (name, { shape, order }) => graph.input(name, float32(...order.map((axis) => shape[axis]!))),
  });
  return convShapesIn(nodesFor([network(scope, graph.input('x', input))]));
}

async function tune(shape: ConvShape, runtime: Runtime): Promise<TunedConvolution> {
  const ms: Partial<Record<ConvForm, number>> = {};
  for (const form of formsOf(shape)) ms[form] = await timed(shape, form, runtime);
  const expected = expectedForm(shape);
  const [[fastest, least]] = Object.entries(ms).sort(([, a], [, b]) => a - b) as [[ConvForm, number]];
  return { key: convKey(shape), expected, chosen: least < WORTH * ms[expected]! ? fastest : expected, ms };
}

async function timed(shape: ConvShape, form: ConvForm, runtime: Runtime): Promise<number> {
  const { outputs, types } = pass(shape, form);
  const executable = await runtime.load(encodeOnnx(outputs));
  const tensorsOf = (entries: Iterable<readonly [string, TensorType]>) =>
    new Map(Array.from(entries, ([name, type]) => [name, runtime.tensor(type)] as const));
  const given = tensorsOf(types);
  const made = tensorsOf(Array.from(outputs, ([name, tensor]) => [name, tensor.type] as const));
  try {
    await executable.run(given, made);
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await executable.run(given, made);
      least = Math.min(least, performance.now() - start);
    }
    return least;
  } finally {
    for (const tensor of [...given.values(), ...made.values()]) tensor.dispose();
    await executable.dispose();
  }
}

/** A convolution and its gradients for an upstream gradient that is given. */
function pass(shape: ConvShape, form: ConvForm) {
  const { stride, padding } = shape;
  const graph = new Graph();
  const [xType, weightType] = [float32(...shape.x), float32(...shape.weight)];
  const [x, weight] = [graph.input('x', xType), graph.input('weight', weightType)];
  const y = convChannelsLast(x, weight, { stride, padding, forms: { [convKey(shape)]: form } });
  const dy = graph.input('dy', y.type);
  const [dx, dw] = gradientsOf(y, dy);
  const outputs = new Map<string, Tensor>([
    ['y', y],
    ['dx', dx!],
    ['dw', dw!],
  ]);
  const types = new Map([
    ['x', xType],
    ['weight', weightType],
    ['dy', y.type],
  ]);
  return { outputs, types };
}

function gradientsOf({ source }: Tensor, dy: Tensor): readonly (Tensor | null)[] {
  if (source.kind !== 'node') throw new RangeError('tuneConvolutions(): a convolution is a node');
  const { operator, ...node } = source.node;
  return operator.gradient!({ ...node, outputGradients: [dy], needed: [true, true] });
}
