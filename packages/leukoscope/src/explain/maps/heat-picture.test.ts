import { expect, test } from 'vitest';
import { HEAT_COLOURS, heatPicture, magnified, sideBySide } from './heat-picture.ts';
import { mapFigures } from './relevance-map.ts';

const luminance = ([red, green, blue]: readonly number[]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;

test('colours get lighter with strength, so that they are told apart in grey', () => {
  const lightness = HEAT_COLOURS.map(luminance);
  expect(lightness).toEqual(lightness.toSorted((a, b) => a - b));
  expect(lightness.at(-1)! - lightness[0]!).toBeGreaterThan(200);
});

test('what is strongest is lighter than the whitest picture under it', () => {
  const white = new Uint8Array(3 * 4).fill(255);
  const { data } = heatPicture(white, Float32Array.of(0, -1, 0.5, 1), 2);
  const [none, against, half, strongest] = [0, 1, 2, 3].map((pixel) => [...data.subarray(3 * pixel, 3 * pixel + 3)]);
  expect(against).toEqual(none);
  expect(strongest).toEqual([...HEAT_COLOURS.at(-1)!]);
  expect(luminance(strongest!)).toBeGreaterThan(luminance(none!) + 100);
  expect(half).not.toEqual(none);
  // A map of nothing leaves the picture alone.
  expect([...heatPicture(white, new Float32Array(4), 2).data].every((value) => value === none![0])).toBe(true);
});

test('pictures are magnified pixel by pixel and stand side by side', () => {
  const raster = { widthPx: 2, heightPx: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const large = magnified(raster, 2);
  const row = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6];
  expect([large.widthPx, large.heightPx, ...large.data]).toEqual([4, 2, ...row, ...row]);
  const both = sideBySide([raster, raster]);
  const gap = new Array<number>(12).fill(255);
  expect([both.widthPx, both.heightPx, ...both.data]).toEqual([8, 1, ...raster.data, ...gap, ...raster.data]);
});

test('the figures of a map: its ends, where it is strongest, and how much lies in the frame', () => {
  const values = new Float32Array(64); // 8 x 8: the frame is one pixel wide
  values[0] = 1;
  values[8 * 3 + 5] = 3;
  values[8 * 4 + 4] = -2;
  expect(mapFigures(values, 8)).toEqual({
    largest: 3,
    smallest: -2,
    largestAt: { x: 5.5 / 8, y: 3.5 / 8 },
    frameShare: 0.25,
  });
  expect(mapFigures(new Float32Array(64).fill(-1), 8)).toEqual({
    ...{ largest: -1, smallest: -1 },
    ...{ largestAt: null, frameShare: null },
  });
  expect(mapFigures(new Float32Array(64).fill(1), 8).frameShare).toBeCloseTo(28 / 64, 6);
});
