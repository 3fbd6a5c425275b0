import { describe, expect, test } from 'vitest';
import { float32 } from '../tensor-type.ts';
import { groupSizes, outputExtent, windowsOf } from './conv-windows.ts';

test.each([
  [5, 3, { stride: 1, padding: 0 }, 3],
  [5, 3, { stride: 1, padding: 1 }, 5],
  [5, 3, { stride: 2, padding: 1 }, 3],
  [4, 3, { stride: 2, padding: 1 }, 2],
  [2, 3, { stride: 1, padding: 0 }, 0],
])('an axis of %i with a kernel of %i and %o has %i windows', (extent, kernel, attributes, expected) => {
  expect(outputExtent(extent, kernel, attributes)).toBe(expected);
});

describe('groups of items', () => {
  const sizesOf = (items: number, sizePx: number, channels: number) => {
    const x = float32(items, sizePx, sizePx, channels);
    return groupSizes(x, windowsOf([x, float32(3, 3, channels, 8)], { stride: 1, padding: 1 }));
  };

  test('are one where all rows stay in the cache', () => {
    expect(sizesOf(32, 4, 128)).toEqual([32]);
  });

  test('share the items as evenly as can be, each group within the cache', () => {
    const sizes = sizesOf(32, 32, 64);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(32);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(Math.max(...sizes) * 32 * 32 * 9 * 64).toBeLessThanOrEqual(1.2 * 2 ** 21);
  });

  test('are single items where even one is too large', () => {
    expect(sizesOf(3, 100, 64)).toEqual([1, 1, 1]);
  });
});
