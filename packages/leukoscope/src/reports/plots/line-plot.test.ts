import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AxisSpec } from './axis-scale.ts';
import type { LinePanel } from './line-panel.ts';
import { type LinePlot, linePlot } from './line-plot.ts';
import type { PlotSeries } from './plot-series.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { pathPoints, readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const WIDTHS = [320, 640, 1200];
const X: AxisSpec = { kind: 'linear', title: 'Cells' };
const Y: AxisSpec = { kind: 'linear', title: 'Error rate' };
const LINE: PlotSeries = {
  label: 'ours',
  points: [
    { x: 1, y: 0.9 },
    { x: 7, y: 0.31 },
    { x: 40, y: 0.2 },
  ],
};

function plot(panel: Partial<LinePanel>, rest: Partial<LinePlot> = {}): LinePlot {
  const whole: LinePanel = { x: X, y: Y, series: [LINE], emptyText: 'Nothing was measured.', ...panel };
  return { title: 'A title', description: 'What it shows.', panels: [whole], ...rest };
}

const LONG = 'validation cells of patients whom the training has never seen, in the first laboratory';
const CASES: Readonly<Record<string, LinePlot>> = {
  'a line': plot({}),
  'no series': plot({ series: [] }),
  'a series without points': plot({ series: [{ label: 'a', points: [] }] }),
  'only missing values': plot({
    series: [
      {
        label: 'a',
        points: [
          { x: 1, y: null },
          { x: 2, y: Number.NaN },
        ],
      },
    ],
  }),
  'one point': plot({ series: [{ label: 'a', points: [{ x: 3, y: 0.5 }] }] }),
  'a constant series': plot({
    series: [
      {
        label: 'a',
        points: [
          { x: 0, y: 2 },
          { x: 9, y: 2 },
        ],
      },
    ],
  }),
  zeros: plot({
    series: [
      {
        label: 'a',
        points: [
          { x: 0, y: 0 },
          { x: 0, y: 0 },
        ],
      },
    ],
  }),
  'huge values': plot({
    series: [
      {
        label: 'a',
        points: [
          { x: -1e30, y: -3e38 },
          { x: 1e30, y: 3e38 },
        ],
      },
    ],
  }),
  'tiny values': plot({
    series: [
      {
        label: 'a',
        points: [
          { x: 1e-30, y: 1e-38 },
          { x: 2e-30, y: 3e-38 },
        ],
      },
    ],
  }),
  'logarithmic axes': plot({ x: { ...X, kind: 'log' }, y: { ...Y, kind: 'log' } }),
  'long texts': plot(
    {
      x: { ...X, title: LONG },
      y: { ...Y, title: LONG },
      series: [LINE, { ...LINE, label: LONG }, { ...LINE, label: 'x'.repeat(150) }],
      marker: { x: 40, label: LONG },
    },
    { notes: [LONG, LONG] },
  ),
  'a marker at the left end': plot({ marker: { x: 1, label: 'threshold of the model' } }),
  everything: plot(
    {
      series: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((label) => ({ ...LINE, label })),
      bands: [{ label: '95% interval', look: 0, points: LINE.points.map(({ x, y }) => ({ x, low: 0, high: y ?? 0 })) }],
      marker: { x: 12, label: 'chosen: 12' },
    },
    { notes: ['A note.'] },
  ),
  'two panels': plot({}, { panels: [plot({}).panels[0], plot({ y: { ...Y, title: 'ROC AUC' } }).panels[0]] }),
};

describe.each(Object.entries(CASES))('%s', (_, plotted) => {
  it.each(WIDTHS)('is a sound picture, %s px wide', (widthPx) => {
    expect(pictureFaults(linePlot(plotted, widthPx), widthPx)).toEqual([]);
  });

  it('is the same every time', () => {
    expect(linePlot(plotted, 640)).toBe(linePlot(structuredClone(plotted), 640));
  });
});

