import { expect, test } from 'vitest';
import { readGolden } from '../../test/golden.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from './half-float.ts';

const { halfFloats } = readGolden<{ halfFloats: [bits: number, value: string][] }>('safetensors');

const widened = (...bits: number[]) => [...float16ToFloat32(Uint16Array.from(bits))];

test.each(halfFloats)('binary16 %i is %s, as numpy widens it', (bits, value) => {
  expect(widened(bits)).toEqual([Number(value.replace('inf', 'Infinity'))]);
});

test('binary16: every number is larger than the one before, and mirrored below zero', () => {
  const all = float16ToFloat32(Uint16Array.from({ length: 0x10000 }, (_, bits) => bits));
  const positive = all.subarray(0, 0x7c01);
  expect(positive.findIndex((value, bits) => bits > 0 && !(value > positive[bits - 1]!))).toBe(-1);
  expect(positive.findIndex((value, bits) => all[bits | 0x8000] !== -value)).toBe(-1);
  for (const sign of [0, 0x8000]) expect(all.subarray(sign + 0x7c01, sign + 0x8000).every(Number.isNaN)).toBe(true);
});

test('bfloat16: the upper half of a float32, NaN payloads included', () => {
  const bits = Uint16Array.of(0x3f80, 0xbf80, 0x7f80, 0x8000, 0x7fc1, 0x0001);
  const wide = bfloat16ToFloat32(bits);
  expect([...wide.subarray(0, 3)]).toEqual([1, -1, Number.POSITIVE_INFINITY]);
  expect([...new Uint16Array(wide.buffer)].filter((_, index) => index % 2 === 1)).toEqual([...bits]);
});
