import { expect, test } from 'vitest';
import { cropAtScale } from './crop-at-scale.ts';

const training = { shorterSidePx: 128, micronsPerPixel: 0.25 }; // 32 µm
const half = { kind: 'centre', fraction: 0.5 } as const; // 16 µm

test('the crop shows as many micrometres as in training, whatever the pixels', () => {
  for (const [shorterSidePx, micronsPerPixel] of [
    [400, 0.05],
    [100, 0.2],
  ] as const) {
    const site = { shorterSidePx, micronsPerPixel }; // 20 µm
    expect(cropAtScale(half, { training, site })).toEqual({ crop: { kind: 'centre', fraction: 0.8 }, isCut: false });
  }
});

test('the whole frame of a smaller one is a part of a larger one', () => {
  const site = { shorterSidePx: 128, micronsPerPixel: 0.5 };
  expect(cropAtScale({ kind: 'whole' }, { training, site }).crop).toEqual({ kind: 'centre', fraction: 0.5 });
});

test('a frame that shows less is taken whole, and that is told', () => {
  const site = { shorterSidePx: 100, micronsPerPixel: 0.1 };
  expect(cropAtScale(half, { training, site })).toEqual({ crop: { kind: 'whole' }, isCut: true });
});
