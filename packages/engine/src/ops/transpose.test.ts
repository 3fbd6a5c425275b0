import { checkOperator, type Values } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { transpose } from './transpose.ts';

interface Config {
  readonly order: readonly number[];
}

checkOperator<Config>('transpose', {
  build: ({ x }, { order }) => ({ y: transpose(x!, order) }),
  reference: ({ x }, { order }) => ({ y: permuted(x!, order) }),
});

/** By counting up the indices of the result, the last fastest. */
function permuted({ shape, data }: Values, order: readonly number[]): number[] {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const visit = (axis: number, offset: number): number[] =>
    axis === order.length
      ? [data[offset]!]
      : Array.from({ length: shape[order[axis]!]! }, (_, index) =>
          visit(axis + 1, offset + index * strides[order[axis]!]!),
        ).flat();
  return visit(0, 0);
}

const x = inputsOf()(2, 3, 4);

checkRefusals('transpose', {
  'too few axes': [() => transpose(x, [1, 0]), 'transpose() order=[1,0]: expected each axis of float32[2, 3, 4] once'],
  'an axis twice': [
    () => transpose(x, [0, 1, 1]),
    'transpose() order=[0,1,1]: expected each axis of float32[2, 3, 4] once',
  ],
});
