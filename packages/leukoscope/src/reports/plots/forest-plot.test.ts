import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { clopperPearson } from '../../evaluation/rate.ts';
import type { PlotView } from './figure.ts';
import { type ForestPlot, forestPlot } from './forest-plot.ts';
import type { ForestRow } from './forest-rows.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readAxis } from './testing/read-axis.ts';
import { type ReadElement, readSvg, textBoxes } from './testing/read-svg.ts';

const WIDTHS = [240, 320, 640, 1200];
const VIEW = { language: 'en', widthPx: 640 } as const;

const row = (label: string, numerator: number, denominator: number, rest: Partial<ForestRow> = {}): ForestRow => ({
  label,
  rate: clopperPearson(numerator, denominator),
  ...rest,
});
const ROWS = [row('MYO', 45, 50), row('PMO', 8, 10), row('NGS', 0, 30), row('EBO', 0, 0)];
const plot = (rows: readonly ForestRow[], rest: Partial<ForestPlot> = {}): ForestPlot => ({
  title: 'By type',
  axisTitle: 'Sensitivity',
  rows,
  ...rest,
});
const difference = (label: string, value: number | null, reach: number): ForestRow => {
  const [low, high] = value === null ? [null, null] : [value - reach, value + reach];
  return { label, rate: { ...{ value, low, high, level: 0.95, n: 200 }, method: 'bonett-price' } };
};
const DIFFERENCES = [difference('AUC', 0.012, 0.02), difference('PPV', -0.31, 0.1), difference('NPV', null, 0)];
const PATIENTS = Array.from({ length: 80 }, (_, at) =>
  row(`patient-${at}`, at, 80 + at, { truth: at / 100, few: at < 20 }),
);

const CASES: Readonly<Record<string, ForestPlot>> = {
  'four types': plot(ROWS),
  groups: plot(ROWS.map((each, at) => ({ ...each, group: at < 2 ? 'Atypical types' : 'Typical types' }))),
  '80 patients': plot(PATIENTS, { percent: true, notes: ['A note.'] }),
  'a reference': plot(ROWS, { reference: { value: 0.9, label: 'all cells: 0.900' } }),
  differences: plot(DIFFERENCES, { differences: true, reference: { value: 0, label: 'no difference' } }),
  'no rows': plot([]),
  'long names': plot([row('x'.repeat(300), 1, 2), row('a name of many words '.repeat(9), 99_999, 1_234_567)], {
    reference: { value: 1, label: 'a reference with a name of many words '.repeat(3) },
    axisTitle: 'A title that is long enough to take two lines in a narrow picture',
  }),
};

/** The picture of a plot whose rows fit on one. */
function onePicture(drawn: ForestPlot, view: PlotView) {
  const [picture, ...others] = forestPlot(drawn, view);
  expect(others).toEqual([]);
  return picture!;
}

/** Marks and ends of intervals of each row, in pixels of the picture. */
function marks(elements: readonly ReadElement[]) {
  const rows = elements.filter(({ name, text }) => name === 'title' && text.includes(': '));
  return rows.map((title, at) => {
    const next = rows[at + 1]?.yPx ?? Number.POSITIVE_INFINITY;
    const own = elements.filter(
      ({ classes, yPx }) => classes.some((one) => one.startsWith('lk-tone')) && yPx >= title.yPx && yPx < next,
    );
    const symbol = own.find(({ name }) => name === 'path');
    const line = own.find(({ name, attributes }) => name === 'line' && attributes['stroke-width'] === '2');
    return {
      label: title.text.split(':')[0],
      valuePx: symbol?.xPx,
      endsPx: line && [line.xPx + Number(line.attributes.x1), line.xPx + Number(line.attributes.x2)],
      shape: symbol?.attributes.d,
    };
  });
}

describe.each(Object.entries(CASES))('%s', (_, drawn) => {
  it.each(LANGUAGES)('is a sound picture at every width, in %s', (language) => {
    for (const widthPx of WIDTHS) {
      const pictures = forestPlot(drawn, { language, widthPx });
      for (const picture of pictures) expect(pictureFaults(picture, widthPx)).toEqual([]);
      expect(forestPlot(structuredClone(drawn), { language, widthPx })).toEqual(pictures);
    }
  });
});

