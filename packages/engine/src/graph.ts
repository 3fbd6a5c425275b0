import { nodePrefix } from './onnx/node-name.ts';
import type { Node, NodeOrigin, Operator, Tensor, TensorGraph } from './operator.ts';
import { describeType, elementCount, type TensorData, type TensorType } from './tensor-type.ts';

export type { Node, Tensor } from './operator.ts';

/**
 * A computation of tensors with fixed shapes. Nodes can only use tensors that exist already, so the order of creation is
 * an order of execution. `onnx/encode.ts` turns the part that given outputs need into an ONNX model.
 */
export class Graph implements TensorGraph {
  readonly #inputs = new Map<string, Tensor>();
  /** Layers by their variables, in the order in which they came. */
  readonly #layers = new Map<Tensor, string>();
  #origin: NodeOrigin | null = null;
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

  /** Says that a tensor is a variable of a layer. Nodes that use it, and those after them, belong to that layer. */
  assign(variable: Tensor, layer: string): void {
    this.#layers.set(variable, layer);
  }

  /** All that is applied within `build` is there for `origin`. */
  within<Result>(origin: NodeOrigin, build: () => Result): Result {
    const around = this.#origin;
    this.#origin = origin;
    try {
      return build();
    } finally {
      this.#origin = around;
    }
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
    const origin = this.#origin ?? { pass: 'forward', layer: this.#youngestLayer(inputs) };
    const node: Node<Attributes> = { operator, attributes, inputs, outputs, origin };
    types.forEach((type, output) => {
      // ONNX Runtime's optimiser names some of its own nodes after what they compute.
      const name = `${nodePrefix({ ...origin, operator: operator.name })}${this.#count}`;
      outputs.push(this.#tensor(name, type, { kind: 'node', node: node as Node, output }));
    });
    return outputs;
  }

  /** Of the layers whose variables or results these are, the one that came last. */
  #youngestLayer(inputs: readonly Tensor[]): string {
    const order = [...new Set(this.#layers.values())];
    const layers = inputs.map(
      (tensor) => this.#layers.get(tensor) ?? (tensor.source.kind === 'node' ? tensor.source.node.origin.layer : ''),
    );
    return layers.reduce((youngest, layer) => (order.indexOf(layer) > order.indexOf(youngest) ? layer : youngest), '');
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
