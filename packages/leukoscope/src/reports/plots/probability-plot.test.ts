import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { scoredCells, THRESHOLD } from '../testing/scored-cells.ts';
import { probabilityBins, probabilityPlot } from './probability-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readNumber } from './testing/read-number.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const CELLS = scoredCells(400);
const PLOT = { cells: CELLS, threshold: THRESHOLD };
const VIEW = { language: 'en', widthPx: 640 } as const;
const WIDTHS = [240, 320, 640, 1200];

describe.each(LANGUAGES)('in %s', (language) => {
  it.each([
    ['many cells', PLOT],
    ['one cell', { cells: CELLS.slice(0, 1), threshold: 0 }],
    ['no cell', { cells: [], threshold: 0.5 }],
    ['one group, all alike', { cells: CELLS.map(() => ({ group: 'typical' as const, probability: 1 })), threshold: 1 }],
  ])('%s: a sound picture at every width', (_, plot) => {
    for (const widthPx of WIDTHS) {
      expect(pictureFaults(probabilityPlot(plot, { language, widthPx }), widthPx)).toEqual([]);
    }
  });
});

describe('the histogram', () => {
  it('counts every cell once, as a share of its group', () => {
    for (const group of ['atypical', 'typical'] as const) {
      const sum = probabilityBins(PLOT, group).reduce((total, { below, above }) => total + below + above, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
    const ends = [0, 0.049, 0.05, 1].map((probability) => ({ group: 'typical' as const, probability }));
    const bins = probabilityBins({ cells: ends, threshold: 1 }, 'typical');
    expect([bins[0], bins[1], bins[19]]).toEqual([
      { below: 0.5, above: 0 },
      { below: 0.25, above: 0 },
      { below: 0, above: 0.25 },
    ]);
    expect(
      probabilityBins({ cells: ends, threshold: 1 }, 'atypical').every(({ below, above }) => below + above === 0),
    ).toBe(true);
  });

  it('can be read back: atypical cells upwards, typical ones downwards, errors filled', () => {
    const elements = readSvg(probabilityPlot(PLOT, VIEW));
    const ticks = textBoxes(elements).filter(({ text, right }) => /^\d+$/.test(text) && right < 60);
    const upper = ticks
      .slice(0, Math.ceil(ticks.length / 2))
      .map(({ text, top, bottom }) => ({ value: readNumber(text), px: (top + bottom) / 2 }));
    const perPx = (upper.at(-1)!.value - upper[0]!.value) / (upper[0]!.px - upper.at(-1)!.px);
    const bars = elements.filter(
      ({ name, attributes, yPx }) => name === 'rect' && attributes.stroke !== undefined && yPx > 60,
    );
    for (const [group, tone, wrong] of [
      ['atypical', 'lk-tone-1', 'below'],
      ['typical', 'lk-tone-0', 'above'],
    ] as const) {
      const own = bars.filter(({ classes }) => classes.includes(tone));
      const heights = (filled: boolean) =>
        own
          .filter(({ attributes }) => (attributes['fill-opacity'] === undefined) === filled)
          .map(({ attributes }) => Number(attributes.height) * perPx);
      const bins = probabilityBins(PLOT, group);
      const errors = bins.map((bin) => 100 * bin[wrong]).filter((share) => share > 0);
      const right = bins.map((bin) => 100 * (bin.below + bin.above - bin[wrong])).filter((share) => share > 0);
      expect(heights(true)).toHaveLength(errors.length);
      expect(heights(false)).toHaveLength(right.length);
      for (const [at, share] of errors.entries()) expect(heights(true)[at]).toBeCloseTo(share, 1);
      for (const [at, share] of right.entries()) expect(heights(false)[at]).toBeCloseTo(share, 1);
      expect(errors.length).toBeGreaterThan(0);
    }
    const [up, down] = ['lk-tone-1', 'lk-tone-0'].map((tone) =>
      bars.filter(({ classes }) => classes.includes(tone)).map(({ attributes }) => Number(attributes.y)),
    );
    expect(Math.max(...up!)).toBeLessThanOrEqual(Math.min(...down!));
  });

  it('marks the threshold and tells in words how many cells lie on its wrong side', () => {
    const missed = CELLS.filter(({ group, probability }) => group === 'atypical' && probability < THRESHOLD).length;
    const alarms = CELLS.filter(({ group, probability }) => group === 'typical' && probability >= THRESHOLD).length;
    const elements = readSvg(probabilityPlot(PLOT, VIEW));
    expect(textBoxes(elements).map(({ text }) => text)).toContain('threshold 0.4000');
    expect(elements[2]?.text).toBe(
      `Upwards 120 atypical cells, of which ${missed} lie below the threshold 0.4000 (missed); downwards 280 typical cells, of which ${alarms} lie at or above it (false alarms).`,
    );
    expect(readSvg(probabilityPlot(PLOT, { ...VIEW, language: 'es' }))[2]?.text).toContain(
      `${missed} quedan por debajo del umbral 0.4000`,
    );
  });
});
