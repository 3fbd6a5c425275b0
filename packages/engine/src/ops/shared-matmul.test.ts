import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { sharedMatmul } from './shared-matmul.ts';

checkOperator('shared-matmul', {
  build: ({ a, b }) => ({ y: sharedMatmul(a!, b!) }),
  reference({ a, b }) {
    const [rows, inner] = a!.shape as [number, number];
    const [items, , columns] = b!.shape as [number, number, number];
    const y: number[] = [];
    for (let item = 0; item < items; item++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          let sum = 0;
          for (let i = 0; i < inner; i++) {
            sum += a!.data[row * inner + i]! * b!.data[(item * inner + i) * columns + column]!;
          }
          y.push(sum);
        }
      }
    }
    return { y };
  },
});

const input = inputsOf();

checkRefusals('sharedMatmul', {
  'unequal inner dimensions': [
    () => sharedMatmul(input(2, 3), input(5, 4, 3)),
    'sharedMatmul() got float32[2, 3] by float32[5, 4, 3], expected [K, D] by [N, D, P]',
  ],
  'a matrix alone': [() => sharedMatmul(input(2, 3), input(3, 4)), 'expected [K, D] by [N, D, P]'],
});
