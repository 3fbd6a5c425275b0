import { randomStream } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { expect, test } from 'vitest';
import { Distances } from './distances.ts';

const runtime = nodeRuntime({ threads: 1 });

async function distancesFrom(places: Float32Array, points: Float32Array, width: number, neighbours: number) {
  const distances = await Distances.open(places, { width, neighbours, runtime });
  try {
    return [...(await distances.of(points))];
  } finally {
    await distances.close();
  }
}

test('the distance is to the so manieth nearest, by all distances sorted; to the farthest of fewer', async () => {
  const places = Float32Array.of(0, 0, 3, 4, 6, 8, 1, 0);
  for (const [neighbours, distance] of [0, 1, 5, 10, 10].entries()) {
    const [found] = await distancesFrom(places, Float32Array.of(0, 0), 2, neighbours + 1);
    expect(found, `neighbour ${neighbours + 1}`).toBeCloseTo(distance, 5);
  }
});

test('many points at once have the distances that each difference gives in double precision', async () => {
  const [rows, points, width, neighbours] = [211, 300, 64, 3];
  const random = randomStream(7, 'distances');
  // Far from zero beside how far they are from each other, as features after a rectifier are.
  const drawn = (count: number) => Float32Array.from({ length: count * width }, () => 3 + random());
  const [places, asked] = [drawn(rows), drawn(points)];
  const found = await distancesFrom(places, asked, width, neighbours);
  for (let point = 0; point < points; point++) {
    const all = Array.from({ length: rows }, (_, row) => {
      let sum = 0;
      for (let at = 0; at < width; at++) sum += (places[row * width + at]! - asked[point * width + at]!) ** 2;
      return Math.sqrt(sum);
    }).sort((a, b) => a - b);
    expect(Math.abs(found[point]! / all[neighbours - 1]! - 1), `point ${point}`).toBeLessThan(1e-5);
  }
});

test('a place is at no distance from itself', async () => {
  const places = Float32Array.from({ length: 5 * 3 }, (_, at) => 100 + Math.sin(at));
  const found = await distancesFrom(places, places, 3, 1);
  for (const distance of found) expect(distance).toBeLessThan(1e-3);
});
