import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { itemsFirst } from './items-first.ts';

checkOperator<{ readonly shape: readonly number[] }>('items-first', {
  build: ({ x }, { shape }) => ({ y: itemsFirst(x!, shape) }),
  reference({ x }, { shape }) {
    const [items, channels, height, width] = shape as [number, number, number, number];
    const plane = height * width;
    const y: number[] = [];
    for (let item = 0; item < items; item++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let i = 0; i < plane; i++) y.push(x!.data[(channel * items + item) * plane + i]!);
      }
    }
    return { y };
  },
});

checkRefusals('itemsFirst', {
  'other channels': [
    () => itemsFirst(inputsOf()(2, 6), [1, 3, 2, 2]),
    'itemsFirst() shape=[1,3,2,2]: got float32[2, 6], expected [C, N·H·W]',
  ],
});
