import { expect, test } from 'vitest';
import golden from './golden/rates.json' with { type: 'json' };
import { studentDeviate } from './student-distribution.ts';

test.each(golden.students)(
  'level $level with $degreesOfFreedom degrees of freedom as R has it',
  ({ level, degreesOfFreedom, deviate }) => {
    expect(Math.abs(studentDeviate(level, degreesOfFreedom) / deviate - 1)).toBeLessThan(1e-11);
  },
);

test.each([
  [1, 5],
  [0, -1],
  [0.95, Number.NaN],
])('refuses level %s with %s degrees of freedom', (level, degrees) => {
  expect(() => studentDeviate(level, degrees)).toThrow(RangeError);
});
