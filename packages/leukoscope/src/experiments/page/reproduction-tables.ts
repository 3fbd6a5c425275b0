import type { CsvCell } from '../../files/csv.ts';
import { quoted } from '../../reports/plots/quoted-figure.ts';
import { figureCsv, type ReportFile } from '../../reports/report-figure.ts';
import { ourFigures } from '../our-figures.ts';
import type { FigureName, KnownFigure } from '../paper/experiment-figures.ts';
import { experimentsIn, type PaperExperiment, RESULTS_TABLES, type ResultsTable } from '../paper/paper-experiments.ts';
import { PRINTED_COMPARISON, PRINTED_PLAN, STATE_OF_THE_ART } from '../paper/printed-tables.ts';
import type { ReproducedRun } from '../reproduced-run.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { judgedClaims } from './claims-section.ts';
import { COMPARED, meanLeak, type SplitPair, splitPairs } from './leakage-section.ts';
import { shownMatrices } from './matrices-section.ts';
import { comparedRuns, printedWholeImages } from './printed-sections.ts';
import { type ResultRow, resultRows } from './result-rows.ts';

/** The tables of the report as CSV files, their headings English whatever the language; `runs.csv` has a line a run. */
export function reproductionTables(report: ReproductionReport): ReportFile[] {
  const tables: readonly (readonly [name: string, rows: readonly (readonly CsvCell[])[]])[] = [
    ['tableI', stateOfTheArtRows()],
    ['tableII', planRows()],
    ...RESULTS_TABLES.map((table) => [`table${table.number}`, resultsRows(table, report)] as const),
    ['tableVII', matrixRows(report)],
    ['tableVIII', comparisonRows(report)],
    ['leakage', leakageRows(report)],
    ['claims', claimRows(report)],
    ['whole-images', wholeImageRows()],
    ['runs', runRows(report)],
  ];
  return tables.map(([name, rows]) => ({ name: `${name}.csv`, content: figureCsv({ rows: () => rows }) }));
}

function stateOfTheArtRows(): CsvCell[][] {
  return [
    ['work', 'image', 'hardware', 'cost_usd', 'accuracy_percent'],
    ...STATE_OF_THE_ART.map(({ work, image, hardware, costUsd, accuracyPercents }) => [
      ...[work.en, image.en, hardware, costUsd],
      accuracyPercents.join('; '),
    ]),
  ];
}

function planRows(): CsvCell[][] {
  return [
    ['image_px', 'planned_batches', 'planned_epochs', 'experiments', 'batches', 'epochs'],
    ...PRINTED_PLAN.map(({ sizePx, batches, epochs }) => {
      const done = experimentsIn({ kind: 'cnn', sizePx });
      return [
        ...[sizePx, batches.join('; '), epochs, done.map(({ id }) => id).join('; ')],
        ...[done.map(({ batch }) => batch).join('; '), done.map((one) => one.epochs).join('; ')],
      ];
    }),
  ];
}

const FIGURES: readonly (readonly [name: FigureName, heading: string])[] = [
  ['accuracy', 'accuracy'],
  ['typicalRecognised', 'typical_recognised'],
  ['atypicalFound', 'atypical_found'],
  ['typicalCalledAtypical', 'typical_called_atypical_of_all'],
  ['atypicalMissed', 'atypical_missed_of_all'],
];

function figureHeadings(): string[] {
  return FIGURES.flatMap(([, heading]) => [
    ...[heading, `${heading}_low`, `${heading}_high`],
    ...[`${heading}_numerator`, `${heading}_denominator`],
  ]);
}

/** Of a figure that the print leaves open, low and high are the ends of what is possible. */
function figureCells({ value, low, high, least, most, counted }: KnownFigure): CsvCell[] {
  const isOpen = least !== most;
  return [
    ...[value, isOpen ? least : low, isOpen ? most : high],
    ...[counted?.numerator ?? null, counted?.denominator ?? null],
  ];
}

function resultsRows(table: ResultsTable, report: ReproductionReport): CsvCell[][] {
  return [
    ['experiment', 'network', 'image_px', 'from', 'learns', 'start', 'batch', 'epochs', ...figureHeadings()],
    ...experimentsIn(table).flatMap((experiment) =>
      resultRows(experiment.id, report)
        .filter((row) => row.from !== 'nobody')
        .map((row) => resultCells(row, experiment)),
    ),
  ];
}

function resultCells(
  row: Exclude<ResultRow, { from: 'nobody' }>,
  { id, network, sizePx, batch, epochs }: PaperExperiment,
): CsvCell[] {
  const figures = row.from === 'paper' ? row.printed.figures : row.ours.figures;
  const shown = FIGURES.flatMap(([name]) => figureCells(figures[name]));
  if (row.from === 'paper') return [id, network, sizePx, 'paper', null, null, batch, epochs, ...shown];
  const { run } = row.ours;
  return [id, network, sizePx, run.splitBy, run.learns, startOf(run), run.batch, run.epochs, ...shown];
}

