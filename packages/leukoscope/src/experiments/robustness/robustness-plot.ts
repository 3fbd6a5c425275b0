import type { CsvCell } from '../../files/csv.ts';
import type { Markup } from '../../reports/markup/markup.ts';
import type { PlotView } from '../../reports/plots/figure.ts';
import { linePlot } from '../../reports/plots/line-plot.ts';
import { FOLLOWED } from '../followed-figures.ts';
import type { RobustnessCurve } from './robustness-report.ts';
import { ROBUSTNESS_TEXTS } from './robustness-texts.ts';

/** The followed figures against the strength of one disturbance, with their intervals. */
export function robustnessPlot({ name, points }: RobustnessCurve, { language, widthPx }: PlotView): Markup {
  const texts = ROBUSTNESS_TEXTS[language];
  const { title, strength, what } = texts.disturbances[name];
  const panel = {
    x: { kind: 'linear', title: strength } as const,
    y: { kind: 'linear', title: texts.value, limits: [0, 1] } as const,
    series: FOLLOWED.map((figure, look) => ({
      label: texts.figures[figure],
      look,
      points: points.map((point) => ({ x: point.strength, y: point.figures[figure].value })),
    })),
    bands: FOLLOWED.map((figure, look) => ({
      label: texts.band(texts.figures[figure]),
      look,
      points: points.flatMap(({ strength: x, figures }) => {
        const { low, high } = figures[figure];
        return low === null || high === null ? [] : [{ x, low, high }];
      }),
    })),
    emptyText: '—',
  };
  return linePlot({ title, description: `${title}. ${what}`, panels: [panel], notes: [] }, widthPx);
}

/** The numbers of a picture, with English headings whatever the language. */
export function robustnessRows({ points }: RobustnessCurve): (readonly CsvCell[])[] {
  return [
    ['strength', ...FOLLOWED.flatMap((name) => [name, `${name}_low`, `${name}_high`]), 'missed', 'false_alarms'],
    ...points.map(({ strength, figures, missed, falseAlarms }) => [
      strength,
      ...FOLLOWED.flatMap((name) => [figures[name].value, figures[name].low, figures[name].high]),
      ...[missed, falseAlarms],
    ]),
  ];
}
