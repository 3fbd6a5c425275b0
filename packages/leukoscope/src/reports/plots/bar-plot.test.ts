import { describe, expect, it } from 'vitest';
import { type BarPlot, barPlot } from './bar-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const PLOT: BarPlot = {
  title: 'bars',
  description: 'some bars',
  axisTitle: 'share (%)',
  groups: [
    {
      title: 'first',
      bars: [
        { label: 'one', parts: [{ share: 0.5, tone: 0 }], interval: [0.4, 0.6], text: '50% (40–60%)' },
        {
          label: 'two parts',
          parts: [
            { share: 0.25, tone: 0 },
            { share: 0.75, tone: 1 },
          ],
          text: '25 · 75',
        },
      ],
    },
    { title: 'second', bars: [{ label: 'nothing', parts: [], text: 'not run' }] },
  ],
  legend: [
    { label: 'this', tone: 0 },
    { label: 'that', tone: 1 },
  ],
  notes: ['A note.'],
};

/** Filled parts of bars, without those of the legend. */
function parts(widthPx: number) {
  return readSvg(barPlot(PLOT, widthPx))
    .filter(
      ({ name, attributes, classes }) =>
        name === 'rect' && attributes['fill-opacity'] !== undefined && classes.some((one) => one.startsWith('lk-tone')),
    )
    .slice(PLOT.legend!.length)
    .map(({ attributes, xPx }) => ({ left: xPx + Number(attributes.x), width: Number(attributes.width) }));
}

describe.each([240, 320, 720, 1200])('at %i px', (widthPx) => {
  it('is a sound picture', () => {
    expect(pictureFaults(barPlot(PLOT, widthPx), widthPx)).toEqual([]);
  });

  it('has bars as long as their shares, parts end to end, none where there is nothing', () => {
    const [half, quarter, rest, ...more] = parts(widthPx);
    expect(more).toEqual([]);
    expect(quarter!.width).toBeCloseTo(half!.width / 2, 1);
    expect(rest!.width).toBeCloseTo(1.5 * half!.width, 1);
    expect(rest!.left).toBeCloseTo(quarter!.left + quarter!.width, 1);
    expect(textBoxes(readSvg(barPlot(PLOT, widthPx))).map(({ text }) => text)).toContain('not run');
  });
});

it('marks an interval around the end of its bar', () => {
  const elements = readSvg(barPlot(PLOT, 720));
  const [half] = parts(720);
  const lines = elements.filter(({ name, attributes }) => name === 'line' && attributes['stroke-width'] === '2');
  const ends = lines
    .slice(0, 1)
    .map(({ attributes, xPx }) => [xPx + Number(attributes.x1), xPx + Number(attributes.x2)]);
  const at = (share: number) => half!.left + (half!.width * share) / 0.5;
  expect(ends[0]).toEqual([expect.closeTo(at(0.4), 1), expect.closeTo(at(0.6), 1)]);
});

it('refuses a width that holds no text', () => {
  expect(() => barPlot(PLOT, 200)).toThrow(RangeError);
});
