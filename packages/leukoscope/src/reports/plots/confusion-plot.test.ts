import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { classConfusionPlot, confusionPlot } from './confusion-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { type ReadElement, readSvg, textBoxes } from './testing/read-svg.ts';

const WIDTHS = [240, 320, 640, 1200];
const VIEW = { language: 'en', widthPx: 640 } as const;
/** No two alike, so that two fields exchanged are seen. */
const CONFUSION = { tp: 300, fn: 20, fp: 55, tn: 445 };

/** Each field by its place: what stands in it and how deep its colour is, row by row. */
function fields(picture: string) {
  const elements = readSvg(picture);
  const boxes = textBoxes(elements);
  return elements
    .filter(({ name, attributes }) => name === 'rect' && attributes['fill-opacity'] !== undefined)
    .map(({ xPx, yPx, attributes, classes }) => {
      const [right, bottom] = [xPx + Number(attributes.width), yPx + Number(attributes.height)];
      const inside = boxes.filter(
        (box) => box.left >= xPx && box.right <= right && box.top >= yPx && box.bottom <= bottom,
      );
      const frames = elements.filter(
        (one) => one.attributes['stroke-width'] === '3' && one.xPx === xPx && one.yPx === yPx,
      );
      return {
        texts: inside.map(({ text }) => text),
        opacity: Number(attributes['fill-opacity']),
        tone: classes.find((one) => one.startsWith('lk-tone')),
        singledOut: frames.length > 0 && hasTriangle(elements, { xPx, yPx }),
      };
    });
}

function hasTriangle(elements: readonly ReadElement[], at: { xPx: number; yPx: number }): boolean {
  return elements.some(({ name, xPx, yPx }) => name === 'path' && xPx === at.xPx && yPx === at.yPx);
}

describe('the four counts', () => {
  it.each(LANGUAGES)('are a sound picture at every width, in %s', (language) => {
    const cases = [
      CONFUSION,
      { tp: 0, fn: 0, fp: 0, tn: 0 },
      { tp: 0, fn: 3, fp: 0, tn: 9 },
      { tp: 123456, fn: 1234567, fp: 9999, tn: 10000 },
    ];
    for (const confusion of cases) {
      for (const widthPx of WIDTHS) {
        expect(pictureFaults(confusionPlot(confusion, { language, widthPx }), widthPx)).toEqual([]);
      }
    }
  });

  it('stand in their fields with their share of the row: found, missed, false alarm, rightly typical', () => {
    expect(fields(confusionPlot(CONFUSION, VIEW)).map(({ texts }) => texts)).toEqual([
      ['found (TP)', '300', '93.8%'],
      ['missed (FN)', '20', '6.3%'],
      ['false alarm (FP)', '55', '11.0%'],
      ['rightly typical (TN)', '445', '89.0%'],
    ]);
    expect(fields(confusionPlot(CONFUSION, { ...VIEW, language: 'es' }))[1]?.texts).toEqual([
      'no detectadas (FN)',
      '20',
      '6.3%',
    ]);
  });

  it('are deeper in colour the larger their share, errors in another colour than right calls', () => {
    const [tp, fn, fp, tn] = fields(confusionPlot(CONFUSION, VIEW));
    expect([tp, tn, fp, fn].map((one) => one?.opacity)).toEqual(
      [tp, tn, fp, fn].map((one) => one?.opacity).sort((a, b) => b! - a!),
    );
    expect(new Set([tp, fn, fp, tn].map((one) => one?.opacity)).size).toBe(4);
    expect([tp?.tone, fn?.tone]).toEqual([tn?.tone, fp?.tone]);
    expect(tp?.tone).not.toBe(fn?.tone);
  });

  it('single out the missed cells by a frame and a triangle, not by colour alone, and nothing else', () => {
    for (const widthPx of WIDTHS) {
      const found = fields(confusionPlot(CONFUSION, { language: 'en', widthPx }));
      expect(found.map(({ singledOut }) => singledOut)).toEqual([false, true, false, false]);
    }
  });

  it('have undefined shares where a group has no cells', () => {
    const [tp, , fp] = fields(confusionPlot({ tp: 0, fn: 0, fp: 1, tn: 3 }, VIEW));
    expect([tp?.texts.at(-1), fp?.texts.at(-1), tp?.opacity]).toEqual(['—', '25.0%', 0]);
  });

  it('are told in words', () => {
    const described = (language: 'en' | 'es') => readSvg(confusionPlot(CONFUSION, { language, widthPx: 640 }))[2]?.text;
    expect(described('en')).toBe(
      'Of 320 atypical cells 20 were missed and 300 found. Of 500 typical cells 55 were called atypical and 445 typical.',
    );
    expect(described('es')).toBe(
      'De 320 células atípicas, 20 no se detectaron y 300 sí. De 500 células típicas, 55 se llamaron atípicas y 445 típicas.',
    );
  });
});

