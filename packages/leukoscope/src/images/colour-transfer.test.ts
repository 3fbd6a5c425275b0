import { describe, expect, test } from 'vitest';
import { type ColourMoments, ColourTally, colourTransfer } from './colour-transfer.ts';
import { transformDensity } from './density-transform.ts';
import golden from './golden/colour-transfer.json' with { type: 'json' };

const [from, to] = [golden.from, golden.to] as unknown as ColourMoments[];

describe('colours of a laboratory', () => {
  test('are measured as numpy does, whatever the pictures they come in', () => {
    const tally = new ColourTally();
    tally.add(Uint8Array.from(golden.site.slice(0, 120)));
    tally.add(Uint8Array.from(golden.site.slice(120)));
    const { mean, covariance } = tally.moments();
    mean.forEach((value, at) => void expect(value).toBeCloseTo(golden.moments.mean[at]!, 6));
    covariance.flat().forEach((value, at) => void expect(value).toBeCloseTo(golden.moments.covariance.flat()[at]!, 6));
  });

  test('without a pixel are none', () => {
    expect(() => new ColourTally().moments()).toThrow('no pixel');
  });
});

describe('the transfer', () => {
  test("is scipy's, to the decimals kept", () => {
    const { matrix, offset } = colourTransfer(from!, to!);
    matrix.forEach((value, at) => void expect(value).toBeCloseTo(golden.matrix[at]!, 4));
    offset.forEach((value, at) => void expect(value).toBeCloseTo(golden.offset[at]!, 4));
  });

  test('gives pictures the moments asked for', () => {
    const pixels = Uint8Array.from(golden.site);
    const measured = new ColourTally();
    measured.add(pixels);
    transformDensity(pixels, colourTransfer(measured.moments(), to!));
    const after = new ColourTally();
    after.add(pixels);
    const { mean, covariance } = after.moments();
    // What rounding to grey levels and cutting at black and white leave.
    mean.forEach((value, at) => void expect(value).toBeCloseTo(to!.mean[at]!, 1));
    covariance.flat().forEach((value, at) => void expect(value).toBeCloseTo(to!.covariance.flat()[at]!, 1));
  });

  test('between equal colours changes nothing', () => {
    const { matrix, offset } = colourTransfer(from!, from!);
    expect(matrix.map((value) => value + 0)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(offset.map((value) => value + 0)).toEqual([0, 0, 0]);
  });

  test('of greys, which have no colours to go by, stays finite', () => {
    const grey = new ColourTally();
    grey.add(new Uint8Array(300).fill(128));
    const { matrix } = colourTransfer(grey.moments(), to!);
    expect(matrix.every(Number.isFinite)).toBe(true);
  });
});
