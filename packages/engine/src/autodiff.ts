import { type Node, nodesFor, type Tensor } from './graph.ts';
import { add } from './ops/binary.ts';

/**
 * The reverse pass: extends the graph by the gradients of a scalar `loss` with respect to `targets` (any tensors of the
 * graph: parameters, inputs, activations).
 *
 * @param loss float32, shape `[]`.
 * @returns one gradient a target, of its shape.
 * @throws RangeError if the loss does not depend on a target, TypeError where an operator on the way has no gradient.
 */
export function gradients(loss: Tensor, targets: readonly Tensor[]): readonly Tensor[] {
  if (loss.shape.length !== 0)
    throw new RangeError(`gradients() loss: got shape [${loss.shape}], expected a scalar []`);
  const nodes = nodesFor([loss]);
  const needed = dependants(nodes, targets);
  const gradientOf = new Map<Tensor, Tensor>([[loss, loss.graph.scalar(1)]]);

  for (const node of nodes.toReversed()) {
    const outputGradients = node.outputs.map((output) => gradientOf.get(output) ?? null);
    const wanted = node.inputs.map((input) => needed.has(input));
    if (!wanted.includes(true) || outputGradients.every((gradient) => gradient === null)) continue;
    const { operator, attributes, inputs, outputs } = node;
    if (!operator.gradient) throw new TypeError(`gradients() loss: operator '${operator.name}' has no gradient`);
    node.outputs[0]!.graph.within({ pass: 'gradient', layer: node.origin.layer }, () => {
      const results = operator.gradient!({ attributes, inputs, outputs, outputGradients, needed: wanted });
      inputs.forEach((input, index) => {
        const gradient = results[index];
        if (!wanted[index] || !gradient) return;
        const earlier = gradientOf.get(input);
        gradientOf.set(input, earlier ? add(earlier, gradient) : gradient);
      });
    });
  }

  return targets.map((target) => {
    const gradient = gradientOf.get(target);
    if (!gradient) throw new RangeError(`gradients() targets: the loss does not depend on '${target.name}'`);
    return gradient;
  });
}

/** Every tensor among the nodes' inputs and outputs that depends on a target, targets included. */
function dependants(nodes: readonly Node[], targets: readonly Tensor[]): ReadonlySet<Tensor> {
  const found = new Set(targets);
  for (const node of nodes) {
    if (node.inputs.some((input) => found.has(input))) for (const output of node.outputs) found.add(output);
  }
  return found;
}
