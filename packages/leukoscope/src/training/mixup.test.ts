import { expect, test } from 'vitest';
import { drawMixing, mixed } from './mixup.ts';

const draw = { alpha: 1, seed: 1, epoch: 0, step: 0 };

test('every item has one partner, and keeps the larger part of itself', () => {
  const { share, partners } = drawMixing(9, draw);
  expect([...partners].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(share).toBeGreaterThanOrEqual(0.5);
  expect(share).toBeLessThanOrEqual(1);
});

test('the same step is mixed the same, another step and another seed otherwise', () => {
  expect(drawMixing(9, draw)).toEqual(drawMixing(9, draw));
  for (const other of [{ step: 1 }, { epoch: 1 }, { seed: 2 }]) {
    expect(drawMixing(9, { ...draw, ...other }).share).not.toBe(drawMixing(9, draw).share);
  }
});

// The mean of the larger of λ and 1 − λ: 3/4 where λ is even in [0, 1]; 1/2 + 1/π of the arcsine distribution, α = 1/2.
test.each([
  [1, 0.75],
  [0.5, 0.5 + 1 / Math.PI],
])('shares are drawn from the beta distribution of shapes %d', (alpha, expected) => {
  const steps = Array.from({ length: 4000 }, (_, step) => drawMixing(2, { ...draw, alpha, step }).share);
  expect(steps.reduce((sum, share) => sum + share) / steps.length).toBeCloseTo(expected, 2);
});

test('rows are mixed with those of their partners as they were before, bytes rounded', () => {
  const mixing = { share: 0.75, partners: Uint32Array.of(2, 0, 1) };
  expect([...mixed(Float32Array.of(0, 1, 4, 5, 8, -3), mixing)]).toEqual([2, 0, 3, 4, 7, -1]);
  const bytes = Uint8Array.of(0, 100, 255);
  expect([...mixed(bytes, mixing)]).toEqual([64, 75, 216]);
  expect([...bytes]).toEqual([0, 100, 255]);
});
