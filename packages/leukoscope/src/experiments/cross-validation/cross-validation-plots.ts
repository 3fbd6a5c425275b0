import type { CsvCell } from '../../files/csv.ts';
import type { Markup } from '../../reports/markup/markup.ts';
import type { PlotView } from '../../reports/plots/figure.ts';
import { forestPlot } from '../../reports/plots/forest-plot.ts';
import { linePlot } from '../../reports/plots/line-plot.ts';
import {
  type CrossValidationReport,
  isOfCurve,
  JUDGED,
  judgedFigure,
  judgedIn,
  resultName,
} from './cross-validation-report.ts';
import { CROSS_VALIDATION_TEXTS } from './cross-validation-texts.ts';

/** Each figure that candidates are judged by, one candidate below the other. */
export function candidatesPlot(
  { record, results, language }: CrossValidationReport,
  view: PlotView,
): readonly Markup[] {
  const texts = CROSS_VALIDATION_TEXTS[language];
  const rows = JUDGED.flatMap((name) =>
    results.map((result) => {
      const rate = { ...judgedIn(result, name)[name], ...judgedFigure(result, name) };
      return {
        label: resultName(result, record, texts.cells),
        rate,
        group: `${texts.judged[name]}${isOfCurve(name) ? '' : texts.own}`,
      };
    }),
  );
  return forestPlot({ title: texts.sections.figures, axisTitle: texts.share, rows }, view);
}

/** ROC AUC against the number of training cells, with its intervals. */
export function learningCurvePlot({ record, results, language }: CrossValidationReport, { widthPx }: PlotView): Markup {
  const texts = CROSS_VALIDATION_TEXTS[language];
  const curves = record.candidates.map(({ name }, candidate) => ({
    label: name,
    look: candidate,
    points: results
      .filter((result) => result.candidate === candidate)
      .map((result) => ({ x: result.trainingCells, ...judgedFigure(result, 'rocAuc') })),
  }));
  const panel = {
    x: { kind: 'log', title: texts.trainingCells } as const,
    y: { kind: 'linear', title: texts.judged.rocAuc } as const,
    series: curves.map(({ label, look, points }) => ({
      label,
      look,
      points: points.map(({ x, value: y }) => ({ x, y })),
    })),
    bands: curves.map(({ label, look, points }) => ({
      label: texts.band(label),
      look,
      points: points.flatMap(({ x, low, high }) => (low === null || high === null ? [] : [{ x, low, high }])),
    })),
    emptyText: '—',
  };
  const title = texts.curveTitle;
  return linePlot({ title, description: `${title}. ${texts.curveNote}`, panels: [panel], notes: [] }, widthPx);
}

/** The numbers of both pictures, with English headings whatever the language. */
export function candidateRows({ record, results }: CrossValidationReport): (readonly CsvCell[])[] {
  return [
    [
      ...['candidate', 'training_cells', 'folds'],
      ...JUDGED.flatMap((name) => [name, `${name}_low`, `${name}_high`]),
      ...['cells', 'atypical', 'missed', 'false_alarms', 'seconds'],
    ],
    ...results.map((result) => {
      const { decided, seconds } = result;
      const { n, positive, confusion } = decided;
      return [
        ...[record.candidates[result.candidate]!.name, result.trainingCells, result.byFold.length],
        ...JUDGED.flatMap((name) => {
          const { value, low, high } = judgedFigure(result, name);
          return [value, low, high];
        }),
        ...[n, positive, confusion.fn, confusion.fp, seconds],
      ];
    }),
  ];
}
