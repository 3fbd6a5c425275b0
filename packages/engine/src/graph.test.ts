import { describe, expect, test } from 'vitest';
import { Graph, nodesFor } from './graph.ts';
import { add, multiply } from './ops/binary.ts';
import { relu } from './ops/relu.ts';
import { float32 } from './tensor-type.ts';

describe('a graph refuses', () => {
  test('two inputs of one name', () => {
    const graph = new Graph();
    graph.input('x', float32(1));
    expect(() => graph.input('x', float32(2))).toThrow("input() name: 'x' is already an input of this graph");
  });

  test('a constant whose data does not fill its shape', () => {
    const expected = 'constant() data: got 3 elements, expected float32[2, 2]';
    expect(() => new Graph().constant(Float32Array.of(1, 2, 3), float32(2, 2))).toThrow(expected);
  });

  test('a tensor of another graph', () => {
    const [here, there] = [new Graph().input('x', float32(1)), new Graph().input('x', float32(1))];
    expect(() => add(here, there)).toThrow(new TypeError('add() inputs[1] belongs to another graph'));
  });
});

test('nodesFor: only what is needed, each once, after what it depends on', () => {
  const x = new Graph().input('x', float32(1));
  const a = relu(x);
  const unused = multiply(a, a);
  const b = multiply(a, x);
  const c = add(b, a);
  const operators = (tensors: Parameters<typeof nodesFor>[0]) => nodesFor(tensors).map(({ operator }) => operator.name);
  expect(operators([c])).toEqual(['relu', 'multiply', 'add']);
  expect(operators([c, unused, c])).toEqual(['relu', 'multiply', 'multiply', 'add']);
  expect(operators([x])).toEqual([]);
});
