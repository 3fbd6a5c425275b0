import { expect, test } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

/** Values of SciPy 1.10.1, `scipy.stats.spearmanr`. */
test.each([
  ['with ties', [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4], 0.1384567651467695],
  ['without', [1, 2, 3, 4], [10, 8, 30, 40], 0.8],
  ['of opposite orders', [1, 2, 3], [5, 4, -1], -1],
])('%s, as SciPy', (_, first, second, expected) => {
  expect(rankCorrelation(first, second)).toBeCloseTo(expected, 12);
});

test('is undefined where all are equal, and refuses lists of two lengths', () => {
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(() => rankCorrelation([1], [1, 2])).toThrow('rankCorrelation() second: got 2 values, expected 1');
});
