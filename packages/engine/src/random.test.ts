import { describe, expect, test } from 'vitest';
import { randomStream, shuffled } from './random.ts';

const drawn = (count: number, ...names: Parameters<typeof randomStream>) => {
  const next = randomStream(...names);
  return Array.from({ length: count }, next);
};

describe('randomStream', () => {
  // A change of these numbers makes every recorded run irreproducible.
  test('its first numbers stay what they were', () => {
    expect(drawn(3, 7)).toMatchInlineSnapshot(`
      [
        0.5040616430342197,
        0.6917134472168982,
        0.5801387487445027,
      ]
    `);
    expect(drawn(3, 'run', 'dropout', 2)).toMatchInlineSnapshot(`
      [
        0.14321782113984227,
        0.48266265518032014,
        0.22970400075428188,
      ]
    `);
  });

  test('the same names give the same stream, any other name another', () => {
    expect(drawn(5, 1, 'a', 2)).toEqual(drawn(5, 1, 'a', 2));
    const streams = [drawn(4, 1, 'a', 2), drawn(4, 1, 'a', 3), drawn(4, 2, 'a', 2), drawn(4, 1, 'b', 2), drawn(4, 1)];
    const numbers = new Set(streams.flat());
    expect(numbers.size).toBe(20);
  });

  test('labels do not run into each other', () => {
    expect(drawn(2, 1, 'ab', 'c')).not.toEqual(drawn(2, 1, 'a', 'bc'));
    expect(drawn(2, 1, 12)).not.toEqual(drawn(2, 11, 2));
  });

  test('uniform in [0, 1): chi-squared over 100 cells, and over the first numbers of 2000 streams', () => {
    const chiSquared = (values: readonly number[]) => {
      const cells = new Array<number>(100).fill(0);
      for (const value of values) cells[Math.floor(value * 100)]!++;
      const expected = values.length / 100;
      return cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    };
    // 99 degrees of freedom: 1 in 1000 exceeds 148.2, 1 in 1000 falls below 60.
    for (const values of [drawn(100_000, 3), Array.from({ length: 2000 }, (_, step) => drawn(1, 5, 'x', step)[0]!)]) {
      expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
      expect(chiSquared(values)).toBeGreaterThan(60);
      expect(chiSquared(values)).toBeLessThan(148.2);
    }
  });
});

describe('shuffled', () => {
  test('a permutation, another for another stream', () => {
    const order = shuffled(100, randomStream(1, 'order'));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(order).not.toEqual(shuffled(100, randomStream(2, 'order')));
    expect(shuffled(0, randomStream(1))).toHaveLength(0);
  });

  test('each of the 24 orders of four comes about equally often', () => {
    const random = randomStream(9);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = shuffled(4, random).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(24);
    expect(chiSquared).toBeLessThan(49.7); // 23 degrees of freedom: exceeded once in 1000
  });
});
