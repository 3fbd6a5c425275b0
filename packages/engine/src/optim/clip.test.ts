import { expect, test } from 'vitest';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { expectClose } from '../../test/close.ts';
import { type InputFormula, inputValues } from '../../test/formula.ts';
import { readGolden } from '../../test/golden.ts';
import { runGraph } from '../../test/run-graph.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { clipByNorm } from './clip.ts';

interface Stored {
  readonly maxNorm: number;
  readonly gradients: readonly [InputFormula, InputFormula];
  readonly norm: number;
  readonly clipped: readonly [readonly number[], readonly number[]];
}

test.each(readGolden<{ clipping: Stored[] }>('optim').clipping.map((stored) => [stored.norm, stored.maxNorm, stored]))(
  'two gradients of common norm %d, to at most %d, as clip_grad_norm_ of PyTorch',
  async (_, maxNorm, { gradients, clipped }) => {
    const input = inputsOf(new Graph());
    const [a, b] = clipByNorm([input(...gradients[0].shape), input(...gradients[1].shape)], maxNorm);
    const values = gradients.map((gradient) => Float32Array.from(inputValues(gradient)));
    const feeds = { 'input 0': values[0]!, 'input 1': values[1]! };
    const results = await runGraph(nodeRuntime({ threads: 1 }), { a: a!, b: b! }, feeds);
    const tolerance = { relative: 1e-5, absolute: 1e-7 };
    expectClose('first', results.a as Float32Array, { expected: clipped[0], tolerance });
    expectClose('second', results.b as Float32Array, { expected: clipped[1], tolerance });
    if (maxNorm === 100) expect(results.a).toEqual(values[0]);
  },
);

checkRefusals('clipByNorm', {
  'a bound of 0': [() => clipByNorm([inputsOf()(1)], 0), 'clipByNorm() maxNorm=0: expected a positive number'],
  'a bound that is no number': [() => clipByNorm([inputsOf()(1)], Number.NaN), 'clipByNorm() maxNorm=NaN'],
});
