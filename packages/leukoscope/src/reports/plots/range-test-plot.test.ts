import { describe, expect, expectTypeOf, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import type { RangeTest } from '../../training/range-test.ts';
import { type RangeTestCurve, rangeTestPlot } from './range-test-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { pathPoints, readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

/** Falls from 0.7 to 0.2 while the rate rises from 1e-6 to 0.1; batches scatter by 0.1 around it. */
const CURVE: RangeTestCurve = {
  points: Array.from({ length: 101 }, (_, step) => {
    const smoothed = 0.2 + 0.5 / (1 + Math.exp((step - 60) / 6));
    return { learningRate: 10 ** (step / 20 - 6), loss: smoothed + (step % 2 === 0 ? 0.1 : -0.1), smoothed };
  }),
  suggested: 0.001,
  diverged: false,
};

const VIEW = { language: 'en', widthPx: 640 } as const;
const texts = (picture: string) => textBoxes(readSvg(picture)).map(({ text }) => text);
const ranAway = (losses: readonly number[]): RangeTestCurve => ({
  ...CURVE,
  points: [
    ...CURVE.points,
    ...losses.map((loss, at) => ({ learningRate: 0.11 + at / 100, loss, smoothed: loss / 20 })),
  ],
  diverged: true,
});

it('takes what the range test gives', () => {
  expectTypeOf<RangeTest>().toExtend<RangeTestCurve>();
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each<[string, RangeTestCurve]>([
    ['a test', CURVE],
    ['no suggestion', { ...CURVE, suggested: null }],
    ['a loss that runs away', ranAway([3, 30, 3e38])],
    ['no step', { points: [], suggested: null, diverged: false }],
    ['one step', { points: CURVE.points.slice(0, 1), suggested: null, diverged: true }],
    ['a constant loss', { ...CURVE, points: CURVE.points.map((at) => ({ ...at, loss: 0.7, smoothed: 0.7 })) }],
    ['rates within a decade', { ...CURVE, points: CURVE.points.slice(60, 75) }],
  ])('%s: a sound picture at every width', (_, test) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      const picture = rangeTestPlot(test, { language, widthPx });
      expect(pictureFaults(picture, widthPx)).toEqual([]);
      expect(rangeTestPlot(test, { language, widthPx })).toBe(picture);
    }
  });
});

describe('the plot of a range test', () => {
  it('shows the smoothed loss over the logarithm of the rate', () => {
    const elements = readSvg(rangeTestPlot(CURVE, VIEW));
    const [rate, loss] = [readAxis(elements, 'x', 'log'), readAxis(elements, 'y', 'linear')];
    const line = elements.findLast(({ attributes }) => attributes['stroke-linejoin'] === 'round');
    const read = pathPoints(line).map(({ xPx, yPx }) => ({ rate: rate(xPx), loss: loss(yPx) }));
    expect(read).toHaveLength(CURVE.points.length);
    for (const [index, { learningRate, smoothed }] of CURVE.points.entries()) {
      expect(read[index]!.rate / learningRate).toBeCloseTo(1, 2);
      expect(read[index]!.loss).toBeCloseTo(smoothed, 3);
    }
  });

  it('shows each batch as a dot behind the line', () => {
    const elements = readSvg(rangeTestPlot(CURVE, VIEW));
    const [dots, line] = elements.filter(({ name }) => name === 'path').slice(-2);
    expect(line?.attributes['stroke-linejoin']).toBe('round');
    const loss = readAxis(elements, 'y', 'linear');
    const read = pathPoints(dots).map(({ yPx }) => loss(yPx));
    expect(read).toHaveLength(CURVE.points.length);
    for (const [index, point] of CURVE.points.entries()) expect(read[index]).toBeCloseTo(point.loss, 3);
  });

  it('marks the suggested rate', () => {
    const elements = readSvg(rangeTestPlot(CURVE, VIEW));
    const marker = elements.findLast(({ name, attributes }) => name === 'line' && attributes['stroke-dasharray']);
    const markedPx = (marker?.xPx ?? 0) + Number(marker?.attributes.x1);
    expect(readAxis(elements, 'x', 'log')(markedPx) / 0.001).toBeCloseTo(1, 2);
    expect(texts(rangeTestPlot(CURVE, VIEW))).toContain('suggested: 0.001');
    expect(texts(rangeTestPlot({ ...CURVE, suggested: 3.4e-5 }, { ...VIEW, language: 'es' }))).toContain(
      'sugerida: 3.4 × 10⁻⁵',
    );
  });

  it('is not flattened by a loss that runs away, and counts what it cuts off', () => {
    const picture = rangeTestPlot(ranAway([0.9, 40, 1e9]), VIEW);
    const elements = readSvg(picture);
    const top = readAxis(elements, 'y', 'linear')(elements.filter(({ name }) => name === 'svg')[1]?.yPx ?? 0);
    expect(top).toBeGreaterThan(0.8);
    expect(top).toBeLessThan(5);
    expect(texts(picture)).toContain('▲ 2 batches with a loss above the frame.');
    expect(texts(picture)).toContain('The test ended early: the loss was running away.');
    expect(texts(rangeTestPlot(CURVE, VIEW)).join(' ')).not.toMatch(/▲|early/);
  });

  it('says why nothing is suggested', () => {
    expect(texts(rangeTestPlot({ ...CURVE, suggested: null }, VIEW)).join(' ')).toContain('No rate can be suggested');
    expect(texts(rangeTestPlot({ points: [], suggested: null, diverged: false }, VIEW))).toEqual([
      'Loss',
      'The test has no step.',
    ]);
  });

  it('refuses a rate that a logarithmic axis cannot hold', () => {
    expect(() => rangeTestPlot({ ...CURVE, suggested: 0 }, VIEW)).toThrow('must be positive, got 0');
  });
});