describe('counts of any number of classes', () => {
  const square = (size: number) => ({
    classes: Array.from({ length: size }, (_, at) => `C${at}`),
    counts: Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (__, column) => (row === column ? 1000 + row : 10 * row + column)),
    ),
  });

  it('are a sound picture for any names, at every width', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 40 });
    const matrix = fc.array(name, { maxLength: 15 }).chain((classes) =>
      fc.record({
        classes: fc.constant(classes),
        counts: fc.array(fc.array(fc.nat({ max: 99_999 }), { minLength: classes.length, maxLength: classes.length }), {
          minLength: classes.length,
          maxLength: classes.length,
        }),
      }),
    );
    fc.assert(
      fc.property(matrix, fc.integer({ min: 240, max: 1300 }), (drawn, widthPx) => {
        expect(pictureFaults(classConfusionPlot(drawn, { language: 'es', widthPx }), widthPx)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('stand row by row, truth down and calls across', () => {
    const found = fields(classConfusionPlot(square(4), VIEW));
    expect(found.map(({ texts }) => texts.join())).toEqual(square(4).counts.flat().map(String));
    const rightTone = found[0]?.tone;
    expect(found.flatMap(({ tone }, at) => (tone === rightTone ? [at] : []))).toEqual([0, 5, 10, 15]);
  });

  it('are all left out, and said to be, where one does not fit', () => {
    const picture = classConfusionPlot(square(15), { language: 'en', widthPx: 320 });
    expect(fields(picture).flatMap(({ texts }) => texts)).toEqual([]);
    expect(readSvg(picture).map(({ text }) => text)).toContain('There is no room for the counts here.');
    expect(readSvg(picture).map(({ text }) => text)).toContain('The columns stand in the order of the rows.');
  });

  it('are numbered where the names of the columns do not fit but numbers do, and a dot stands for no cell', () => {
    const size = 21;
    const classes = Array.from({ length: size }, (_, at) => `neutrophil ${at}`);
    const counts = classes.map((_, row) => classes.map((__, column) => (row === column ? 40 : 0)));
    const picture = classConfusionPlot({ classes, counts }, { language: 'en', widthPx: 720 });
    const texts = readSvg(picture).map(({ text }) => text);
    expect(texts).toContain('Each column has the number of its row.');
    expect(texts).toContain('21');
    expect(texts).toContain('neutrophil 20 21');
    expect(fields(picture).map(({ texts: [text] }) => text)).toEqual(
      counts.flat().map((count) => (count === 0 ? '·' : '40')),
    );
  });

  it('must be a square', () => {
    expect(() => classConfusionPlot({ classes: ['a', 'b'], counts: [[1, 2]] }, VIEW)).toThrow(RangeError);
    expect(() => classConfusionPlot({ classes: ['a'], counts: [[1, 2]] }, VIEW)).toThrow(RangeError);
  });
});
