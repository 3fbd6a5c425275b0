import {
  gemm,
  logarithm,
  type ModelOutputs,
  meanOverViews,
  minimum,
  planeViews,
  softmax,
  type Tensor,
} from '@leukoscope/engine';
import type { ModelCard } from './model-card.ts';
import { CLASSES, type ModelType } from './model-types.ts';

/**
 * The outputs of a model file: `logits` `[N, K]`, one for each class the network was trained on, and `probabilities`
 * `[N, 2]` (typical, atypical). Where the classes are cell types, `typeProbabilities` `[N, K]` too, of which
 * `probabilities` are the sums by group.
 *
 * A model with several test views looks at each picture and at its mirror images and turns (see `planeViews`): its
 * probabilities are the means over the views, its logits their logarithms, of which they are the softmax.
 */
export function modelOutputs({ types, testViews }: Pick<ModelCard, 'types' | 'testViews'>): ModelOutputs {
  return (x, network) => {
    const ofViews = network(planeViews(x, testViews));
    const each = meanOverViews(softmax(ofViews), testViews);
    const logits = testViews === 1 ? ofViews : logarithm(each);
    if (types === null) return new Map(outputs(logits, each));
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