it('is a sound picture for any labels and counts', () => {
  const label = fc.string({ unit: 'grapheme', maxLength: 60 });
  const rows = fc.array(
    fc
      .record({ label, denominator: fc.nat({ max: 100_000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ label: of, denominator, part }) => row(of, Math.floor(part * denominator), denominator)),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(rows, fc.integer({ min: 240, max: 1300 }), (drawn, widthPx) => {
      for (const picture of forestPlot(plot(drawn), { language: 'en', widthPx })) {
        expect(pictureFaults(picture, widthPx)).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

describe('a forest plot', () => {
  it.each([320, 640, 1200])(
    'shows each rate and both ends of its interval where the axis says, %i px wide',
    (widthPx) => {
      const elements = readSvg(onePicture(plot(ROWS), { ...VIEW, widthPx }));
      const x = readAxis(elements, 'x', 'linear');
      const read = marks(elements);
      expect(read.map(({ label }) => label)).toEqual(ROWS.map(({ label }) => label));
      for (const [at, { rate }] of ROWS.entries()) {
        const { valuePx, endsPx } = read[at]!;
        if (rate.value === null) {
          expect([valuePx, endsPx]).toEqual([undefined, undefined]);
          continue;
        }
        expect(x(valuePx!)).toBeCloseTo(rate.value, 2);
        expect(x(endsPx![0]!)).toBeCloseTo(rate.low!, 2);
        expect(x(endsPx![1]!)).toBeCloseTo(rate.high!, 2);
      }
    },
  );

  it('measures in percent where asked to', () => {
    const elements = readSvg(onePicture(plot(ROWS, { percent: true }), VIEW));
    expect(readAxis(elements, 'x', 'linear')(marks(elements)[0]!.valuePx!)).toBeCloseTo(90, 0);
  });

  it('lays differences around 0, with their signs', () => {
    const elements = readSvg(onePicture(CASES.differences!, { ...VIEW, widthPx: 1200 }));
    const x = readAxis(elements, 'x', 'linear');
    const read = marks(elements);
    for (const at of [0, 1]) {
      const { value, low, high } = DIFFERENCES[at]!.rate;
      const { valuePx, endsPx } = read[at]!;
      expect([valuePx, ...endsPx!].map((px) => x(px!).toFixed(2))).toEqual(
        [value, low, high].map((end) => end!.toFixed(2)),
      );
    }
    const said = textBoxes(elements).map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['+0.012 (−0.008 … +0.032)', '−0.310 (−0.410 … −0.210)', '—']));
    expect(said).toContain('no difference');
    expect([x(read[1]!.endsPx![0]!), said.includes('1.0')]).toEqual([expect.closeTo(-0.41, 2), false]);
  });

  it('writes numerator and denominator at the right of each row, and the figure where there is room', () => {
    const said = (widthPx: number) =>
      textBoxes(readSvg(onePicture(plot(ROWS), { ...VIEW, widthPx }))).map(({ text }) => text);
    for (const widthPx of WIDTHS)
      expect(said(widthPx)).toEqual(expect.arrayContaining(['45/50', '8/10', '0/30', '0/0']));
    expect(said(1200)).toEqual(expect.arrayContaining(['0.900 (0.782–0.967)', '—', 'value (95%)']));
  });

  it('gives each group a heading and a symbol of its own', () => {
    const elements = readSvg(onePicture(CASES.groups!, VIEW));
    const [a, b, c] = marks(elements);
    expect(a?.shape).toBe(b?.shape);
    expect(c?.shape).not.toBe(a?.shape);
    const headings = textBoxes(elements).filter(({ text }) => text.endsWith('types'));
    expect(headings.map(({ text }) => text)).toEqual(['Atypical types', 'Typical types']);
    expect(headings[1]!.top).toBeGreaterThan(headings[0]!.bottom);
  });

  it('stays legible with 80 patients: a row of at least 20 px for each, the axis above and below', () => {
    const pictures = forestPlot(CASES['80 patients']!, VIEW).map(readSvg);
    const labels = pictures.map((elements) => textBoxes(elements).filter(({ text }) => text.startsWith('patient-')));
    expect(labels.flat().map(({ text }) => text)).toEqual(PATIENTS.map(({ label }) => label));
    const steps = labels.flatMap((boxes) => boxes.slice(1).map(({ top }, at) => top - boxes[at]!.top));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(20);
    const zeros = textBoxes(pictures[0]!).filter(({ text }) => text === '0');
    expect(zeros).toHaveLength(2);
    expect(zeros[1]!.top - zeros[0]!.top).toBeGreaterThan(labels[0]!.length * 20);
  });

  it('goes on in another picture rather than be cut by the end of a sheet of paper', () => {
    // What @page of page-style.ts leaves of a Letter sheet, the lower one: 279.4 - 35 mm, where 720 px are 187.9 mm.
    const sheetPx = ((279.4 - 35) * 720) / (215.9 - 28);
    const names = Array.from({ length: 200 }, (_, at) => row(`a name of ${at} that takes two lines `.repeat(3), 1, 2));
    for (const drawn of [plot(PATIENTS, { notes: ['A note.'.repeat(40)] }), plot(names)]) {
      const heights = forestPlot(drawn, { language: 'es', widthPx: 720 }).map((picture) =>
        Number(readSvg(picture)[0]!.attributes.height),
      );
      expect(heights.length).toBeGreaterThan(2);
      // A section's heading stands above the first.
      expect(Math.max(...heights)).toBeLessThan(sheetPx - 80);
      expect(Math.min(...heights.slice(0, -1))).toBeGreaterThan(0.75 * sheetPx);
    }
  });

  it('keeps columns, axis, groups and looks from picture to picture, and says which it is', () => {
    const typical = PATIENTS.map((each) => ({ ...each, label: `${each.label}-typical`, group: 'Typical' }));
    const drawn = plot([...ROWS.map((each) => ({ ...each, group: 'Atypical' })), ...typical]);
    const [whole] = forestPlot(plot(drawn.rows.slice(0, 10)), { ...VIEW, widthPx: 720 }).map(readSvg);
    const pictures = forestPlot(drawn, { ...VIEW, widthPx: 720 }).map(readSvg);
    expect(pictures).toHaveLength(3);
    expect(pictures.map((elements) => elements.find(({ name }) => name === 'title')?.text)).toEqual([
      'By type (1/3)',
      'By type (2/3)',
      'By type (3/3)',
    ]);
    const headings = (elements: readonly ReadElement[]) =>
      textBoxes(elements).flatMap(({ text }) => (['Atypical', 'Typical'].includes(text) ? [text] : []));
    expect(pictures.map(headings)).toEqual([['Atypical', 'Typical'], ['Typical'], ['Typical']]);
    const shapes = pictures.map((elements) => marks(elements).at(-1)!.shape);
    expect(new Set([...shapes, marks(whole!).at(-1)!.shape]).size).toBe(1);
    const measures = pictures.map((elements) => [200, 400].map(readAxis(elements, 'x', 'linear')));
    expect(measures).toEqual([measures[0], measures[0], measures[0]]);
  });

  it('marks what the true labels say and names the mark', () => {
    const elements = readSvg(onePicture(plot([row('P1', 30, 100, { truth: 0.7 })], { percent: true }), VIEW));
    const bars = elements.filter(({ name, attributes }) => name === 'line' && attributes['stroke-width'] === '3');
    const inRow = bars.at(-1)!;
    expect(readAxis(elements, 'x', 'linear')(inRow.xPx + Number(inRow.attributes.x1))).toBeCloseTo(70, 0);
    expect(textBoxes(elements).map(({ text }) => text)).toContain('by the true labels');
  });

  it('stars the rows of few cells and says what the star means', () => {
    const said = textBoxes(readSvg(onePicture(plot([row('P1', 3, 9, { few: true })]), VIEW))).map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['* 3/9', '* fewer than 100 cells: too few']));
    const none = textBoxes(readSvg(onePicture(plot(ROWS), VIEW))).map(({ text }) => text);
    expect(none.join(' ')).not.toContain('*');
  });

  it('draws the reference line at its value, with its label', () => {
    const elements = readSvg(onePicture(CASES['a reference']!, VIEW));
    const line = elements.find(({ attributes }) => attributes['stroke-dasharray'] === '4 3');
    expect(readAxis(elements, 'x', 'linear')(line!.xPx + Number(line!.attributes.x1))).toBeCloseTo(0.9, 2);
    expect(textBoxes(elements).map(({ text }) => text)).toContain('all cells: 0.900');
  });

  it('keeps a hostile label a text, and all of a long one in the row’s title', () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const picture = onePicture(plot([row(hostile, 1, 2), row('y'.repeat(300), 1, 2)]), VIEW);
    expect(picture).not.toContain('<img');
    const titles = readSvg(picture)
      .filter(({ name }) => name === 'title')
      .map(({ text }) => text);
    expect(titles.some((text) => text.startsWith(hostile))).toBe(true);
    expect(titles.some((text) => text.startsWith('y'.repeat(300)))).toBe(true);
  });

  it('is told in words: every row of a few, the ends of many', () => {
    const described = (drawn: ForestPlot, language: 'en' | 'es' = 'en') =>
      readSvg(onePicture(drawn, { language, widthPx: 640 }))[2]?.text;
    expect(described(plot(ROWS.slice(0, 2)))).toBe('MYO: 0.900 (0.782–0.967), 45/50; PMO: 0.800 (0.444–0.975), 8/10.');
    const many = plot(PATIENTS.slice(0, 30), { percent: true });
    expect(described(many)).toMatch(/^30 rows\. Lowest: patient-0: 0\.0% .*Highest: patient-29: 26\.6%/);
    expect(described(many, 'es')).toMatch(/^30 filas\. La más baja: patient-0/);
    expect(described(plot([]))).toBe('There are no cells to show.');
  });
});
