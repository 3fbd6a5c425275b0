import type { Language } from '../../errors/entry.ts';
import { typed } from '../../errors/wording.ts';
import {
  type CrossValidationReport,
  JUDGED,
  judgedFigure,
  resultName,
} from '../../experiments/cross-validation/cross-validation-report.ts';
import { CROSS_VALIDATION_TEXTS } from '../../experiments/cross-validation/cross-validation-texts.ts';
import { countText, differenceText, figureText, intervalText, percentText } from '../../reports/plots/interval-text.ts';
import { textTable } from '../text-table.ts';

interface Words {
  readonly difference: (name: string, first: string, difference: string, interval: string) => string;
  readonly suspects: (share: string, count: string, file: string) => string;
  readonly files: (report: string, out: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    difference: (name, first, difference, interval) =>
      `${name} less ${first}: ROC AUC ${difference} (95% interval over patients ${interval}).`,
    suspects: (share, count, file) =>
      `At most about ${share} of the labels look wrong; ${count} to look at again: ${file}`,
    files: (report, out) => `Report: ${report}\nPredictions, folds and models: ${out}`,
  },
  es: {
    difference: (name, first, difference, interval) =>
      `${name} menos ${first}: ROC AUC ${difference} (intervalo del 95% sobre pacientes ${interval}).`,
    suspects: (share, count, file) =>
      `Parece errónea como mucho una parte de alrededor del ${share} de las etiquetas; ${count} que conviene revisar: ${file}`,
    files: (report, out) => `Informe: ${report}\nPredicciones, pliegues y modelos: ${out}`,
  },
};

/** What the command says at its end. */
export function crossValidationText(
  report: CrossValidationReport,
  files: { readonly report: string; readonly suspects: string; readonly out: string },
): string {
  const { language, record, results, comparisons, doubted, patients } = report;
  const texts = CROSS_VALIDATION_TEXTS[language];
  const words = WORDS[language];
  const [first] = record.candidates;
  return [
    textTable(
      [
        { heading: texts.columns.candidate, align: 'left' },
        ...JUDGED.map((name) => ({ heading: texts.judged[name], align: 'right' }) as const),
      ],
      results.map((result) => [
        resultName(result, record, texts.cells),
        ...JUDGED.map((name) => figureText(judgedFigure(result, name))),
      ]),
    ),
    texts.intervals(patients),
    ...comparisons.map(({ candidate, comparison: { rocAuc } }) => {
      const { name } = record.candidates[candidate]!;
      const interval = intervalText(rocAuc.overPatients ?? rocAuc.difference, differenceText, ' … ');
      return words.difference(name, first!.name, differenceText(rocAuc.difference.value), interval);
    }),
    ...(doubted?.noise
      ? [
          words.suspects(
            figureText(doubted.noise.share, percentText),
            countText(doubted.noise.suspects.length),
            typed(files.suspects),
          ),
        ]
      : []),
    words.files(typed(files.report), typed(files.out)),
    '',
  ].join('\n');
}
