import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { evaluate } from '../../evaluation/evaluate.ts';
import { scoredCells } from '../testing/scored-cells.ts';
import { reliabilityPlot } from './reliability-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const TEMPERATURE = { value: 1.5, reason: 'fitted', cells: { typical: 80, atypical: 40 } } as const;
const reliabilityOf = (patients: number | null, temperature: typeof TEMPERATURE | null = TEMPERATURE) =>
  evaluate(scoredCells(200, patients), { threshold: 0.4, rejected: [], seed: 1, draws: 100, temperature }).reliability;

const CASES = {
  'over patients': reliabilityOf(6),
  'over cells, without a temperature': reliabilityOf(null, null),
  'no cell': evaluate([], { threshold: 0.4, rejected: [], seed: 1, draws: 10 }).reliability,
};

describe.each(Object.entries(CASES))('%s', (_, reliability) => {
  it.each(LANGUAGES)('is a sound picture at every width, in %s', (language) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      expect(pictureFaults(reliabilityPlot(reliability, { language, widthPx }), widthPx)).toEqual([]);
    }
  });
});

describe('the reliability diagram', () => {
  const reliability = CASES['over patients'];
  const elements = readSvg(reliabilityPlot(reliability, { language: 'en', widthPx: 640 }));
  const said = textBoxes(elements)
    .map(({ text }) => text)
    .join(' ');

  it('puts a symbol where mean probability and share of each bin meet, before and after', () => {
    const [x, y] = [readAxis(elements, 'x', 'linear'), readAxis(elements, 'y', 'linear')];
    for (const [tone, of] of [
      ['lk-tone-1', reliability.asGiven],
      ['lk-tone-0', reliability.calibrated!],
    ] as const) {
      const symbols = elements.filter(
        ({ name, classes, attributes, yPx }) =>
          name === 'path' && classes.includes(tone) && attributes.transform !== undefined && yPx > 60,
      );
      const filled = of.bins.filter(({ meanProbability }) => meanProbability !== null);
      expect(filled.length).toBeGreaterThan(6);
      const places = symbols.slice(0, filled.length).map(({ xPx, yPx }) => [x(xPx), y(yPx)]);
      for (const [at, { meanProbability, atypical }] of filled.entries()) {
        expect(places[at]?.[0]).toBeCloseTo(meanProbability!, 2);
        expect(places[at]?.[1]).toBeCloseTo(atypical.value!, 2);
      }
    }
  });

  it('says Brier score and calibration error before and after the temperature', () => {
    expect(said).toMatch(/as the model gives them: Brier score 0\.\d{3} \(0\.\d{3}–0\.\d{3}\), ECE 0\.\d{3}/);
    expect(said).toContain('after temperature 1.500: Brier score');
    expect(said).toContain('With 6 patients they are still too narrow.');
  });
});
