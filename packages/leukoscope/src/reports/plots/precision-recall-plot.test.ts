import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { evaluated, scoredCells } from '../testing/scored-cells.ts';
import { precisionRecallPlot } from './precision-recall-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { pathPoints, readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const CELLS = scoredCells(200);
const EVALUATION = evaluated(CELLS);

const CASES = {
  'with patients': EVALUATION,
  'without patients': evaluated(scoredCells(60, null)),
  'perfect calls': evaluated(CELLS.map((cell) => ({ ...cell, probability: cell.group === 'atypical' ? 1 : 0 }))),
  'nothing called atypical': evaluated(CELLS, 1),
  'typical cells only': evaluated(CELLS.filter(({ group }) => group === 'typical')),
  'no cell': evaluated([]),
};

describe.each(Object.entries(CASES))('%s', (_, evaluation) => {
  it.each(LANGUAGES)('is a sound picture at every width, in %s', (language) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      expect(pictureFaults(precisionRecallPlot(evaluation, { language, widthPx }), widthPx)).toEqual([]);
    }
  });
});

describe('the precision–recall plot', () => {
  const picture = precisionRecallPlot(EVALUATION, { language: 'en', widthPx: 640 });
  const elements = readSvg(picture);
  const [x, y] = [readAxis(elements, 'x', 'linear'), readAxis(elements, 'y', 'linear')];

  it('draws the steps whose area is the average precision', () => {
    const curve = elements.find(
      ({ attributes, classes, yPx }) => attributes.fill === 'none' && classes.includes('lk-tone-0') && yPx > 60,
    );
    const points = pathPoints(curve).map(({ xPx, yPx }) => ({ recall: x(xPx), precision: y(yPx) }));
    let area = 0;
    for (let at = 1; at < points.length; at++) {
      const across = points[at]!.recall - points[at - 1]!.recall;
      if (across > 1e-9) expect(points[at]!.precision).toBeCloseTo(points[at - 1]!.precision, 9);
      area += across * points[at]!.precision;
    }
    expect(area).toBeCloseTo(EVALUATION.averagePrecision.value!, 3);
  });

  it('says what calls at random would reach, and that it holds for this mix only', () => {
    const said = textBoxes(elements)
      .map(({ text }) => text)
      .join(' ');
    expect(said).toContain('calls at random: 30.0%, the share of atypical cells');
    expect(said).toContain('for this mix of typical and atypical cells only');
  });
});
