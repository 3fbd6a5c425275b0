import type { Emitter } from './onnx/emitter.ts';
import type { TensorData, TensorType } from './tensor-type.ts';

/** A value in a graph: an input, a constant, or one output of a node. Immutable; belongs to one graph. */
export interface Tensor {
  readonly graph: TensorGraph;
  /** Position in the order of creation; also makes its name unique. */
  readonly id: number;
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly source: InputSource | ConstantSource | NodeSource;
}
interface InputSource {
  readonly kind: 'input';
}
interface ConstantSource {
  readonly kind: 'constant';
  readonly data: TensorData;
}
interface NodeSource {
  readonly kind: 'node';
  readonly node: Node;
  readonly output: number;
}

/** One application of an operator. */
export interface Node<Attributes = unknown> {
  readonly operator: Operator<Attributes>;
  readonly attributes: Attributes;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly origin: NodeOrigin;
}

/** What a node is there for: ONNX nodes carry it in their names, so that a profile can say whose time they take. */
export interface NodeOrigin {
  readonly pass: 'forward' | 'gradient' | 'update';
  /** As the scope names it, `layer1.0.conv1`; empty for what stands before the first layer. */
  readonly layer: string;
}

/** What operators need of the graph they stand in; `Graph` is it. */
export interface TensorGraph {
  readonly inputs: readonly Tensor[];
  input(name: string, type: TensorType): Tensor;
  constant(data: TensorData, type: TensorType, name?: string): Tensor;
  scalar(value: number): Tensor;
  within<Result>(origin: NodeOrigin, build: () => Result): Result;
  apply<Attributes>(
    operator: Operator<Attributes>,
    inputs: readonly Tensor[],
    attributes: Attributes,
  ): readonly Tensor[];
}

/**
 * One member of the closed set of operators: its shape rule, its ONNX form and its gradient, all in one file under
 * `ops/`, with its test beside it.
 */
export interface Operator<Attributes> {
  readonly name: string;
  /**
   * Types of the outputs, from those of the inputs.
   * @throws RangeError or TypeError that names operator, argument, value and limit.
   */
  readonly infer: (inputs: readonly TensorType[], attributes: Attributes) => readonly TensorType[];
  /** Writes ONNX nodes that compute `io.outputs` from `io.inputs`. */
  readonly lower: (emit: Emitter, io: LoweringIo, attributes: Attributes) => void;
  /** Absent where the operator stands only in gradients and updates. */
  readonly gradient?: (context: GradientContext<Attributes>) => readonly (Tensor | null)[];
}

/** Names of ONNX values, with their types. */
export interface LoweringIo {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly inputTypes: readonly TensorType[];
  readonly outputTypes: readonly TensorType[];
  /** Which outputs anything uses; the others need not be computed. */
  readonly outputsUsed: readonly boolean[];
}

/** What a gradient rule gets. It returns one gradient an input, `null` where `needed` is false or none flows. */
export interface GradientContext<Attributes> {
  readonly attributes: Attributes;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Gradient of the loss by each output; `null` where the loss does not depend on it. */
  readonly outputGradients: readonly (Tensor | null)[];
  /** Which inputs' gradients are asked for. */
  readonly needed: readonly boolean[];
}

/** Applies an operator that has one output. */
export function applyOne<Attributes>(
  operator: Operator<Attributes>,
  inputs: readonly [Tensor, ...Tensor[]],
  attributes: Attributes,
): Tensor {
  return inputs[0].graph.apply(operator, inputs, attributes)[0]!;
}
