import { describe, expect, test } from 'vitest';
import golden from '../golden/comparison.json' with { type: 'json' };
import { scoredCells } from '../golden/scored-cells.ts';
import { rocAuc } from '../roc.ts';
import { aucDifference } from './auc-difference.ts';

describe('against R (pROC)', () => {
  test.each(golden.delong)('difference $difference', ({ truth, first, other, difference, interval, p }) => {
    const found = aucDifference(scoredCells(truth, first), scoredCells(truth, other), 0.95);
    expect(Math.abs(found.difference.value! - difference)).toBeLessThan(1e-12);
    expect(Math.abs(found.difference.low! - interval[0]!)).toBeLessThan(1e-9);
    expect(Math.abs(found.difference.high! - interval[1]!)).toBeLessThan(1e-9);
    expect(Math.abs(found.p! - p)).toBeLessThan(1e-9);
  });
});

test('is the difference of the two areas, and turns its sign with the models', () => {
  const { truth, first, other } = golden.delong[0]!;
  const [a, b] = [scoredCells(truth, first), scoredCells(truth, other)];
  const { difference, p } = aucDifference(a, b, 0.95);
  expect(difference.value).toBeCloseTo(rocAuc(a).value! - rocAuc(b).value!, 12);
  const turned = aucDifference(b, a, 0.95);
  expect(turned.difference.low).toBeCloseTo(-difference.high!, 12);
  expect(turned.p).toBeCloseTo(p!, 12);
});

test('of a model and itself is 0 and has no interval', () => {
  const cells = scoredCells([1, 0, 1, 0], [0.9, 0.2, 0.3, 0.4]);
  expect(aucDifference(cells, cells, 0.95)).toMatchObject({ difference: { value: 0, low: null, high: null }, p: null });
});

test('is undefined where a group has no cells, and without an interval where it has one', () => {
  const typical = scoredCells([0, 0], [0.9, 0.2]);
  expect(aucDifference(typical, typical, 0.95).difference.value).toBeNull();
  const found = aucDifference(scoredCells([1, 0, 0], [0.5, 0.4, 0.6]), scoredCells([1, 0, 0], [0.9, 0.4, 0.6]), 0.95);
  expect(found).toMatchObject({ difference: { value: -0.5, low: null }, p: null });
});
