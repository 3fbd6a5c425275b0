import type { Language } from '../errors/entry.ts';
import type { CsvCell } from '../files/csv.ts';
import type { HtmlContent } from './markup/html.ts';
import type { Markup } from './markup/markup.ts';
import { MODEL_COMPARISON_TEXTS, type NamedComparison } from './model-comparison-texts.ts';
import { paragraph, plotFigure, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import type { PlotView } from './plots/figure.ts';
import { forestPlot } from './plots/forest-plot.ts';
import type { ForestRow } from './plots/forest-rows.ts';
import { differenceText, intervalText, probabilityText, shareText } from './plots/interval-text.ts';

const COMPARED = ['sensitivity', 'specificity', 'accuracy', 'rocAuc'] as const;

/** The difference of each figure with its intervals, over patients first. */
export function comparisonPlot(comparison: NamedComparison, view: PlotView): readonly Markup[] {
  const texts = MODEL_COMPARISON_TEXTS[view.language];
  const overCells = COMPARED.map(
    (name): ForestRow => ({
      label: texts.figures[name],
      rate: comparison[name].difference,
      ...(comparison.patients !== null && { group: texts.groups.overCells }),
    }),
  );
  const overPatients = COMPARED.flatMap((name): ForestRow[] => {
    const { difference, overPatients: found } = comparison[name];
    // The column counts cells, whatever the interval rests on.
    return found === null
      ? []
      : [{ label: texts.figures[name], rate: { ...found, n: difference.n }, group: texts.groups.overPatients }];
  });
  const reference = { value: 0, label: texts.noDifference };
  const rows = [...overPatients, ...overCells];
  return forestPlot({ title: texts.plotTitle, axisTitle: texts.axis, rows, reference, differences: true }, view);
}

/** Each figure of both models, and the difference with its intervals; headings in English. */
export function comparisonRows(comparison: NamedComparison): CsvCell[][] {
  return [
    [
      ...['figure', 'first', 'other', 'difference', 'low_over_cells', 'high_over_cells'],
      ...['low_over_patients', 'high_over_patients', 'p_over_cells'],
    ],
    ...COMPARED.map((name) => {
      const { first, other, difference, overPatients } = comparison[name];
      return [
        ...[name, first, other, difference.value, difference.low, difference.high],
        ...[overPatients?.low ?? null, overPatients?.high ?? null, probabilityOf(comparison, name)],
      ];
    }),
  ];
}

function probabilityOf(comparison: NamedComparison, name: (typeof COMPARED)[number]): number | null {
  return name === 'rocAuc' ? comparison.rocAuc.p : comparison[name].mcNemar.midP;
}

/** Two models on the same cells: who misses what, and each figure with the interval of its difference. */
export function modelComparisonContent(comparison: NamedComparison, language: Language): HtmlContent[] {
  const texts = MODEL_COMPARISON_TEXTS[language];
  const { columns } = texts;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const level = `${comparison.rocAuc.difference.level * 100}%`;
  const patients = comparison.patients === null ? [] : [right(`${level} ${columns.overPatients}`)];
  return [
    paragraph(texts.compared(comparison), ' ', texts.missed(comparison)),
    plotFigure((widthPx) => comparisonPlot(comparison, { language, widthPx })),
    pageTable({
      caption: texts.caption,
      columns: [
        { heading: columns.figure, align: 'left' },
        ...[right(columns.first), right(columns.other), right(columns.difference)],
        ...[right(`${level} ${columns.overCells}`), ...patients, right(columns.p)],
      ],
      rows: COMPARED.map((name) => {
        const { first, other, difference, overPatients } = comparison[name];
        return [
          ...[texts.figures[name], shareText(first), shareText(other), differenceText(difference.value)],
          intervalText(difference, differenceText, ' … '),
          ...(overPatients === null ? [] : [intervalText(overPatients, differenceText, ' … ')]),
          probabilityText(probabilityOf(comparison, name)),
        ];
      }),
    }),
    remark(texts.note(comparison.patients)),
  ];
}
