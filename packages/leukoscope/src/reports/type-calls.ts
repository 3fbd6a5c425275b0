import type { Scheme } from '../cells/scheme.ts';
import type { Language } from '../errors/entry.ts';
import { mistakenFor } from '../evaluation/mistaken-for.ts';
import type { TypeEvaluation } from '../evaluation/type-confusion.ts';
import type { HtmlContent } from './markup/html.ts';
import { paragraph, plotFigure, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { type ClassField, classConfusionPlot, type LinkOf } from './plots/confusion-plot.ts';
import { countText, figureText, intervalText, shareText } from './plots/interval-text.ts';
import { cellTypeLabel } from './report-parts.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import { TYPE_CALLS_TEXTS } from './type-calls-texts.ts';

interface Named {
  readonly language: Language;
  /** Names the types. */
  readonly scheme: Scheme;
}

interface TypeMatrix extends Named {
  readonly linkOf?: LinkOf<ClassField>;
  /** What stands between the matrix and its note. */
  readonly belowMatrix?: readonly HtmlContent[];
}

/** Types against types: in a sentence, as a picture, and type by type. */
export function typeCallsContent(found: TypeEvaluation, matrix: TypeMatrix): HtmlContent[] {
  const { language, scheme, belowMatrix = [] } = matrix;
  const linked = matrix.linkOf === undefined ? {} : { linkOf: matrix.linkOf };
  const texts = TYPE_CALLS_TEXTS[language];
  const { types, counts, strange } = found;
  const nameOfStrange = (type: string | null) => type ?? REPORT_TEXTS[language].unknownType;
  const strangeCells = strange.reduce((sum, { n }) => sum + n, 0);
  return [
    paragraph(inAll(found, language)),
    plotFigure((widthPx) =>
      classConfusionPlot({ classes: types.map(({ code }) => code), counts }, { language, widthPx, ...linked }),
    ),
    ...belowMatrix,
    remark(texts.note),
    ...(strange.length === 0
      ? []
      : [paragraph(texts.strange(strangeCells, strange.map(({ type }) => nameOfStrange(type)).join(', ')))]),
    typesTable(found, { language, scheme }),
  ];
}

function inAll(found: TypeEvaluation, language: Language): string {
  const { n, types, accuracy, overPatients } = found;
  const figures = overPatients ?? found;
  return TYPE_CALLS_TEXTS[language].inAll({
    right: accuracy.numerator,
    n,
    types: types.length,
    accuracy: figureText(figures.accuracy),
    balancedAccuracy: figureText(figures.balancedAccuracy),
    macroF1: figureText(figures.macroF1),
    weightedF1: figureText(figures.weightedF1),
    level: accuracy.level,
    patients: overPatients?.accuracy.n ?? null,
  });
}

function typesTable(found: TypeEvaluation, named: Named): HtmlContent {
  const { columns, groups, tableCaption } = TYPE_CALLS_TEXTS[named.language];
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const left = (heading: string) => ({ heading, align: 'left' }) as const;
  const level = `${found.accuracy.level * 100}%`;
  const patients = found.overPatients === null ? [] : [right(`${level} ${columns.overPatients}`)];
  return pageTable({
    caption: tableCaption,
    columns: [
      ...[left(columns.type), left(columns.group), right(columns.cells), right(columns.recall)],
      ...[right(`${level} ${columns.interval}`), ...patients, right(columns.specificity), right(columns.ppv)],
      ...[right(columns.f1), left(columns.mistaken)],
    ],
    rows: found.types.map(({ code, group, n, recall, ppv, specificity, f1, recallOverPatients }, truth) => {
      const mistaken = mistakenFor(found, truth);
      return [
        cellTypeLabel(code, named),
        groups[group],
        countText(n),
        shareText(recall.value),
        intervalText(recall),
        ...(recallOverPatients === null ? [] : [intervalText(recallOverPatients)]),
        ...[specificity, ppv, f1].map(({ value }) => shareText(value)),
        mistaken === null ? '' : `${mistaken.code} (${countText(mistaken.n)})`,
      ];
    }),
  });
}
