import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { flatten, reshape } from './reshape.ts';

checkOperator<{ readonly shape: readonly number[] }>('reshape', {
  build: ({ x }, { shape }) => ({ y: reshape(x!, shape) }),
  reference: ({ x }) => ({ y: x!.data }),
});

test('flatten keeps the items', () => {
  expect(flatten(inputsOf()(4, 3, 2, 5)).shape).toEqual([4, 30]);
  expect(flatten(inputsOf()(1, 7)).shape).toEqual([1, 7]);
});

checkRefusals('reshape', {
  'another number of elements': [
    () => reshape(inputsOf()(2, 3), [4, 2]),
    'reshape() shape=[4,2]: got float32[2, 3], which has another number of elements',
  ],
  'negative sizes whose product is right': [
    () => reshape(inputsOf()(2, 3), [-2, -3]),
    'reshape() shape=[-2,-3]: expected whole numbers, none negative',
  ],
});
