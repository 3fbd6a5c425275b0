import type { Language } from '../errors/entry.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import type { Estimate, Rate } from '../evaluation/rate.ts';
import { EVALUATION_PAGE_TEXTS } from './evaluation-page-texts.ts';
import type { HtmlContent } from './markup/html.ts';
import { remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { countText, intervalText, shareText } from './plots/interval-text.ts';
import type { QuotedName } from './plots/quoted-figure.ts';

/** Every figure of a test with what it was counted from and its intervals, over cells and over patients. */
export function evaluationNumbers(evaluation: Evaluation, language: Language): HtmlContent[] {
  const texts = EVALUATION_PAGE_TEXTS[language];
  const { rates, rocAuc, sensitivityAtSpecificity90, averagePrecision, bootstrap, atPrevalence } = evaluation;
  const figures = { ...rates, rocAuc, sensitivityAtSpecificity90, averagePrecision };
  const percent = `${rocAuc.level * 100}%`;
  const names = Object.keys(texts.figures) as QuotedName[];
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const { figure, value, count, overCells, overPatients } = texts.columns;
  const row = (name: string, found: Rate | Estimate, overAll: Estimate | undefined) => [
    ...[name, shareText(found.value), countedText(found), intervalText(found)],
    ...(overAll === undefined ? [] : [intervalText(overAll)]),
  ];
  return [
    pageTable({
      caption: texts.numbersCaption,
      columns: [
        { heading: figure, align: 'left' },
        right(value),
        right(count),
        right(`${percent} ${overCells}`),
        ...(bootstrap === null ? [] : [right(`${percent} ${overPatients}`)]),
      ],
      rows: [
        ...names.map((name) => row(texts.figures[name], figures[name], bootstrap?.estimates[name])),
        ...(atPrevalence === null
          ? []
          : (['ppv', 'npv'] as const).map((name) =>
              row(
                texts.atPrevalence(atPrevalence.prevalence)[name],
                atPrevalence[name],
                bootstrap?.atPrevalence?.[name],
              ),
            )),
      ],
    }),
    remark(texts.predictiveValues),
  ];
}

function countedText(found: Rate | Estimate): string {
  return 'denominator' in found
    ? `${countText(found.numerator)} / ${countText(found.denominator)}`
    : `n = ${countText(found.n)}`;
}
