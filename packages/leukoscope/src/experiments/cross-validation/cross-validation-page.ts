import type { Comparison } from '../../evaluation/comparison/compare-models.ts';
import { type HtmlContent, html } from '../../reports/markup/html.ts';
import { code, disclosure, paragraph, plotFigure, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { type PageSection, renderPage } from '../../reports/page/render-page.ts';
import { verdict } from '../../reports/page/verdict.ts';
import { differenceText, figureText, intervalText, percentText, shareText } from '../../reports/plots/interval-text.ts';
import { decimalText } from '../../reports/plots/number-text.ts';
import { commandLine, limits, originText, syntheticStamp } from '../../reports/report-parts.ts';
import { suspectLabels } from '../../reports/suspect-labels.ts';
import type { CrossValidated } from './cross-validated.ts';
import { candidatesPlot, learningCurvePlot } from './cross-validation-plots.ts';
import {
  type CrossValidationReport,
  JUDGED,
  judgedFigure,
  type PicturedDoubts,
  resultName,
} from './cross-validation-report.ts';
import { CROSS_VALIDATION_TEXTS, type CrossValidationTexts } from './cross-validation-texts.ts';

/** A cross-validation as one self-contained HTML page. Names of candidates are text in it, never markup. */
export function crossValidationPage(report: CrossValidationReport): string {
  const { language, record, origin } = report;
  const texts = CROSS_VALIDATION_TEXTS[language];
  return renderPage({
    language,
    title: texts.title(record.dataset.name),
    lead: lead(report, texts),
    sections: sections(report, texts),
    origin: originText(language, origin),
  });
}

function lead(report: CrossValidationReport, texts: CrossValidationTexts): HtmlContent[] {
  const { language, record, results, done, planned, patients, synthetic } = report;
  const first = results.findLast(({ candidate }) => candidate === 0);
  const { n: cells = 0, positive: atypical = 0 } = first?.scored ?? {};
  return [
    ...syntheticStamp(language, synthetic),
    ...(record.by === 'image' && patients !== null
      ? [verdict({ language, level: 'bad', title: texts.byImage, content: [] })]
      : []),
    verdict({
      language,
      level: 'caution',
      title: first === undefined ? texts.unfinished(done, planned) : missedBy(first, report, texts),
      content: [limits(language)],
    }),
    paragraph(texts.lead(record, { cells, atypical, patients })),
    ...(done < planned && first !== undefined ? [paragraph(texts.unfinished(done, planned))] : []),
  ];
}

function missedBy(result: CrossValidated, { record }: CrossValidationReport, texts: CrossValidationTexts): string {
  const { confusion, positive } = result.decided;
  return texts.missed(resultName(result, record, texts.cells), confusion.fn, positive);
}

function sections(report: CrossValidationReport, texts: CrossValidationTexts): PageSection[] {
  const { language, record, results, comparisons, patients } = report;
  const nameOf = (candidate: number) => record.candidates[candidate]!.name;
  const hasSizes = results.some(({ size }) => size !== null);
  return [
    section('figures', [
      plotFigure((widthPx) => candidatesPlot(report, { language, widthPx })),
      figuresTable(report, texts),
      remark(texts.intervals(patients)),
    ]),
    ...(hasSizes
      ? [
          section('curve', [
            plotFigure((widthPx) => learningCurvePlot(report, { language, widthPx })),
            remark(texts.curveNote),
          ]),
        ]
      : []),
    ...(comparisons.length === 0
      ? []
      : [
          section(
            'comparison',
            comparisons.flatMap(({ candidate, comparison }) => {
              const names = { first: nameOf(candidate), other: nameOf(0) };
              return [
                html('h3', {}, [texts.compared(names.first, names.other)]),
                differenceTable(comparison, { ...names, texts, hasPatients: patients !== null }),
              ];
            }),
          ),
        ]),
    section('folds', [foldsTable(report, texts)]),
    ...(report.doubted === null ? [] : [section('labels', labelsContent(report.doubted, report, texts))]),
    section('details', [
      paragraph(commandLine(report.origin)),
      ...record.candidates.map(({ name, settings }) =>
        disclosure(`${texts.settings}: ${name}`, [paragraph(code(JSON.stringify(settings)))]),
      ),
    ]),
  ];

  function section(id: keyof CrossValidationTexts['sections'], content: readonly HtmlContent[]): PageSection {
    return { id, title: texts.sections[id], content };
  }
}

function labelsContent(
  { cells, noise, pictures }: PicturedDoubts,
  { language, record }: CrossValidationReport,
  texts: CrossValidationTexts,
): HtmlContent[] {
  const shares = noise && {
    share: figureText(noise.share, percentText),
    ofTypical: figureText(noise.ofTypical, percentText),
    ofAtypical: figureText(noise.ofAtypical, percentText),
  };
  return [
    ...(shares === null ? [] : [paragraph(texts.noise(shares))]),
    ...suspectLabels(noise, { cells, scheme: record.scheme, language, pictures }),
  ];
}

function figuresTable({ record, results }: CrossValidationReport, texts: CrossValidationTexts): HtmlContent {
  const { columns } = texts;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return pageTable({
    caption: texts.tableCaption,
    columns: [
      { heading: columns.candidate, align: 'left' },
      ...JUDGED.map((name) => right(texts.judged[name])),
      ...[right(columns.trainingCells), right(columns.folds), right(columns.minutes)],
    ],
    rows: results.map((result) => [
      resultName(result, record, texts.cells),
      ...JUDGED.map((name) => figureText(judgedFigure(result, name))),
      decimalText(result.trainingCells, 0),
      String(result.byFold.length),
      result.seconds === null ? '—' : decimalText(result.seconds / 60 / result.byFold.length, 1),
    ]),
  });
}

/** Each figure of both, and the difference with the interval to quote. */
function differenceTable(
  comparison: Comparison,
  {
    first,
    other,
    texts,
    hasPatients,
  }: { first: string; other: string; texts: CrossValidationTexts; hasPatients: boolean },
): HtmlContent {
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const { columns } = texts;
  return pageTable({
    caption: texts.differenceCaption(first),
    columns: [
      { heading: columns.figure, align: 'left' },
      ...[right(first), right(other), right(columns.difference)],
      right(hasPatients ? columns.overPatients : columns.overCells),
    ],
    rows: (['rocAuc', 'sensitivity', 'specificity'] as const).map((name) => {
      const { first: one, other: two, difference, overPatients } = comparison[name];
      return [
        `${texts.judged[name]}${name === 'rocAuc' ? '' : texts.own}`,
        ...[shareText(one), shareText(two), differenceText(difference.value)],
        intervalText(overPatients ?? difference, differenceText, ' … '),
      ];
    }),
  });
}

function foldsTable({ record, results }: CrossValidationReport, texts: CrossValidationTexts): HtmlContent {
  const folds = Array.from({ length: record.repeats * record.folds }, (_, at) => ({
    repeat: Math.floor(at / record.folds) + 1,
    fold: (at % record.folds) + 1,
  }));
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return pageTable({
    caption: texts.foldCaption,
    columns: [
      { heading: texts.columns.candidate, align: 'left' },
      ...folds.map(({ repeat, fold }) => right(texts.fold(repeat, fold))),
      right(texts.spread),
    ],
    rows: results.map((result) => {
      const aucs = folds.map(
        (at) => result.byFold.find(({ repeat, fold }) => repeat === at.repeat && fold === at.fold)?.rocAuc ?? null,
      );
      const known = aucs.filter((auc) => auc !== null);
      const mean = known.length === 0 ? null : known.reduce((sum, auc) => sum + auc, 0) / known.length;
      return [resultName(result, record, texts.cells), ...aucs.map(shareText), shareText(mean)];
    }),
  });
}
