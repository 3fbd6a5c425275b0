import { type Differential, pooled } from '../classify/type-tally.ts';
import type { Language } from '../errors/entry.ts';
import type { ModelType } from '../models/model-types.ts';
import { DIFFERENTIAL_TEXTS } from './differential-texts.ts';
import type { HtmlContent } from './markup/html.ts';
import { paragraph, plotFigure, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { forestPlot } from './plots/forest-plot.ts';
import { countText, percentText } from './plots/interval-text.ts';
import { REPORT_TEXTS } from './report-texts.ts';

/** With more patients than this a table of all would run off the page. */
const MOST_COLUMNS = 6;

interface Named {
  readonly language: Language;
  readonly types: readonly ModelType[];
  /** In place of what is to be known of a model's calls. */
  readonly note?: string;
}

/** How the cells are shared out among the types: as a picture and, with a column for each of few patients, as a table. */
export function differentialContent(
  differentials: readonly Differential[],
  { language, types, note = DIFFERENTIAL_TEXTS[language].note }: Named,
): HtmlContent[] {
  const texts = DIFFERENTIAL_TEXTS[language];
  const all = pooled(differentials);
  if (all === null) return [];
  const label = (at: number) => {
    const { code, name } = types[at]!;
    return name[language] === code ? code : `${code} · ${name[language]}`;
  };
  const rows = all.types.map(({ group, share }, at) => ({ label: label(at), group: texts.groups[group], rate: share }));
  const plot = { title: texts.plotTitle, axisTitle: texts.axis, percent: true, rows, notes: [] };
  const isOne = differentials.length === 1;
  const columns = differentials.length <= MOST_COLUMNS ? differentials : [];
  return [
    ...(isOne ? [] : [paragraph(texts.pooled(differentials.length))]),
    plotFigure((widthPx) => forestPlot(plot, { language, widthPx })),
    remark(note),
    pageTable({
      caption: texts.tableCaption,
      columns: [
        { heading: texts.type, align: 'left' },
        ...columns.map(({ patient }) => ({
          heading: patient ?? REPORT_TEXTS[language].unnamedPatient,
          align: 'right' as const,
        })),
        ...(isOne ? [] : [{ heading: texts.all, align: 'right' as const }]),
      ],
      rows: all.types.map((_, at) => [
        label(at),
        ...[...columns, ...(isOne ? [] : [all])].map(({ types: own }) => shareOf(own[at]!.share)),
      ]),
    }),
  ];
}

function shareOf({ numerator, value }: Differential['types'][number]['share']): string {
  return `${countText(numerator)} (${percentText(value)})`;
}
