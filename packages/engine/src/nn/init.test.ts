import { describe, expect, test } from 'vitest';
import { constant, fanInUniform, kaimingNormal, uniform } from './init.ts';

const SHAPE = [100, 50];
const momentsOf = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
};

test('constant', () => {
  expect([...constant(0.5)([2, 2], 1, 'x')]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('uniform and fanInUniform: within the bound, spread evenly', () => {
  for (const values of [uniform(0.2)(SHAPE, 1, 'w'), fanInUniform(25)(SHAPE, 1, 'w')]) {
    expect(values.every((value) => Math.abs(value) <= 0.2)).toBe(true);
    const { mean, deviation } = momentsOf(values);
    // Of 5000 numbers: the mean's standard error is 0.0016, that of the deviation about 0.0007.
    expect(Math.abs(mean)).toBeLessThan(0.007);
    expect(Math.abs(deviation - 0.2 / Math.sqrt(3))).toBeLessThan(0.003);
  }
});

test('kaimingNormal: normal with deviation √(2 / fanOut)', () => {
  const values = kaimingNormal(8)(SHAPE, 1, 'w');
  const { mean, deviation } = momentsOf(values);
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(deviation - 0.5)).toBeLessThan(0.02);
  const beyond = (times: number) => values.filter((value) => Math.abs(value) > times * 0.5).length / values.length;
  expect(Math.abs(beyond(1) - 0.3173)).toBeLessThan(0.03);
  expect(Math.abs(beyond(2) - 0.0455)).toBeLessThan(0.012);
});

describe('what is drawn depends on seed and name alone', () => {
  test.each([
    ['uniform', uniform(1)],
    ['kaimingNormal', kaimingNormal(2)],
  ])('%s', (_, init) => {
    expect(init([3], 1, 'a')).toEqual(init([3], 1, 'a'));
    expect(init([3], 2, 'a')).not.toEqual(init([3], 1, 'a'));
    expect(init([3], 1, 'b')).not.toEqual(init([3], 1, 'a'));
  });
});
