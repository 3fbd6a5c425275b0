import type { Language } from '../errors/entry.ts';
import type { HtmlContent } from './markup/html.ts';
import { MODEL_COMPARISON_TEXTS, type NamedComparison } from './model-comparison-texts.ts';
import { paragraph, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { differenceText, intervalText, probabilityText, shareText } from './plots/interval-text.ts';

/** Two models on the same cells: who misses what, and each figure with the interval of its difference. */
export function modelComparisonContent(comparison: NamedComparison, language: Language): HtmlContent[] {
  const texts = MODEL_COMPARISON_TEXTS[language];
  const { columns } = texts;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const level = `${comparison.rocAuc.difference.level * 100}%`;
  const patients = comparison.patients === null ? [] : [right(`${level} ${columns.overPatients}`)];
  return [
    paragraph(texts.compared(comparison), ' ', texts.missed(comparison)),
    pageTable({
      caption: texts.caption,
      columns: [
        { heading: columns.figure, align: 'left' },
        ...[right(columns.first), right(columns.other), right(columns.difference)],
        ...[right(`${level} ${columns.overCells}`), ...patients, right(columns.p)],
      ],
      rows: (['sensitivity', 'specificity', 'accuracy', 'rocAuc'] as const).map((name) => {
        const { first, other, difference, overPatients } = comparison[name];
        return [
          ...[texts.figures[name], shareText(first), shareText(other), differenceText(difference.value)],
          intervalText(difference, differenceText, ' … '),
          ...(overPatients === null ? [] : [intervalText(overPatients, differenceText, ' … ')]),
          probabilityText(name === 'rocAuc' ? comparison.rocAuc.p : comparison[name].mcNemar.midP),
        ];
      }),
    }),
    remark(texts.note(comparison.patients)),
  ];
}
