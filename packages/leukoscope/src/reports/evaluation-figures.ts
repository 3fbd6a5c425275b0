import type { Rate } from '../evaluation/rate.ts';
import type { Reliability } from '../evaluation/reliability/reliability.ts';
import type { CsvCell } from '../files/csv.ts';
import type { UnpicturedReport } from './evaluation-contents.ts';
import { EVALUATION_PAGE_TEXTS } from './evaluation-page-texts.ts';
import type { Markup } from './markup/markup.ts';
import { comparisonPlot, comparisonRows } from './model-comparison.ts';
import { blastRows, patientRows, testedBlasts, testedForest } from './patient-figures.ts';
import { patientForestPlot } from './patient-forest.ts';
import { classConfusionPlot, confusionPlot } from './plots/confusion-plot.ts';
import { forestPlot } from './plots/forest-plot.ts';
import { complement } from './plots/interval-text.ts';
import { learningCurves } from './plots/learning-curves.ts';
import { precisionRecallPlot } from './plots/precision-recall-plot.ts';
import { probabilityBins, probabilityPlot } from './plots/probability-plot.ts';
import { quotedBin, reliabilityPlot } from './plots/reliability-plot.ts';
import { riskCoveragePlot } from './plots/risk-coverage-plot.ts';
import { rocPlot } from './plots/roc-plot.ts';
import type { ReportFigure } from './report-figure.ts';
import { cellTypeLabel } from './report-parts.ts';
import { subgroupRows, subgroupsPlot } from './subgroups.ts';

type FigureName =
  | 'confusion'
  | 'roc'
  | 'precision-recall'
  | 'probability'
  | 'reliability'
  | 'risk-coverage'
  | 'by-type'
  | 'type-calls'
  | 'by-patient'
  | 'blasts'
  | 'learning-curves'
  | 'subgroups'
  | 'comparison';

interface EvaluationFigure extends ReportFigure {
  readonly name: FigureName;
}

/** The figures of a test that a file of their own is written for. */
export function evaluationFigures(report: UnpicturedReport): EvaluationFigure[] {
  const { evaluation, judged, language, scored } = report;
  const view = (widthPx: number) => ({ language, widthPx });
  const { confusion, roc, precisionRecall, reliability, threshold, types } = evaluation;
  const plotted = { cells: scored, threshold };
  const { riskCoverage: points, referral } = judged;
  return [
    {
      name: 'confusion',
      picture: (widthPx) => confusionPlot(confusion, view(widthPx)),
      rows: () => [['outcome', 'cells'], ...Object.entries(confusion)],
    },
    { name: 'roc', picture: (widthPx) => rocPlot(evaluation, view(widthPx)), rows: () => table(roc) },
    {
      name: 'precision-recall',
      picture: (widthPx) => precisionRecallPlot(evaluation, view(widthPx)),
      rows: () => table(precisionRecall),
    },
    {
      name: 'probability',
      picture: (widthPx) => probabilityPlot(plotted, view(widthPx)),
      rows: () => [
        ['group', 'bin', 'share_below_threshold', 'share_at_or_above'],
        ...(['atypical', 'typical'] as const).flatMap((group) =>
          probabilityBins(plotted, group).map(({ below, above }, bin) => [group, bin, below, above]),
        ),
      ],
    },
    {
      name: 'reliability',
      picture: (widthPx) => reliabilityPlot(reliability, view(widthPx)),
      rows: () => [
        ['probabilities', 'from', 'to', 'cells', 'mean_probability', 'share_atypical', 'low', 'high'],
        ...reliabilityRows('as_given', reliability.asGiven),
        ...(reliability.calibrated === null ? [] : reliabilityRows('calibrated', reliability.calibrated)),
      ],
    },
    {
      name: 'risk-coverage',
      picture: (widthPx) => riskCoveragePlot({ points, referral }, view(widthPx)),
      rows: () => table(points),
    },
    { name: 'by-type', picture: (widthPx) => byTypePlot(report, widthPx), rows: () => byTypeRows(report) },
    ...(types === null
      ? []
      : [
          {
            name: 'type-calls' as const,
            picture: (widthPx: number) =>
              classConfusionPlot({ classes: types.types.map(({ code }) => code), counts: types.counts }, view(widthPx)),
            rows: () => [
              ['truth', ...types.types.map(({ code }) => `called_${code}`)],
              ...types.types.map(({ code }, at) => [code, ...types.counts[at]!]),
            ],
          },
        ]),
    ...patientFigures(report),
    ...subgroupFigures(report),
    ...comparisonFigures(report),
    ...trainingFigures(report),
  ];
}

