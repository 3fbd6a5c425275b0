import { gemm, type ModelOutputs, minimum, softmax, type Tensor } from '@leukoscope/engine';
import { CLASSES, type ModelType } from './model-types.ts';

/**
 * The outputs of a model file: `logits` `[N, K]`, one for each class the network was trained on, and `probabilities`
 * `[N, 2]` (typical, atypical). Where the classes are cell types, `typeProbabilities` `[N, K]` too, of which
 * `probabilities` are the sums by group.
 *
 * @param types in the order of the logits; `null` where the classes are the two groups themselves.
 */
export function modelOutputs(types: readonly ModelType[] | null): ModelOutputs {
  return (x, network) => {
    const logits = network(x);
    const each = softmax(logits);
    if (types === null) return new Map([...outputs(logits, each)]);
    return new Map([...outputs(logits, sumsByGroup(each, types)), ['typeProbabilities', each]]);
  };
}

function outputs(logits: Tensor, probabilities: Tensor): [string, Tensor][] {
  return [
    ['logits', logits],
    ['probabilities', probabilities],
  ];
}

/** `[N, K]` to `[N, 2]`. A sum of many float32 can round to a hair above 1, which no probability is. */
function sumsByGroup(each: Tensor, types: readonly ModelType[]): Tensor {
  const { graph } = each;
  const belongs = types.flatMap(({ group }) => CLASSES.map((name) => Number(name === group)));
  const shape = [types.length, CLASSES.length];
  const membership = graph.constant(Float32Array.from(belongs), { dtype: 'float32', shape }, 'groups');
  return minimum(gemm(each, membership), graph.scalar(1));
}
