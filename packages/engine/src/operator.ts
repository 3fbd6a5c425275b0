import type { Tensor } from './graph.ts';
import type { Emitter } from './onnx/emitter.ts';
import type { TensorType } from './tensor-type.ts';

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