it('is a sound picture for any data, titles and labels', () => {
  const number = fc.double({ min: -3e38, max: 3e38, noNaN: true });
  const series = fc.record({
    label: fc.string({ unit: 'grapheme', maxLength: 80 }),
    points: fc.array(fc.record({ x: number, y: fc.option(number) }), { maxLength: 12 }),
    style: fc.constantFrom<NonNullable<PlotSeries['style']>>('marked-line', 'line', 'dots'),
  });
  const title = fc.string({ unit: 'grapheme', maxLength: 80 });
  const panel = fc.record({
    series: fc.array(series, { maxLength: 9 }),
    marker: fc.option(fc.record({ x: number, label: title })),
    x: fc.record({ kind: fc.constant('linear' as const), title }),
    y: fc.record({ kind: fc.constant('linear' as const), title }),
  });
  fc.assert(
    fc.property(panel, fc.integer({ min: 240, max: 1400 }), (drawn, widthPx) => {
      expect(pictureFaults(linePlot(plot(drawn), widthPx), widthPx)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe('the data can be read back from the picture', () => {
  it.each<[AxisSpec['kind'], AxisSpec['kind']]>([
    ['linear', 'linear'],
    ['log', 'linear'],
    ['linear', 'log'],
    ['log', 'log'],
  ])('with an axis %s and an axis %s', (x, y) => {
    const elements = readSvg(linePlot(plot({ x: { ...X, kind: x }, y: { ...Y, kind: y } }), 640));
    const [line] = elements.filter(({ attributes }) => attributes['stroke-linejoin'] === 'round').slice(-1);
    const [readX, readY] = [readAxis(elements, 'x', x), readAxis(elements, 'y', y)];
    const read = pathPoints(line).map(({ xPx, yPx }) => [readX(xPx), readY(yPx)]);
    expect(read).toHaveLength(LINE.points.length);
    for (const [index, point] of LINE.points.entries()) {
      expect(read[index]?.[0]).toBeCloseTo(point.x, 1);
      expect(read[index]?.[1]).toBeCloseTo(point.y ?? 0, 2);
    }
  });

  it('as symbols too, and a line has a gap where there is no value', () => {
    const points = [1, 2, 3, 4, 5].map((x) => ({ x, y: x === 3 ? null : x * 2 }));
    const elements = readSvg(linePlot(plot({ series: [{ label: 'a', points }] }), 640));
    const line = elements.findLast(({ attributes }) => attributes['stroke-linejoin'] === 'round');
    expect(line?.attributes.d?.match(/M/g)).toHaveLength(2);
    const frame = elements.findLast(({ name, attributes }) => name === 'g' && attributes.transform !== undefined);
    const symbols = elements.filter(({ name, xPx }) => name === 'path' && xPx >= (frame?.xPx ?? 0));
    const [readX, readY] = [readAxis(elements, 'x', 'linear'), readAxis(elements, 'y', 'linear')];
    const read = symbols.slice(1).map(({ xPx, yPx }) => [Math.round(readX(xPx)), Math.round(readY(yPx))]);
    expect(read).toEqual(
      expect.arrayContaining([
        [1, 2],
        [2, 4],
        [4, 8],
        [5, 10],
      ]),
    );
  });
});

describe('a line plot', () => {
  it('says what it shows to those who do not see it, first of all', () => {
    const [root, title, description] = readSvg(linePlot(plot({}), 640));
    expect(root?.attributes.role).toBe('img');
    expect([title?.name, title?.text]).toEqual(['title', 'A title']);
    expect([description?.name, description?.text]).toEqual(['desc', 'What it shows.']);
  });

  it('tells series apart by dashes and symbols, not by colour alone', () => {
    const series = Array.from({ length: 12 }, (_, index) => ({ ...LINE, label: String(index) }));
    const elements = readSvg(linePlot(plot({ series }), 640));
    const looks = series.map((_, index) => {
      const label = elements.findIndex(({ name, text }) => name === 'text' && text === String(index));
      const [swatch, symbol] = elements
        .slice(0, label)
        .filter(({ name }) => name === 'path')
        .slice(-2);
      return `${swatch?.attributes['stroke-dasharray']} ${symbol?.attributes.d}`;
    });
    expect(new Set(looks).size).toBe(series.length);
  });

  it('keeps a hostile label a text', () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const picture = linePlot(
      plot({ series: [{ ...LINE, label: hostile }], marker: { x: 1, label: hostile } }, { title: hostile }),
      640,
    );
    expect(picture).not.toContain('<img');
    expect(readSvg(picture).filter(({ text }) => text === hostile).length).toBeGreaterThan(2);
  });

  it('has no ids and loads nothing, so that many stand on one page and each opens offline', () => {
    const picture = linePlot(CASES.everything ?? plot({}), 640);
    expect(picture).not.toMatch(/ id=|href|url\(|@import/);
    expect(picture.match(/http[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('says so where there is nothing to draw', () => {
    const texts = textBoxes(readSvg(linePlot(plot({ series: [] }), 640))).map(({ text }) => text);
    expect(texts).toEqual(['Error rate', 'Nothing was measured.']);
  });

  it('cuts lines at its limits and turns dots beyond them into triangles', () => {
    const points = [
      { x: 1, y: 0.5 },
      { x: 2, y: 9 },
      { x: 3, y: -9 },
      { x: 4, y: 1e30 },
    ];
    const series: PlotSeries[] = [
      { label: 'a', points, style: 'line' },
      { label: 'b', points, style: 'dots' },
    ];
    const elements = readSvg(linePlot(plot({ series, y: { ...Y, limits: [0, 1] } }), 640));
    expect(elements.filter(({ name }) => name === 'svg')[1]?.attributes.overflow).toBe('hidden');
    const triangles = elements.filter(({ attributes }) => /^(M\S+ \S+h8l-4 -?6z)+$/.test(attributes.d ?? ''));
    expect(triangles.map(({ attributes }) => attributes.d?.match(/M/g)?.length)).toEqual([2, 1]);
  });

  it('has fewer symbols than points where they would touch, but a line through every point', () => {
    const points = Array.from({ length: 500 }, (_, x) => ({ x, y: 0.5 }));
    const paths = readSvg(linePlot(plot({ series: [{ label: 'a', points }] }), 640)).filter(
      ({ name }) => name === 'path',
    );
    const line = paths.findLast(({ attributes }) => attributes['stroke-linejoin'] === 'round');
    expect(pathPoints(line)).toHaveLength(500);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.length).toBeLessThan(50);
  });

  it('sets panels side by side only where each is wide enough, and then their frames at one height', () => {
    const [panel] = plot({ y: { ...Y, include: [0, 1] } }).panels;
    const other: LinePanel = { ...panel, y: { ...panel.y, title: LONG }, marker: { x: 12, label: 'chosen: 12' } };
    const tops = (widthPx: number) => {
      const picture = linePlot(plot({}, { panels: [panel, other] }), widthPx);
      expect(pictureFaults(picture, widthPx)).toEqual([]);
      return readSvg(picture)
        .filter(({ name, text }) => name === 'text' && text === '1.0')
        .map(({ yPx }) => yPx);
    };
    expect([tops(1200).length, new Set(tops(1200)).size]).toEqual([2, 1]);
    expect([tops(640).length, new Set(tops(640)).size]).toEqual([2, 2]);
  });

  it.each([239, Number.NaN])('refuses to be %s px wide', (widthPx) => {
    expect(() => linePlot(plot({}), widthPx)).toThrow('widthPx must be at least 240');
  });
});
