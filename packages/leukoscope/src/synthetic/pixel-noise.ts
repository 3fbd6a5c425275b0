import { normalQuantile } from '../evaluation/normal-distribution.ts';

const BITS = 12;
const NORMAL = Float32Array.from({ length: 1 << BITS }, (_, index) => normalQuantile((index + 0.5) / (1 << BITS)));

/** A normal deviate, mean 0 and deviation 1, for each counter; one of 4,096 values, which 8 bits cannot tell. */
export function normalAt(seed: number, counter: number): number {
  let h = (seed + Math.imul(counter, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return NORMAL[h >>> (32 - BITS)]!;
}
