import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { squareRoot } from './square-root.ts';

checkOperator('square-root', {
  build: ({ x }) => ({ y: squareRoot(x!) }),
  reference: ({ x }) => ({ y: x!.data.map(Math.sqrt) }),
});

test('has no gradient, and says so', () => {
  const x = inputsOf()();
  expect(() => gradients(squareRoot(x), [x])).toThrow("operator 'squareRoot' has no gradient");
});
