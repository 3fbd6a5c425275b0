import { describe, expect, test } from 'vitest';
import { Graph, type Tensor } from '../src/graph.ts';
import { float32 } from '../src/tensor-type.ts';

/** What is refused, by what is wrong with it: a call, and a part of the message of the RangeError it throws. */
export type Refusals = Readonly<Record<string, readonly [call: () => unknown, message: string]>>;

/** Declares one test for each call that must throw a RangeError with such a message. */
export function checkRefusals(name: string, refusals: Refusals): void {
  describe(`${name} refuses`, () => {
    test.each(Object.entries(refusals))('%s', (_, [call, message]) => {
      expect(call).toThrow(expect.objectContaining({ name: 'RangeError', message: expect.stringContaining(message) }));
    });
  });
}

/** A function that makes float32 inputs of one graph. */
export function inputsOf(graph: Graph = new Graph()): (...shape: number[]) => Tensor {
  return (...shape) => graph.input(`input ${graph.inputs.length}`, float32(...shape));
}
