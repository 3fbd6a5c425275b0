import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochOrder } from './epoch-order.ts';

const labels = fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 200 });
const seed = fc.integer({ min: 0, max: 1000 });
const epoch = fc.nat(100);
const sampling = fc.constantFrom('each', 'balanced');

test('an order is a function of its arguments', () => {
  fc.assert(
    fc.property(labels, fc.record({ seed, epoch, sampling }), (cells, options) => {
      expect(epochOrder(cells, options)).toEqual(epochOrder([...cells], { ...options }));
    }),
  );
});

test('another seed or epoch gives another order', () => {
  const cells = Array.from({ length: 100 }, (_, at) => at % 2);
  const orders = [
    [1, 0],
    [1, 1],
    [2, 0],
  ].flatMap(([ofSeed, ofEpoch]) =>
    (['each', 'balanced'] as const).map((kind) =>
      epochOrder(cells, { seed: ofSeed!, epoch: ofEpoch!, sampling: kind }).join(),
    ),
  );
  expect(new Set(orders).size).toBe(6);
});

describe('each', () => {
  test('is every cell once', () => {
    fc.assert(
      fc.property(labels, seed, epoch, (cells, ofSeed, ofEpoch) => {
        const order = epochOrder(cells, { seed: ofSeed, epoch: ofEpoch, sampling: 'each' });
        expect([...order].sort((a, b) => a - b)).toEqual(cells.map((_, at) => at));
      }),
    );
  });

  test('puts a cell at every place about as often', () => {
    const cells = Array.from({ length: 5 }, () => 0);
    const places = new Uint32Array(5);
    for (let at = 0; at < 2000; at++) {
      places[epochOrder(cells, { seed: 1, epoch: at, sampling: 'each' }).indexOf(3)]! += 1;
    }
    // Binomial with mean 400 and deviation 18: five deviations.
    for (const count of places) expect(Math.abs(count - 400)).toBeLessThan(90);
  });
});

describe('balanced', () => {
  test('is as many draws as cells, each class half of them, each cell of a class about as often', () => {
    const cells = Array.from({ length: 1000 }, (_, at) => (at < 900 ? 0 : 1));
    const drawn = new Uint32Array(1000);
    for (let at = 0; at < 20; at++) {
      const order = epochOrder(cells, { seed: 1, epoch: at, sampling: 'balanced' });
      expect(order).toHaveLength(1000);
      for (const index of order) drawn[index]! += 1;
    }
    const sum = (from: number, to: number) => drawn.subarray(from, to).reduce((total, count) => total + count, 0);
    // 20,000 draws of probability one half: five deviations are 354. Of 100 cells 50 are drawn 5,000 times: 250.
    expect(Math.abs(sum(900, 1000) - 10_000)).toBeLessThan(354);
    expect(Math.abs(sum(900, 950) - 5_000)).toBeLessThan(350);
    expect(Math.abs(sum(0, 450) - 5_000)).toBeLessThan(350);
  });

  test('of one class alone draws from it', () => {
    const order = epochOrder([1, 1, 1], { seed: 1, epoch: 0, sampling: 'balanced' });
    expect([...order].every((index) => index < 3)).toBe(true);
  });
});
