import { Graph, type Tensor } from './graph.ts';
import { type Network, Scope } from './nn/scope.ts';
import { type EncodeOptions, encodeOnnx } from './onnx/encode.ts';
import { softmax } from './ops/softmax.ts';
import { toBlockOrder } from './state/layout.ts';
import type { TensorType } from './tensor-type.ts';
import type { TrainerState } from './trainer.ts';

export interface ExportOptions extends Pick<EncodeOptions, 'metadata' | 'producer'> {
  readonly network: Network;
  /** Type of one item, without the batch dimension. */
  readonly item: TensorType;
  readonly state: Pick<TrainerState, 'tensors'>;
  /** What the model gives, by name. Default: `logits` and their softmax, `probabilities`. */
  readonly outputs?: ModelOutputs;
}

/** Builds a model's outputs from its input; `network` may be applied once, to `x` or to something made of it. */
export type ModelOutputs = (x: Tensor, network: (x: Tensor) => Tensor) => ReadonlyMap<string, Tensor>;

const PLAIN_OUTPUTS: ModelOutputs = (x, network) => {
  const logits = network(x);
  return new Map([
    ['logits', logits],
    ['probabilities', softmax(logits)],
  ]);
};

/**
 * A finished network as a plain ONNX model that any ONNX tool runs: input `x` with any number of items, named outputs,
 * parameters inside.
 */
export function exportModel(options: ExportOptions): Uint8Array {
  const { network, item, state, outputs = PLAIN_OUTPUTS, metadata, producer } = options;
  const graph = new Graph();
  const scope = new Scope(graph, {
    training: false,
    bind(name, asked) {
      const found = state.tensors.get(name);
      if (!found) throw new RangeError(`exportModel() state: '${name}' is missing`);
      const shape = asked.order.map((axis) => asked.shape[axis]!);
      return graph.constant(toBlockOrder(found.data, asked), { dtype: 'float32', shape }, name);
    },
  });
  const x = graph.input('x', { dtype: item.dtype, shape: [1, ...item.shape] });
  const made = outputs(x, (given) => network(scope, given));
  return encodeOnnx(made, { freeBatch: true, ...(metadata && { metadata }), ...(producer && { producer }) });
}
