import { describe, expect, test } from 'vitest';
import { distanceFrom, type KnownCells, KnownPlaces, measuresOf, packPlaces, placeOf } from './known-cells.ts';

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

test('the distance is to the so manieth nearest, by all distances sorted', () => {
  const places = Float32Array.of(0, 0, 3, 4, 6, 8, 1, 0);
  const from = (neighbours: number) => distanceFrom(places, Float32Array.of(0, 0), { width: 2, neighbours });
  expect([1, 2, 3, 4, 5].map(from)).toEqual([0, 1, 5, 10, 10]);
});

test('strangeness is that distance as a share of the limit', () => {
  const pixels = new Uint8Array(3 * 4).fill(200);
  const picture = { pixels, sizePx: 2, item: 0 };
  const known: KnownCells = {
    ...{ columns: [2], featureScales: [1], lookScales: scales.lookScales, neighbours: 1, limit: 0.5 },
    places: packPlaces(
      placeOf(Float32Array.of(1, 0), measuresOf(picture), { ...scales, columns: [2], featureScales: [1] }),
    ),
    beyond: { cells: 1, of: 200 },
  };
  const places = new KnownPlaces(known);
  expect(places.strangeness(Float32Array.of(5, 0), picture)).toBeCloseTo(0, 6);
  // A right angle between features of unit length: √2 apart.
  expect(places.strangeness(Float32Array.of(0, 5), picture)).toBeCloseTo(Math.SQRT2 / 0.5, 5);
});
