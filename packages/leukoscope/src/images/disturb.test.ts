import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { blurred, brightened, magnified, stained } from './disturb.ts';
import type { Raster } from './raster.ts';

function noise(widthPx: number, heightPx: number): Raster {
  const random = randomStream('disturb');
  return { widthPx, heightPx, data: Uint8Array.from({ length: 3 * widthPx * heightPx }, () => 256 * random()) };
}

const NEUTRAL = [
  ['blur', (raster: Raster) => blurred(raster, 0)],
  ['brightness', (raster: Raster) => brightened(raster, 1)],
  ['stain', (raster: Raster) => stained(raster, 1)],
  ['scale', (raster: Raster) => magnified(raster, 1)],
] as const;

test.each(NEUTRAL)('%s at its neutral strength leaves a picture as it is', (name, disturb) => {
  const raster = noise(13, 9);
  const { data } = disturb(raster);
  // Dyes go through logarithms: one level is all that rounding may change.
  const allowed = name === 'stain' ? 1 : 0;
  expect(Math.max(...data.map((level, at) => Math.abs(level - raster.data[at]!)))).toBeLessThanOrEqual(allowed);
});

describe('blurring', () => {
  test('keeps a grey picture grey, and its size', () => {
    const grey = { widthPx: 12, heightPx: 7, data: new Uint8Array(3 * 12 * 7).fill(137) };
    expect(blurred(grey, 0.2)).toEqual(grey);
  });

  test('spreads a point as the Gaussian of its strength does', () => {
    const side = 41;
    const data = new Uint8Array(3 * side * side);
    const middle = (side * side - 1) / 2;
    data.fill(255, 3 * middle, 3 * middle + 3);
    const sigmaPx = 1.5;
    const { data: spread } = blurred({ widthPx: side, heightPx: side, data }, sigmaPx / side);
    const at = (dx: number, dy: number) => spread[3 * (middle + dy * side + dx)]!;
    const expected = (dx: number, dy: number) =>
      (255 * Math.exp(-(dx * dx + dy * dy) / (2 * sigmaPx * sigmaPx))) / (2 * Math.PI * sigmaPx * sigmaPx);
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, -2],
      [2, 1],
    ] as const) {
      expect(Math.abs(at(dx, dy) - expected(dx, dy)), `${dx},${dy}`).toBeLessThan(1.2);
    }
  });
});

test('a brighter picture has so much more light, as far as it goes', () => {
  const raster = { widthPx: 2, heightPx: 1, data: Uint8Array.from([10, 100, 240, 0, 50, 128]) };
  expect([...brightened(raster, 1.5).data]).toEqual([15, 150, 255, 0, 75, 192]);
});

test('a darker stain takes light by the law of Beer and Lambert', () => {
  // A pixel of methylene blue alone: densities in its proportions, doubled.
  const raster = {
    widthPx: 1,
    heightPx: 1,
    data: Uint8Array.from([0.834750233, 0.513556283, 0.196330403].map((part) => 255 * Math.exp(-part * 0.6) + 0.5)),
  };
  const expected = [0.834750233, 0.513556283, 0.196330403].map((part) => 255 * Math.exp(-part * 1.2));
  for (const [at, level] of stained(raster, 2).data.entries())
    expect(Math.abs(level - expected[at]!)).toBeLessThan(2.5);
});

describe('magnifying', () => {
  /** A bright square of 8 pixels in the middle of 32. */
  const square = (): Raster => {
    const data = new Uint8Array(3 * 32 * 32);
    for (let row = 12; row < 20; row++) data.fill(200, 3 * (row * 32 + 12), 3 * (row * 32 + 20));
    return { widthPx: 32, heightPx: 32, data };
  };
  /** Of what is bright in the row through the middle, before it is dark again. */
  const brightSide = ({ data }: Raster) => {
    const level = (column: number) => data[3 * (16 * 32 + column)]! / 200;
    let side = 0;
    for (let column = 16; column < 32 && level(column) > 0.02; column++) side += level(column);
    for (let column = 15; column >= 0 && level(column) > 0.02; column--) side += level(column);
    return side;
  };

  test.each([0.5, 0.8, 1.25, 2])('by %d makes what is in the middle so much larger', (factor) => {
    const { widthPx, heightPx, ...rest } = magnified(square(), factor);
    expect([widthPx, heightPx]).toEqual([32, 32]);
    const side = brightSide({ widthPx, heightPx, ...rest });
    expect(Math.abs(side - 8 * factor)).toBeLessThan(0.6);
  });

  test('less shows mirrored surroundings and no invented border', () => {
    const raster = noise(20, 20);
    const { data } = magnified({ ...raster, data: raster.data.map((level) => 100 + (level % 20)) }, 0.5);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(100);
  });
});