function patientFigures(report: UnpicturedReport): EvaluationFigure[] {
  const { byPatient } = report.evaluation;
  const forests = [
    { name: 'by-patient', forest: byPatient.length === 0 ? null : testedForest(report), rows: patientRows },
    { name: 'blasts', forest: testedBlasts(report), rows: blastRows },
  ] as const;
  return forests.flatMap(({ name, forest, rows }) => {
    if (forest === null) return [];
    return [{ name, picture: (widthPx) => patientForestPlot(forest, widthPx), rows: () => rows(report) }];
  });
}

function subgroupFigures({ subgroups, language }: UnpicturedReport): EvaluationFigure[] {
  if (subgroups === null) return [];
  const picture = (widthPx: number) => subgroupsPlot(subgroups, { language, widthPx });
  return [{ name: 'subgroups', picture, rows: () => subgroupRows(subgroups) }];
}

function comparisonFigures({ comparison, language }: UnpicturedReport): EvaluationFigure[] {
  if (comparison === null) return [];
  const picture = (widthPx: number) => comparisonPlot(comparison, { language, widthPx });
  return [{ name: 'comparison', picture, rows: () => comparisonRows(comparison) }];
}

function trainingFigures({ learningCurves: epochs, language }: UnpicturedReport): EvaluationFigure[] {
  if (epochs === null) return [];
  return [
    {
      name: 'learning-curves',
      picture: (widthPx) => learningCurves(epochs, { language, widthPx }),
      rows: () => [
        ['epoch', 'train_loss', 'validation_loss', 'validation_roc_auc', 'best_so_far'],
        ...epochs.map(({ epoch, train, validation, best }) => [
          ...[epoch, train.loss, validation?.loss ?? null, validation?.rocAuc ?? null, best],
        ]),
      ],
    },
  ];
}

/** Each type's share called rightly. */
export function byTypePlot(report: UnpicturedReport, widthPx: number): readonly Markup[] {
  const texts = EVALUATION_PAGE_TEXTS[report.language];
  const rows = report.evaluation.byCellType.map(({ cellCode, group, calledAtypical }) => ({
    label: cellTypeLabel(cellCode, report),
    group: texts.typeGroups[group],
    rate: group === 'atypical' ? calledAtypical : calledTypical(calledAtypical),
  }));
  const plot = { title: texts.typesTitle, axisTitle: texts.typesAxis, rows, notes: [texts.typesNote] };
  return forestPlot(plot, { language: report.language, widthPx });
}

function byTypeRows({ evaluation }: UnpicturedReport): CsvCell[][] {
  return [
    ['type', 'group', 'cells', 'called_rightly', 'share', 'low', 'high'],
    ...evaluation.byCellType.map(({ cellCode, group, calledAtypical }) => {
      const rate = group === 'atypical' ? calledAtypical : calledTypical(calledAtypical);
      return [cellCode, group, rate.denominator, rate.numerator, rate.value, rate.low, rate.high];
    }),
  ];
}

function calledTypical(calledAtypical: Rate): Rate {
  return { ...complement(calledAtypical), numerator: calledAtypical.denominator - calledAtypical.numerator };
}

function reliabilityRows(probabilities: string, { bins }: Reliability): CsvCell[][] {
  return bins.map((bin) => {
    const { value, low, high } = quotedBin(bin);
    return [
      ...[probabilities, bin.low, bin.high, bin.atypical.denominator],
      ...[bin.meanProbability, value, low, high],
    ];
  });
}

/** Plain records under their names. */
function table<Row extends Readonly<Record<keyof Row, CsvCell>>>(rows: readonly Row[]): CsvCell[][] {
  const names = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  return [names, ...rows.map((row) => names.map((name) => row[name]))];
}
