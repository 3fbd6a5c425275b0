import { csvLine } from '../../files/csv.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { writeFigures } from '../../reports/write-figures.ts';
import type { DoneRun } from './cross-validated.ts';
import type { CrossValidationFolder } from './cross-validation-folder.ts';
import { crossValidationPage } from './cross-validation-page.ts';
import { candidateRows, candidatesPlot, learningCurvePlot } from './cross-validation-plots.ts';
import type { CrossValidationReport } from './cross-validation-report.ts';
import type { DoubtedLabels } from './doubted-labels.ts';

/** Writes report, figures and predictions, each file whole or as it was. */
export async function writeCrossValidation(
  folder: CrossValidationFolder,
  report: CrossValidationReport,
  done: readonly DoneRun[],
): Promise<void> {
  const { language, results } = report;
  const rows = () => candidateRows(report);
  const hasSizes = results.some(({ size }) => size !== null);
  await makeFolder(folder.figuresFolder);
  await writeFigures(folder.figuresFolder, [
    { name: 'candidates', picture: (widthPx) => candidatesPlot(report, { language, widthPx }), rows },
    ...(hasSizes
      ? [
          {
            name: 'learning-curve',
            picture: (widthPx: number) => learningCurvePlot(report, { language, widthPx }),
            rows,
          },
        ]
      : []),
  ]);
  await writeFileAtomic(folder.predictionsFile, predictions(report, done));
  if (report.doubted !== null) await writeFileAtomic(folder.suspectsFile, suspects(report.doubted));
  await writeFileAtomic(folder.reportFile, crossValidationPage(report));
}

function suspects({ cells, noise }: DoubtedLabels): string {
  const lines = (noise?.suspects ?? []).map(({ cell, probability }) => {
    const { id, patient, cellCode, label, group } = cells[cell]!;
    return [id, patient, cellCode, label, group, probability];
  });
  return [['cell', 'patient', 'cell_code', 'label', 'group', 'probability'], ...lines]
    .map((line) => csvLine(line))
    .join('');
}

/** Each cell with the probability of atypical that each candidate gave it out of fold, and the threshold there. */
function predictions({ record }: CrossValidationReport, done: readonly DoneRun[]): string {
  const lines = done.flatMap(({ run: { candidate, size, repeat, fold }, test }) =>
    test.scored.map(({ id, patient, cellCode, label, group, probability }) => [
      ...[record.candidates[candidate]!.name, size, repeat, fold, id, patient, cellCode, label, group, probability],
      test.threshold,
    ]),
  );
  return [
    [
      'recipe',
      'training_cells',
      'repeat',
      'fold',
      'cell',
      'patient',
      'cell_code',
      'label',
      'group',
      'probability',
      'threshold',
    ],
    ...lines,
  ]
    .map((line) => csvLine(line))
    .join('');
}
