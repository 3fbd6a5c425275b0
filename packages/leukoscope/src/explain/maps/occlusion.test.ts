import { expect, test } from 'vitest';
import { occlusion } from './occlusion.ts';

const sizePx = 12;

/** A white square of 2 on grey, and a judge whose evidence is how white the square's four pixels are. */
const pixels = new Uint8Array(3 * sizePx * sizePx).fill(100);
const square = [5 * sizePx + 3, 5 * sizePx + 4, 6 * sizePx + 3, 6 * sizePx + 4];
for (const pixel of square) pixels.fill(255, 3 * pixel, 3 * pixel + 3);
const whiteness = (picture: Uint8Array) => square.reduce((sum, pixel) => sum + picture[3 * pixel]! / 255, 0);
const logOddsOf = async (pictures: Uint8Array) =>
  Float32Array.from({ length: pictures.length / pixels.length }, (_, at) =>
    whiteness(pictures.subarray(at * pixels.length, (at + 1) * pixels.length)),
  );

test('evidence is lost where the judge looks, and nowhere else', async () => {
  const map = await occlusion(pixels, { sizePx, logOdds: whiteness(pixels), logOddsOf });
  // Windows of 2 x 2 pixels, moved by one. A pixel of the square lies in four: alone with its fellows in one of them, with
  // one other in two, alone in one; each covered pixel loses 1 − (mean colour) / 255.
  const colour = Math.round(100 + (155 * 4) / (sizePx * sizePx));
  const each = 1 - colour / 255;
  for (const pixel of square) expect(map[pixel]).toBeCloseTo(((4 + 2 + 2 + 1) * each) / 4, 5);
  expect(map[5 * sizePx + 2]).toBeCloseTo(((1 + 2) * each) / 4, 5);
  expect(map[0]).toBe(0);
  expect(map[8 * sizePx + 9]).toBe(0);
});

test('the last row and column are covered too', async () => {
  const corner = 3 * (sizePx * sizePx - 1);
  const byCorner = async (pictures: Uint8Array) =>
    Float32Array.from({ length: pictures.length / pixels.length }, (_, at) => pictures[at * pixels.length + corner]!);
  const marked = pixels.slice();
  marked[corner] = 0;
  const map = await occlusion(marked, { sizePx, logOdds: 0, logOddsOf: byCorner });
  expect(map.at(-1)).toBeLessThan(-90);
  expect([...map].every(Number.isFinite)).toBe(true);
});

test('ends when it is interrupted', async () => {
  const signal = AbortSignal.abort(new Error('interrupted'));
  await expect(occlusion(pixels, { sizePx, logOdds: 0, logOddsOf, signal })).rejects.toThrow('interrupted');
});
