import { describe, expect, expectTypeOf, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import type { SearchRecord } from '../../training/search/search-record.ts';
import { type SearchPicture, searchPlot } from './search-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const figures = (...aucs: readonly number[]) => aucs.map((rocAuc) => ({ rocAuc, loss: 1 - rocAuc }));

/** Of five trials two come to the second rung, and trial 2 wins. */
const SEARCH: SearchPicture = {
  learningRate: [1e-5, 1e-2],
  weightDecay: [1e-5, 1e-2],
  rungs: [2, 8],
  tried: [
    { learningRate: 1e-4, weightDecay: 2e-5, results: figures(0.6) },
    { learningRate: 1e-3, weightDecay: 4e-4, results: figures(0.7, 0.9) },
    { learningRate: 3e-3, weightDecay: 6e-3, results: figures(0.8, 0.85) },
    { learningRate: 1e-2, weightDecay: 1e-3, results: ['diverged'] },
    { learningRate: 2e-5, weightDecay: 1e-3, results: figures(0.5) },
  ],
  winner: 2,
};
const alone = (trial: SearchPicture['tried'][number]): SearchPicture => ({ ...SEARCH, tried: [trial], winner: 1 });

it('takes what the search gives', () => {
  expectTypeOf<SearchRecord['plan'] & { tried: SearchRecord['trials']; winner: number }>().toExtend<SearchPicture>();
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each<[string, SearchPicture]>([
    ['a search', SEARCH],
    ['one rung', { ...SEARCH, rungs: [8], tried: SEARCH.tried.map((trial) => ({ ...trial, results: figures(0.7) })) }],
    ['a fixed weight decay', { ...alone(SEARCH.tried[1]!), weightDecay: [4e-4, 4e-4] }],
    ['cells of one group', alone({ ...SEARCH.tried[1]!, results: [{ rocAuc: null, loss: 0.2 }] })],
  ])('%s: a sound picture at every width', (_, search) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      const picture = searchPlot(search, { language, widthPx });
      expect(pictureFaults(picture, widthPx)).toEqual([]);
      expect(searchPlot(search, { language, widthPx })).toBe(picture);
    }
  });
});

describe('the plot of a search', () => {
  // Of one rung there is no second panel, and the axes that are read are those of the first.
  const tried = SEARCH.tried.map((trial) => ({ ...trial, results: trial.results.slice(-1) }));
  const elements = readSvg(searchPlot({ ...SEARCH, rungs: [8], tried }, { language: 'en', widthPx: 640 }));
  const symbols = elements
    .filter(({ name, attributes }) => name === 'path' && attributes.transform !== undefined)
    .map(({ attributes, xPx, yPx, classes }) => ({ d: attributes.d!, xPx, yPx, tone: classes.at(-1)! }))
    // Those of the legend stand above the frame.
    .slice(-SEARCH.tried.length);
  const rateAt = readAxis(elements, 'x', 'log');
  const decayAt = readAxis(elements, 'y', 'log');

  it('shows every trial where its values are', () => {
    const read = symbols.map(({ xPx, yPx }) => [rateAt(xPx), decayAt(yPx)] as const);
    for (const { learningRate, weightDecay } of SEARCH.tried) {
      const near = read.filter(
        ([rate, decay]) => Math.abs(rate / learningRate - 1) < 0.02 && Math.abs(decay / weightDecay - 1) < 0.02,
      );
      expect(near, `${learningRate} ${weightDecay}`).toHaveLength(1);
    }
  });

  it('says the best in words, and that these cells chose it', () => {
    const words = textBoxes(elements)
      .map(({ text }) => text)
      .join(' ');
    expect(words).toContain('Best of 5 trials: learning rate 0.001, weight decay 0.0004, validation ROC AUC 0.900.');
    expect(words).toContain('flatter');
  });

  it('has the area under the curve at every rung that a trial came to', () => {
    const both = readSvg(searchPlot(SEARCH, { language: 'en', widthPx: 900 }));
    const aucAt = readAxis(both, 'y', 'linear');
    const marks = both.filter(({ name, attributes }) => name === 'path' && attributes.transform !== undefined);
    const read = marks.slice(-6).map(({ yPx }) => Number(aucAt(yPx).toFixed(3)));
    expect(read.toSorted()).toEqual([0.5, 0.6, 0.7, 0.8, 0.85, 0.9]);
  });
});
