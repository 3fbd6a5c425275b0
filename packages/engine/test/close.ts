import { expect } from 'vitest';

/**
 * A number is close if it differs from the expected one by at most `relative` of it and `absolute` of the largest number
 * expected (or of 1, if all are smaller).
 */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** Fails with the element that is farthest off. NaN and infinity are close to nothing but, the latter, themselves. */
export function expectClose(
  what: string,
  got: ArrayLike<number>,
  { expected, tolerance }: { readonly expected: ArrayLike<number>; readonly tolerance: Tolerance },
): void {
  expect(got.length, `${what}: number of elements`).toBe(expected.length);
  let largest = 1;
  for (let index = 0; index < expected.length; index++) largest = Math.max(largest, Math.abs(expected[index]!));
  let worst = { excess: 0, index: -1 };
  for (let index = 0; index < expected.length; index++) {
    if (got[index] === expected[index]) continue;
    const allowed = tolerance.absolute * largest + tolerance.relative * Math.abs(expected[index]!);
    const excess = Math.abs(got[index]! - expected[index]!) / allowed;
    if (Number.isNaN(excess) || excess > worst.excess) {
      worst = { excess: Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess, index };
    }
  }
  const { excess, index } = worst;
  if (excess > 1) {
    const times = excess.toPrecision(3);
    expect.fail(
      `${what}[${index}]: got ${got[index]}, expected ${expected[index]}, off by ${times} times the tolerance`,
    );
  }
}
