import { expect, test } from 'vitest';
import { formula } from '../../test/formula.ts';
import { transposed, winogradMatrices } from './winograd.ts';

const { input, filter, output } = winogradMatrices();
const times = (matrix: readonly (readonly number[])[], values: ArrayLike<number>) =>
  matrix.map((row) => row.reduce((sum, factor, at) => sum + factor * values[at]!, 0));

test('36 products give the sixteen sums of nine', () => {
  const plane = formula(36, 1);
  const kernel = formula(9, 2);
  const filtered = times(filter, kernel);
  const got = times(
    output,
    times(input, plane).map((value, at) => value * filtered[at]!),
  );
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 4; column++) {
      let sum = 0;
      for (let down = 0; down < 3; down++) {
        for (let right = 0; right < 3; right++) {
          sum += plane[(row + down) * 6 + column + right]! * kernel[down * 3 + right]!;
        }
      }
      expect(got[row * 4 + column]).toBeCloseTo(sum, 12);
    }
  }
});

test('a matrix on its side', () => {
  expect(transposed([[1, 2, 3], [4, 5, 6]])).toEqual([[1, 4], [2, 5], [3, 6]]); // biome-ignore format: as matrices
});
