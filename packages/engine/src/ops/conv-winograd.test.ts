import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { convolve } from '../../test/reference.ts';
import { applyOne } from '../operator.ts';
import { convWinograd, suitsWinograd } from './conv-winograd.ts';
import { channelsFirst, channelsLast, transpose } from './transpose.ts';

interface Config {
  readonly stride: number;
  readonly padding: number;
}

// The last case's tiles are more than one group.
checkOperator<Config>('conv-winograd', {
  // The transforms round more than a plain sum: about as much again as a sum four times as long.
  tolerances: {
    output: { relative: 1e-5, absolute: 1e-5 },
    gradient: { relative: 1e-5, absolute: 2e-5 },
  },
  build: ({ x, weight }, config) => ({
    y: channelsFirst(applyOne(convWinograd, [channelsLast(x!), transpose(weight!, [2, 3, 1, 0])], config)),
  }),
  reference: ({ x, weight }, config) => ({ y: convolve(x!, weight!, config) }),
});

test.each([
  { x: [16, 56, 56, 64], weight: [3, 3, 64, 64], stride: 1, suits: true },
  { x: [32, 4, 4, 512], weight: [3, 3, 512, 512], stride: 1, suits: true },
  { x: [1, 4, 4, 512], weight: [3, 3, 512, 512], stride: 1, suits: false },
  { x: [16, 56, 56, 16], weight: [3, 3, 16, 16], stride: 1, suits: false },
  { x: [16, 56, 56, 64], weight: [3, 3, 64, 128], stride: 2, suits: false },
  { x: [16, 56, 56, 64], weight: [5, 5, 64, 64], stride: 1, suits: false },
])('planes $x, weights $weight, stride $stride: tiles take less time: $suits', ({ x, weight, stride, suits }) => {
  expect(suitsWinograd(x, weight, { stride, padding: 1 })).toBe(suits);
});
