import { nodeRuntime } from '@leukoscope/engine/node';
import { describe, expect, test } from 'vitest';
import { pictureLook } from '../evaluation/promises/cell-look.ts';
import { type KnownCells, KnownPlaces, packPlaces, placeOf } from './known-cells.ts';

const scales = { columns: [2, 1], featureScales: [0.5, 2], lookScales: [1, 1, 1, 1, 1, 1, 1, 1] };
const noLook = new Float64Array(8);

describe('the place of a picture', () => {
  test('features of each network at unit length, by their scales; a longer vector of one direction is no other place', () => {
    const place = placeOf(Float32Array.of(3, 4, -7), noLook, scales);
    const root = Math.SQRT2; // of two networks
    expect([...place.subarray(0, 3)].map((value) => value * root)).toEqual([
      expect.closeTo(0.6 / 0.5, 6),
      expect.closeTo(0.8 / 0.5, 6),
      expect.closeTo(-1 / 2, 6),
    ]);
    expect(placeOf(Float32Array.of(30, 40, -1), noLook, scales)).toEqual(place);
  });

  test('measures by their scales, all together as much as all features', () => {
    const look = Float64Array.of(8, 0, 0, 0, 0, 0, 0, 4);
    const place = placeOf(new Float32Array(3), look, { ...scales, lookScales: [2, 1, 1, 1, 1, 1, 1, 4] });
    expect([...place.subarray(3)]).toEqual(
      [4, 0, 0, 0, 0, 0, 0, 1].map((value) => expect.closeTo(value / Math.sqrt(8), 6)),
    );
    expect([...place.subarray(0, 3)]).toEqual([0, 0, 0]); // no direction
  });
});

test('strangeness is the distance as a share of the limit', async () => {
  const pixels = new Uint8Array(3 * 4).fill(200);
  const look = pictureLook({ pixels, sizePx: 2, item: 0 });
  const known: KnownCells = {
    ...{ columns: [2], featureScales: [1], lookScales: scales.lookScales, neighbours: 1, limit: 0.5 },
    places: packPlaces(placeOf(Float32Array.of(1, 0), look, { ...scales, columns: [2], featureScales: [1] })),
    beyond: { cells: 1, of: 200 },
  };
  const places = await KnownPlaces.open(known, nodeRuntime({ threads: 1 }));
  const [same, across] = await places.strangeness(Float32Array.of(5, 0, 0, 5), [look, look]);
  await places.close();
  expect(same).toBeCloseTo(0, 3);
  // A right angle between features of unit length: √2 apart.
  expect(across).toBeCloseTo(Math.SQRT2 / 0.5, 5);
});
