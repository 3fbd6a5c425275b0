import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { patientShare } from '../../evaluation/patient-share.ts';
import { sharePlot } from './share-plot.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const VIEW = { language: 'en', widthPx: 640 } as const;
const plot = (typical: number, atypical: number, patient: string | null = 'P7') => ({
  patient,
  ...patientShare({ typical, atypical }),
});
const said = (picture: string) =>
  textBoxes(readSvg(picture))
    .map(({ text }) => text)
    .join(' ');

it.each(LANGUAGES)('is a sound picture at every width, in %s', (language) => {
  const cases = [
    plot(240, 123),
    plot(1, 0),
    plot(0, 9),
    plot(0, 0),
    plot(5_000_000, 12_345, 'a long name '.repeat(20)),
  ];
  for (const each of cases) {
    for (const widthPx of [240, 320, 640, 1200]) {
      expect(pictureFaults(sharePlot(each, { language, widthPx }), widthPx)).toEqual([]);
    }
  }
});

describe('the share of a patient', () => {
  it('stands with both ends of its interval where the axis from 0 to 100% says', () => {
    const { share } = plot(240, 123);
    const elements = readSvg(sharePlot(plot(240, 123), VIEW));
    const x = readAxis(elements, 'x', 'linear');
    const symbol = elements.find(({ name, attributes }) => name === 'path' && attributes.transform !== undefined);
    const line = elements.find(({ attributes }) => attributes['stroke-width'] === '2');
    expect(x(symbol!.xPx)).toBeCloseTo(100 * share.value!, 1);
    expect(x(line!.xPx + Number(line!.attributes.x1))).toBeCloseTo(100 * share.low!, 1);
    expect(x(line!.xPx + Number(line!.attributes.x2))).toBeCloseTo(100 * share.high!, 1);
    const ticks = textBoxes(elements).filter(({ text }) => /^\d+$/.test(text));
    expect([ticks[0]?.text, ticks.at(-1)?.text]).toEqual(['0', '100']);
  });

  it('is written with what it was counted from', () => {
    expect(said(sharePlot(plot(240, 123), VIEW))).toContain(
      '33.9% atypical (95% interval: 29.0% to 39.0%), 123 of 363 cells',
    );
    expect(said(sharePlot(plot(240, 123), { ...VIEW, language: 'es' }))).toContain(
      '33.9% atípicas (intervalo del 95%: 29.0% a 39.0%), 123 de 363 células',
    );
    expect(
      readSvg(sharePlot(plot(240, 123), VIEW))
        .slice(1, 3)
        .map(({ text }) => text)
        .join(),
    ).toContain('P7');
  });

  it('from fewer than 100 cells is said to be too few, and drawn with a dashed edge', () => {
    const dashed = (picture: string) =>
      readSvg(picture).some(({ name, attributes }) => name === 'rect' && attributes['stroke-dasharray'] === '4 3');
    expect(said(sharePlot(plot(60, 39), VIEW))).toContain('Too few');
    expect(dashed(sharePlot(plot(60, 39), VIEW))).toBe(true);
    expect(said(sharePlot(plot(60, 40), VIEW))).not.toContain('Too few');
    expect(dashed(sharePlot(plot(60, 40), VIEW))).toBe(false);
  });

  it('of no cell is none', () => {
    expect(said(sharePlot(plot(0, 0), VIEW))).toBe('No cell of this patient could be classified.');
  });
});
