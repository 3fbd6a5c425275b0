import { describe, expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { add, divide, minimum, multiply, subtract } from './binary.ts';
import { reshape } from './reshape.ts';

const OPERATIONS = { add, multiply, subtract, divide, minimum };
type Operation = keyof typeof OPERATIONS;
const ON_NUMBERS: Record<Operation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  subtract: (a, b) => a - b,
  divide: (a, b) => a / b,
  minimum: (a, b) => Math.min(a, b),
};

checkOperator<{ readonly operation: Operation }>('binary', {
  build: ({ a, b }, { operation }) => ({ y: OPERATIONS[operation](a!, b!) }),
  reference: ({ a, b }, { operation }) => ({
    y: a!.data.map((value, index) => ON_NUMBERS[operation](value, b!.data[b!.shape.length === 0 ? 0 : index]!)),
  }),
});

const input = inputsOf();

checkRefusals('an element-wise operator', {
  'unequal shapes': [
    () => add(input(2, 3), input(3, 2)),
    'add() got float32[2, 3] and float32[3, 2], expected equal float32 shapes',
  ],
  'a scalar before a tensor': [() => multiply(input(), input(2)), 'multiply() got float32[] and float32[2]'],
  'whole numbers': [
    () => minimum(input(2), input(2).graph.input('whole', { dtype: 'int32', shape: [2] })),
    'minimum() got float32[2] and int32[2]',
  ],
  'a gradient by a scalar operand': [
    () => {
      const [a, b] = [input(1), input()];
      return gradients(reshape(multiply(a, b), []), [b]);
    },
    'multiply() b: a gradient by a scalar operand is not supported',
  ],
});

describe('without a gradient, and saying so:', () => {
  test.each(['subtract', 'divide', 'minimum'] as const)('%s', (operation) => {
    const [a, b] = [input(), input()];
    expect(() => gradients(OPERATIONS[operation](a, b), [a])).toThrow(`operator '${operation}' has no gradient`);
  });
});
