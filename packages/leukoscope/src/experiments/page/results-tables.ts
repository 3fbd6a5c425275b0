import type { Language } from '../../errors/entry.ts';
import type { HtmlContent, HtmlElement } from '../../reports/markup/html.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { experimentsIn, type ResultsTable } from '../paper/paper-experiments.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { figureCell, printedText, RESULT_COLUMNS, valueText } from './figure-text.ts';
import { type ResultRow, resultRows, rowLabel } from './result-rows.ts';
import { RESULTS_TEXTS } from './results-tables-texts.ts';
import { WORDS } from './words.ts';

const UNDEFINED = '—';

/** One of the paper's tables III to VI: each experiment as printed and as ours, in both polarities side by side. */
export function resultsTable(table: ResultsTable, report: ReproductionReport): HtmlElement {
  const { language } = report;
  const [texts, words] = [RESULTS_TEXTS[language], WORDS[language]];
  const right = (heading: string, group?: string) =>
    ({ heading, align: 'right', ...(group === undefined ? {} : { group }) }) as const;
  const rows: HtmlContent[][] = [];
  const blocks = new Map<number, HtmlContent>();
  for (const experiment of experimentsIn(table)) {
    blocks.set(rows.length, words.experiment(experiment));
    for (const row of resultRows(experiment.id, report)) rows.push([rowLabel(row, words), ...rowCells(row, language)]);
  }
  return pageTable({
    caption: texts.caption(table.number, words.group(table)),
    columns: [
      { heading: texts.from, align: 'left' },
      right(words.figures.accuracy),
      ...RESULT_COLUMNS.map(({ polarity, polar }) => right(texts.polar[polar], texts.polarities[polarity])),
    ],
    rows,
    blocks,
    isDense: true,
  });
}

function rowCells(row: ResultRow, language: Language): HtmlContent[] {
  const names = ['accuracy' as const, ...RESULT_COLUMNS.map(({ name }) => name)];
  if (row.from === 'nobody') return names.map(() => UNDEFINED);
  if (row.from === 'us') return names.map((name) => figureCell(name, row.ours.figures[name]));
  const { experiment, figures } = row.printed;
  return names.map(
    (name) => printedText(experiment, name) ?? RESULTS_TEXTS[language].notPrinted(valueText(name, figures[name])),
  );
}
