import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { evaluated, scoredCells, THRESHOLD } from '../testing/scored-cells.ts';
import { rocPlot } from './roc-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { pathPoints, readAxis } from './testing/read-axis.ts';
import { type ReadElement, readSvg, textBoxes } from './testing/read-svg.ts';

const CELLS = scoredCells(200);
const EVALUATION = evaluated(CELLS);
const VIEW = { language: 'en', widthPx: 640 } as const;

const CASES = {
  'with patients': EVALUATION,
  'without patients': evaluated(scoredCells(60, null)),
  'perfect calls': evaluated(CELLS.map((cell) => ({ ...cell, probability: cell.group === 'atypical' ? 1 : 0 }))),
  'all calls wrong': evaluated(CELLS.map((cell) => ({ ...cell, probability: cell.group === 'atypical' ? 0 : 1 }))),
  'one cell of each group': evaluated([CELLS[0]!, CELLS[9]!]),
  'typical cells only': evaluated(CELLS.filter(({ group }) => group === 'typical')),
  'no cell': evaluated([]),
};

const texts = (picture: string) => textBoxes(readSvg(picture)).map(({ text }) => text);
const inFrame = (elements: readonly ReadElement[], tone: string) =>
  elements.filter(({ classes, yPx }) => classes.includes(tone) && yPx > 60);

describe.each(Object.entries(CASES))('%s', (_, evaluation) => {
  it.each(LANGUAGES)('is a sound picture at every width, in %s', (language) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      const picture = rocPlot(evaluation, { language, widthPx });
      expect(pictureFaults(picture, widthPx)).toEqual([]);
      expect(rocPlot(structuredClone(evaluation), { language, widthPx })).toBe(picture);
    }
  });
});

describe('the ROC plot', () => {
  const elements = readSvg(rocPlot(EVALUATION, VIEW));
  const [x, y] = [readAxis(elements, 'x', 'linear'), readAxis(elements, 'y', 'linear')];
  const { confusion, bootstrap } = EVALUATION;
  const sensitivity = confusion.tp / (confusion.tp + confusion.fn);
  const specificity = confusion.tn / (confusion.tn + confusion.fp);

  it('goes through every point of the curve, 1 − specificity to the right', () => {
    const curve = inFrame(elements, 'lk-tone-0').find(({ attributes }) => attributes.fill === 'none');
    const read = pathPoints(curve).map(({ xPx, yPx }) => [x(xPx), y(yPx)]);
    expect(read).toHaveLength(EVALUATION.roc.length);
    for (const [index, point] of EVALUATION.roc.entries()) {
      expect(read[index]?.[0]).toBeCloseTo(1 - point.specificity, 3);
      expect(read[index]?.[1]).toBeCloseTo(point.sensitivity, 3);
    }
    expect([read[0], read.at(-1)].flat().map((value) => Math.round(100 * value!) / 100)).toEqual([0, 0, 1, 1]);
  });

  it('draws the band of the evaluation behind the curve', () => {
    const band = inFrame(elements, 'lk-tone-0').find(({ attributes }) => attributes['fill-opacity'] !== undefined);
    const edge = pathPoints(band);
    const { roc } = EVALUATION.bands;
    expect(edge).toHaveLength(2 * roc.length);
    for (const [at, point] of roc.entries()) {
      expect(x(edge[at]!.xPx)).toBeCloseTo(point.x, 3);
      expect(y(edge[at]!.yPx)).toBeCloseTo(point.high, 3);
      expect(y(edge[edge.length - 1 - at]!.yPx)).toBeCloseTo(point.low, 3);
    }
  });

  it('has equal axes: as far for a tenth of either', () => {
    expect(x(200) - x(100)).toBeCloseTo(y(100) - y(200), 6);
  });

  it('marks the operating point where sensitivity and specificity meet', () => {
    const symbol = inFrame(elements, 'lk-tone-3').find(({ name }) => name === 'path');
    expect(x(symbol!.xPx)).toBeCloseTo(1 - specificity, 3);
    expect(y(symbol!.yPx)).toBeCloseTo(sensitivity, 3);
  });

  it('draws each interval along its own axis, at least as wide as over patients', () => {
    const lines = inFrame(elements, 'lk-tone-3').filter(({ name }) => name === 'line');
    const at = ({ xPx, yPx, attributes: { x1, y1, x2, y2 } }: ReadElement) => ({
      xs: [x(xPx + Number(x1)), x(xPx + Number(x2))],
      ys: [y(yPx + Number(y1)), y(yPx + Number(y2))],
    });
    const [vertical, , , horizontal] = lines.map(at);
    const { sensitivity: found, specificity: left } = bootstrap!.estimates;
    expect(vertical?.ys[0]).toBeCloseTo(Math.min(found.low!, EVALUATION.sensitivity.low!), 3);
    expect(vertical?.ys[1]).toBeCloseTo(Math.max(found.high!, EVALUATION.sensitivity.high!), 3);
    expect(horizontal?.xs[0]).toBeCloseTo(1 - Math.min(left.low!, EVALUATION.specificity.low!), 3);
    expect(horizontal?.xs[1]).toBeCloseTo(1 - Math.max(left.high!, EVALUATION.specificity.high!), 3);
    expect(vertical?.xs[0]).toBeCloseTo(1 - specificity, 3);
    expect(horizontal?.ys[0]).toBeCloseTo(sensitivity, 3);
  });

  it('names both axes, the threshold and over what the intervals are', () => {
    const said = texts(rocPlot(EVALUATION, VIEW)).join(' ');
    expect(said).toContain('1 − specificity');
    expect(said).toContain(`threshold ${THRESHOLD}000: sensitivity ${sensitivity.toFixed(3)} (`);
    expect(said).toContain('95% intervals over patients (6)');
    expect(said).toContain('With 6 patients they are still too narrow.');
    expect(texts(rocPlot(CASES['without patients'], VIEW)).join(' ')).toContain('95% intervals over cells.');
  });

  it('tells its story in words, in both languages', () => {
    const described = (language: 'en' | 'es') => readSvg(rocPlot(EVALUATION, { language, widthPx: 640 }))[2]?.text;
    expect(described('en')).toMatch(
      /^ROC AUC 0\.\d{3} \(0\.\d{3}–0\.\d{3}\)\. At the threshold 0\.4000: sensitivity 0\.\d{3}/,
    );
    expect(described('es')).toMatch(
      /^ROC AUC 0\.\d{3} .* Con el umbral 0\.4000: sensibilidad 0\.\d{3} .*especificidad/,
    );
  });

  it('says why there is none where a group has no cells', () => {
    expect(texts(rocPlot(CASES['typical cells only'], VIEW)).join(' ')).toBe(
      'There is no ROC curve: the cells are all typical or all atypical.',
    );
  });
});
