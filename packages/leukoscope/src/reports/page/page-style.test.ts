import { describe, expect, it } from 'vitest';
import { DARK, LIGHT } from '../plots/theme.ts';
import { VERDICT_COLOURS } from './page-style.ts';

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [a, b].map(luminance).sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the colours of verdicts', () => {
  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('are read on a %s page: 4.5 to 1', (appearance, { paper }) => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 2);
    for (const colour of Object.values(VERDICT_COLOURS[appearance])) {
      expect(contrast(colour, paper), colour).toBeGreaterThan(4.5);
    }
  });
});
