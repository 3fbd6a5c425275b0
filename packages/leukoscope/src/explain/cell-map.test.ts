import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { placeCells } from './cell-map.ts';

const signal = new AbortController().signal;

/** Three heaps of 30 cells each, in 20 dimensions. */
function heaps(): Float32Array[] {
  const random = randomStream('heaps');
  return Array.from({ length: 90 }, (_, at) =>
    Float32Array.from({ length: 20 }, (_value, feature) => (feature % 3 === at % 3 ? 3 : 0) + random()),
  );
}

describe('a map of cells', () => {
  test('keeps together what the model sees alike, and apart what it does not', async () => {
    const places = await placeCells(heaps(), { seed: 1, signal });
    const nearest = places.map((place, at) => {
      const distances = places.map((other) => Math.hypot(other.x - place.x, other.y - place.y));
      return distances.findIndex(
        (distance, to) => to !== at && distance === Math.min(...distances.filter((_, i) => i !== at)),
      );
    });
    const together = nearest.filter((to, at) => to % 3 === at % 3).length;
    expect(together / places.length).toBeGreaterThan(0.95);
  });

  test('is the same for the same seed, and another for another', async () => {
    const [one, again, other] = [
      await placeCells(heaps(), { seed: 1, signal }),
      await placeCells(heaps(), { seed: 1, signal }),
      await placeCells(heaps(), { seed: 2, signal }),
    ];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('can be interrupted', async () => {
    const reason = new Error('enough');
    await expect(placeCells(heaps(), { seed: 1, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('needs three cells', async () => {
    await expect(placeCells(heaps().slice(0, 2), { seed: 1, signal })).rejects.toThrow(RangeError);
  });
});
