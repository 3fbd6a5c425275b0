import { expect, test } from 'vitest';
import { checkOperator, type Values } from '../../test/check-operator.ts';
import { inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { sumOfSquares, sumOver } from './reduce.ts';

type Config =
  | { readonly operation: 'sumOver'; readonly axes: readonly number[] }
  | { readonly operation: 'sumOfSquares' };

checkOperator<Config>('reduce', {
  build: ({ x }, config) => ({ y: config.operation === 'sumOver' ? sumOver(x!, config.axes) : sumOfSquares(x!) }),
  reference: ({ x }, config) => ({
    y: config.operation === 'sumOver' ? sums(x!, config.axes) : [x!.data.reduce((sum, value) => sum + value ** 2, 0)],
  }),
});

function sums({ shape, data }: Values, axes: readonly number[]): number[] {
  const y: number[] = [];
  data.forEach((value, index) => {
    let rest = index;
    let place = 0;
    let step = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const position = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (axes.includes(axis)) continue;
      place += position * step;
      step *= shape[axis]!;
    }
    y[place] = (y[place] ?? 0) + value;
  });
  return y;
}

test('have no gradient, and say so', () => {
  const x = inputsOf()(2);
  expect(() => gradients(sumOver(x, [0]), [x])).toThrow("operator 'sumOver' has no gradient");
  expect(() => gradients(sumOfSquares(x), [x])).toThrow("operator 'sumOfSquares' has no gradient");
});
