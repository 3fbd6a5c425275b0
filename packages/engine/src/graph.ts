import type { Node, Operator, Tensor, TensorGraph } from './operator.ts';
import { describeType, elementCount, type TensorData, type TensorType } from './tensor-type.ts';

export type { Node, Tensor } from './operator.ts';

/**
 * A computation of tensors with fixed shapes. Nodes can only use tensors that exist already, so the order of creation is
 * an order of execution. `onnx/encode.ts` turns the part that given outputs need into an ONNX model.
 */
export class Graph implements TensorGraph {
  readonly #inputs = new Map<string, Tensor>();
  #count = 0;

  get inputs(): readonly Tensor[] {
    return [...this.#inputs.values()];
  }

  /** @throws RangeError if an input of this name exists. */
  input(name: string, type: TensorType): Tensor {
    if (this.#inputs.has(name)) throw new RangeError(`input() name: '${name}' is already an input of this graph`);
    const tensor = this.#tensor(name, type, { kind: 'input' });
    this.#inputs.set(name, tensor);
    return tensor;
  }

  /** @param data in row-major order; kept by reference. @throws RangeError if it has not the shape's element count. */
  constant(data: TensorData, type: TensorType, name = 'constant'): Tensor {
    if (data.length !== elementCount(type.shape)) {
      throw new RangeError(`constant() data: got ${data.length} elements, expected ${describeType(type)}`);
    }
    return this.#tensor(`${name}.${this.#count}`, type, { kind: 'constant', data });
  }

  /** A float32 scalar, shape `[]`. */
  scalar(value: number): Tensor {
    return this.constant(Float32Array.of(value), { dtype: 'float32', shape: [] });
  }

  /** Applies an operator. @throws RangeError, TypeError from the operator's shape rule. */
  apply<Attributes>(
    operator: Operator<Attributes>,
    inputs: readonly Tensor[],
    attributes: Attributes,
  ): readonly Tensor[] {
    inputs.forEach((tensor, index) => {
      if (tensor.graph !== this) throw new TypeError(`${operator.name}() inputs[${index}] belongs to another graph`);
    });
    const types = operator.infer(
      inputs.map((tensor) => tensor.type),
      attributes,
    );
    const outputs: Tensor[] = [];
    const node: Node<Attributes> = { operator, attributes, inputs, outputs };
    types.forEach((type, output) => {
      outputs.push(this.#tensor(`${operator.name}.${this.#count}`, type, { kind: 'node', node: node as Node, output }));
    });
    return outputs;
  }

  #tensor(name: string, type: TensorType, source: Tensor['source']): Tensor {
    return { graph: this, id: this.#count++, name, type, shape: type.shape, source };
  }
}

/** The nodes that the given tensors need, each after those it depends on. */
export function nodesFor(tensors: readonly Tensor[]): readonly Node[] {
  const found = new Set<Node>();
  const pending = [...tensors];
  for (let tensor = pending.pop(); tensor !== undefined; tensor = pending.pop()) {
    if (tensor.source.kind !== 'node' || found.has(tensor.source.node)) continue;
    found.add(tensor.source.node);
    pending.push(...tensor.source.node.inputs);
  }
  return [...found].sort((a, b) => a.outputs[0]!.id - b.outputs[0]!.id);
}