function startOf({ start }: ReproducedRun): string {
  return start === null ? 'random' : (start.id ?? start.sha256);
}

function matrixRows(report: ReproductionReport): CsvCell[][] {
  return [
    ['experiment', 'from', 'typical_called_typical', 'typical_called_atypical', 'atypical_missed', 'atypical_found'],
    ...shownMatrices({ ...report, language: 'en' }).map(({ id, label, typical, atypical }) => [
      ...[id, label],
      ...(typical ?? [null, null]),
      ...(atypical ?? [null, null]),
    ]),
  ];
}

function comparisonRows(report: ReproductionReport): CsvCell[][] {
  const compared = comparedRuns(report).map(({ experiment, run, figures }) => [
    ...[`experiment ${experiment.id}, by ${run.splitBy}, positive = atypical`, figures.accuracy.value],
    ...[figures.atypicalFound.value, figures.typicalRecognised.value],
  ]);
  return [
    ['work', 'accuracy', 'sensitivity', 'specificity'],
    ...PRINTED_COMPARISON.map(({ work, accuracyPercents, sensitivity, specificity }) => [
      ...[work.en, accuracyPercents.map((percent) => percent / 100).join('; ')],
      ...[sensitivity, specificity],
    ]),
    ['paper, experiment 14, as printed', 0.97, 0.98, 0.93],
    ['paper, experiment 14, positive = atypical', 0.97, 0.93, 0.98],
    ...compared,
  ];
}

function leakageRows(report: ReproductionReport): CsvCell[][] {
  const pairs = splitPairs(report);
  return [
    ['experiment', 'figure', 'by_image', 'by_patient', 'difference', 'low', 'high'],
    ...pairs.flatMap((pair) =>
      COMPARED.map((name) => {
        const [image, patient] = [pair.image, pair.patient].map(({ figures }) => figures[name].value);
        return [...[pair.image.experiment.id, name, image ?? null, patient ?? null], ...leakCells([pair], name)];
      }),
    ),
    ...(pairs.length === 0 ? [] : COMPARED.map((name) => ['mean', name, null, null, ...leakCells(pairs, name)])),
  ];
}

function leakCells(pairs: readonly SplitPair[], name: FigureName): CsvCell[] {
  const leak = meanLeak(pairs, name);
  return [leak?.value ?? null, leak?.low ?? null, leak?.high ?? null];
}

function claimRows(report: ReproductionReport): CsvCell[][] {
  return [
    ['claim', 'reading', 'judged_by', 'verdict', 'narrow', 'final', 'experiments', 'values', 'not_run'],
    ...judgedClaims(report).flatMap(({ claim, reading, judgements }) =>
      Object.entries(judgements).map(([witness, { verdict, isNarrow, isFinal, facts, missing }]) => [
        ...[claim, reading, witness, verdict, isNarrow, isFinal],
        facts.map(({ id }) => id).join('; '),
        facts.map(({ figure }) => figure.value).join('; '),
        missing.join('; '),
      ]),
    ),
  ];
}

function wholeImageRows(): CsvCell[][] {
  return [
    ['experiment', 'printed_fn_percent', 'images', 'if_rounded', 'if_cut'],
    ...printedWholeImages().map(({ id, percent, images, ifRounded, ifCut }) => [id, percent, images, ifRounded, ifCut]),
  ];
}

function runRows({ runs }: ReproductionReport): CsvCell[][] {
  return [
    [
      ...['experiment', 'network', 'image_px', 'split_by', 'learns', 'start', 'start_sha256', 'batch', 'epochs'],
      ...['paper_epochs', 'train_typical', 'train_atypical', 'train_patients', 'test_typical', 'test_atypical'],
      ...['test_patients', 'training_loss', 'training_accuracy', 'seconds', 'tp', 'fn', 'fp', 'tn'],
      ...figureHeadings(),
      ...['roc_auc', 'roc_auc_low', 'roc_auc_high', 'intervals'],
    ],
    ...runs.map(runCells),
  ];
}

function runCells(run: ReproducedRun): CsvCell[] {
  const { experiment, splitBy, learns, start, batch, epochs, cells, training, seconds, test } = run;
  const { train, test: tested } = cells;
  const { tp, fn, fp, tn } = test.confusion;
  const { figures } = ourFigures(run);
  const auc = quoted(test, 'rocAuc');
  return [
    ...[experiment.id, experiment.network, experiment.sizePx, splitBy, learns, startOf(run), start?.sha256 ?? null],
    ...[batch, epochs, experiment.epochs, train.typical, train.atypical, train.patients],
    ...[tested.typical, tested.atypical, tested.patients, training.loss, training.accuracy, seconds],
    ...[tp, fn, fp, tn],
    ...FIGURES.flatMap(([name]) => figureCells(figures[name])),
    ...[auc.value, auc.low, auc.high, test.bootstrap === null ? 'over cells' : 'over patients'],
  ];
}
