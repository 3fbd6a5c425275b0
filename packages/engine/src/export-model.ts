import { Graph } from './graph.ts';
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
}

/**
 * A finished network as a plain ONNX model that any ONNX tool runs: input `x` with any number of items, outputs
 * `logits` and `probabilities`, parameters inside.
 */
export function exportModel({ network, item, state, metadata, producer }: ExportOptions): Uint8Array {
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
  const logits = network(scope, graph.input('x', { dtype: item.dtype, shape: [1, ...item.shape] }));
  const outputs = new Map([
    ['logits', logits],
    ['probabilities', softmax(logits)],
  ]);
  return encodeOnnx(outputs, { freeBatch: true, ...(metadata && { metadata }), ...(producer && { producer }) });
}
