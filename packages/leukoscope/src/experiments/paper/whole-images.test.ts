import { describe, expect, it } from 'vitest';
import { PAPER_EXPERIMENTS } from './paper-experiments.ts';
import { PRINTED_MATRICES, PRINTED_TEST_IMAGES } from './printed-tables.ts';
import { wholeImages } from './whole-images.ts';

describe('the images behind a printed share', () => {
  it.each([
    // 74 / 3672 = 2.0153%: only rounded is it 2.02; 73 / 3672 = 1.9880%.
    ['only if rounded', 2.02, 3672, { images: 74, ifCut: false, ifRounded: true }],
    // 98 / 3672 = 2.6688%: only cut is it 2.66.
    ['only if cut', 2.66, 3672, { images: 98, ifCut: true, ifRounded: false }],
    // 90 / 3672 = 2.4510%.
    ['either way', 2.45, 3672, { images: 90, ifCut: true, ifRounded: true }],
    // Of 100 images every share is whole percent.
    ['no number of images', 3.51, 100, { images: 4, ifCut: false, ifRounded: false }],
    ['none', 0, 3672, { images: 0, ifCut: true, ifRounded: true }],
  ])('%s', (_, percent, total, found) => {
    expect(wholeImages(percent, total)).toEqual({ percent, ...found });
  });

  it('are those of the two matrices that the paper prints', () => {
    for (const { id, typical } of PRINTED_MATRICES) {
      const { printed } = PAPER_EXPERIMENTS[id - 1]!;
      expect(wholeImages(printed.falseNegativePercent, PRINTED_TEST_IMAGES).images).toBe(typical[1]);
    }
  });

  it.each([0, 10_000, 3.5])('cannot be told of %s images', (total) => {
    expect(() => wholeImages(1, total)).toThrow(RangeError);
  });
});

it('every printed %FN is whole images if it is rounded; if it is cut, nine are', () => {
  const checked = PAPER_EXPERIMENTS.map(({ printed }) =>
    wholeImages(printed.falseNegativePercent, PRINTED_TEST_IMAGES),
  );
  expect(checked.every(({ ifRounded }) => ifRounded)).toBe(true);
  expect(checked.filter(({ ifCut }) => ifCut)).toHaveLength(9);
});
