import { describe, expect, test } from 'vitest';
import { inputsOf } from '../test/check-refusals.ts';
import { runGraph } from '../test/run-graph.ts';
import { gradients } from './autodiff.ts';
import { Graph } from './graph.ts';
import { add, multiply } from './ops/binary.ts';
import { gemm } from './ops/gemm.ts';
import { sumOfSquares } from './ops/reduce.ts';
import { relu } from './ops/relu.ts';
import { reshape } from './ops/reshape.ts';
import { nodeRuntime } from './runtime/node.ts';

const runtime = nodeRuntime({ threads: 1 });

/** Value and derivatives of a function of two numbers, found by the engine. */
async function derivatives(
  build: (a: ReturnType<typeof scalar>, b: ReturnType<typeof scalar>) => ReturnType<typeof scalar>,
  [a, b]: readonly [number, number],
): Promise<[value: number, byA: number, byB: number]> {
  const graph = new Graph();
  const [x, y] = [scalar(graph, 'a'), scalar(graph, 'b')];
  const value = build(x, y);
  const [byA, byB] = gradients(value, [x, y]);
  const feeds = { a: Float32Array.of(a), b: Float32Array.of(b) };
  const results = await runGraph(runtime, { value, byA: byA!, byB: byB! }, feeds);
  return [results.value![0], results.byA![0], results.byB![0]] as [number, number, number];
}
function scalar(graph: Graph, name: string) {
  return graph.input(name, { dtype: 'float32', shape: [] });
}

describe('the chain rule', () => {
  test('a tensor used twice collects both gradients: a · a + a · b', async () => {
    expect(await derivatives((a, b) => add(multiply(a, a), multiply(a, b)), [3, 5])).toEqual([24, 11, 3]);
  });

  test('a value used by three others collects three: s = a · b, s · s · s', async () => {
    const cube = await derivatives(
      (a, b) => {
        const s = multiply(a, b);
        return multiply(multiply(s, s), s);
      },
      [2, 3],
    );
    expect(cube).toEqual([216, 3 * 36 * 3, 3 * 36 * 2]);
  });

  test('paths of different length meet: relu(a) · b + ((a + b) + a)', async () => {
    const sum = await derivatives((a, b) => add(multiply(relu(a), b), add(add(a, b), a)), [2, 7]);
    expect(sum).toEqual([25, 9, 3]);
  });

  test('what the loss does not need costs nothing and disturbs nothing', async () => {
    const [, byA] = await derivatives(
      (a, b) => {
        sumOfSquares(a);
        relu(multiply(a, b));
        return multiply(a, b);
      },
      [2, 7],
    );
    expect(byA).toBe(7);
  });
});

test('the gradient by a tensor on the way is the gradient through it alone', async () => {
  const graph = new Graph();
  const x = scalar(graph, 'x');
  const middle = multiply(x, x);
  const loss = multiply(middle, x);
  const [byMiddle, byX] = gradients(loss, [middle, x]);
  const values = await runGraph(runtime, { byMiddle: byMiddle!, byX: byX! }, { x: Float32Array.of(5) });
  expect([values.byMiddle![0], values.byX![0]]).toEqual([5, 75]);
});

test('the gradient of the loss by itself is 1', async () => {
  const graph = new Graph();
  const x = scalar(graph, 'x');
  const [one] = gradients(x, [x]);
  expect((await runGraph(runtime, { one: one! }, {})).one).toEqual(Float32Array.of(1));
});

test('a gradient has the shape of its target', () => {
  const input = inputsOf(new Graph());
  const [x, weight] = [input(1, 3), input(3, 1)];
  const loss = reshape(gemm(x, weight), []);
  expect(gradients(loss, [weight, x]).map(({ shape }) => shape)).toEqual([
    [3, 1],
    [1, 3],
  ]);
});

describe('refused', () => {
  const input = inputsOf(new Graph());
  test('a loss that is no scalar', () => {
    const x = input(2);
    expect(() => gradients(x, [x])).toThrow('gradients() loss: got shape [2], expected a scalar []');
  });

  test('a target that the loss does not depend on', () => {
    const [x, other] = [input(), input()];
    const expected = `gradients() targets: the loss does not depend on '${other.name}'`;
    expect(() => gradients(relu(x), [x, other])).toThrow(expected);
  });

  test('an operator without a gradient on the way', () => {
    const x = input(2);
    expect(() => gradients(sumOfSquares(x), [x])).toThrow("gradients() loss: operator 'sumOfSquares' has no gradient");
  });
});
