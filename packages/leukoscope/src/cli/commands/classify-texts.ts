import { type Differential, pooled } from '../../classify/type-tally.ts';
import type { Language } from '../../errors/entry.ts';
import type { PatientShare } from '../../evaluation/patient-share.ts';
import type { Rate } from '../../evaluation/rate.ts';
import type { ModelType } from '../../models/model-types.ts';
import { figureText, percentText } from '../../reports/plots/interval-text.ts';
import { MACHINE_OPTION_TEXTS, SCALE_TEXT } from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';
import { SYNTHETIC_MODEL_TEXT } from '../synthetic-model.ts';
import { textTable } from '../text-table.ts';

interface Summary {
  readonly classified: number;
  readonly rejected: number;
  readonly ignoredFiles: number;
  readonly threshold: number;
  /** Typical cells that the model called atypical, of those its threshold was chosen with. */
  readonly falseAlarms: Rate;
  readonly patients: readonly { readonly patient: string | null; readonly share: PatientShare }[];
  /** By type; `null` of a model that knows the two groups alone, as `types` then is. */
  readonly differentials: readonly Differential[] | null;
  readonly types: readonly ModelType[] | null;
  /** Path of the report as given; `null` where none was asked for. */
  readonly report: string | null;
}

type OptionName =
  | 'list'
  | 'patient'
  | 'out'
  | 'format'
  | 'report'
  | 'threads'
  | 'device'
  | 'noCache'
  | 'micronsPerPixel'
  | 'allowRejected'
  | 'allowSyntheticModel';

interface ClassifyTexts extends CommandTexts<Record<'model' | 'images', unknown>, Record<OptionName, unknown>> {
  readonly result: (summary: Summary) => string;
}

interface Words {
  readonly language: Language;
  readonly type: string;
  readonly byType: string;
  readonly patient: string;
  readonly nobody: string;
  readonly atypical: string;
  readonly cells: string;
  readonly share: string;
  readonly tooFew: string;
  readonly counted: (summary: Summary) => string;
  /** What a smear without atypical cells would show. */
  readonly errs: (falseAlarms: Rate) => string;
  readonly report: (file: string) => string;
  readonly notADiagnosis: string;
}

/** How the cells of all patients are shared out among the types; nothing of a model that knows none. */
function typesText({ differentials, types }: Summary, words: Words): string {
  const all = pooled(differentials ?? []);
  if (all === null || types === null) return '';
  const rows = all.types.map(({ code, share }, at) => [
    code,
    types[at]!.name[words.language],
    String(share.numerator),
    percent(share.value),
    `${percent(share.low)}–${percent(share.high)}`,
  ]);
  const table = textTable(
    [
      { heading: words.type, align: 'left' },
      { heading: '', align: 'left' },
      { heading: words.cells, align: 'right' },
      { heading: words.share, align: 'right' },
      { heading: '95%', align: 'right' },
    ],
    rows,
  );
  return `\n${table}${words.byType}\n\n`;
}

const percent = (value: number | null) => (value === null ? '—' : `${(100 * value).toFixed(1)}%`);

function resultText(summary: Summary, words: Words): string {
  const rows = summary.patients.map(({ patient, share: { share, tooFew } }) => [
    patient ?? words.nobody,
    String(share.numerator),
    String(share.denominator),
    percent(share.value),
    `${percent(share.low)}–${percent(share.high)}`,
    tooFew ? words.tooFew : '',
  ]);
  const table = textTable(
    [
      { heading: words.patient, align: 'left' },
      { heading: words.atypical, align: 'right' },
      { heading: words.cells, align: 'right' },
      { heading: words.share, align: 'right' },
      { heading: '95%', align: 'right' },
      { heading: '', align: 'left' },
    ],
    rows,
  );
  const report = summary.report === null ? '' : `${words.report(summary.report)}\n`;
  const { errs, counted, notADiagnosis } = words;
  const lines = [counted(summary), errs(summary.falseAlarms)].join('\n');
  return `${table}${typesText(summary, words)}${lines}\n${report}${notADiagnosis}\n`;
}

const EN: Words = {
  language: 'en',
  type: 'type',
  byType: 'Each cell by its most probable type, all patients together; by patient: --json.',
  patient: 'patient',
  nobody: '(not named)',
  atypical: 'atypical',
  cells: 'cells',
  share: 'share',
  tooFew: 'under 100 cells: too few',
  counted: ({ classified, rejected, ignoredFiles, threshold }) =>
    `${classified} images classified, ${rejected} rejected, ${ignoredFiles} other files; threshold ${threshold.toFixed(4)}.`,
  errs: (falseAlarms) =>
    falseAlarms.value === null
      ? 'The intervals know the number of cells, not that the model errs: a healthy patient does not come out at 0%.'
      : `A healthy smear does not come out at 0%: the model called ${figureText(falseAlarms, percentText)} of its ${falseAlarms.denominator} typical validation cells atypical, and the intervals do not know that it errs.`,
  report: (file) => `Report: ${file}`,
  notADiagnosis: 'An aid to the specialist, not a diagnosis.',
};
const ES: Words = {
  language: 'es',
  type: 'tipo',
  byType: 'Cada célula por su tipo más probable, todos los pacientes juntos; por paciente: --json.',
  patient: 'paciente',
  nobody: '(sin nombre)',
  atypical: 'atípicas',
  cells: 'células',
  share: 'proporción',
  tooFew: 'menos de 100 células: demasiado pocas',
  counted: ({ classified, rejected, ignoredFiles, threshold }) =>
    `${classified} imágenes clasificadas, ${rejected} rechazadas, ${ignoredFiles} archivos de otro tipo; umbral ${threshold.toFixed(4)}.`,
  errs: (falseAlarms) =>
    falseAlarms.value === null
      ? 'Los intervalos conocen el número de células, no que el modelo se equivoca: un paciente sano no sale con 0%.'
      : `Un frotis sano no sale con 0%: el modelo llamó atípicas al ${figureText(falseAlarms, percentText)} de sus ${falseAlarms.denominator} células típicas de validación, y los intervalos no saben que se equivoca.`,
  report: (file) => `Informe: ${file}`,
  notADiagnosis: 'Una ayuda para el especialista, no un diagnóstico.',
};

export const classifyTexts: Readonly<Record<Language, ClassifyTexts>> = {
  en: {
    summary: 'classify cell images as typical or atypical',
    description: 'One row for each image, as CSV or JSON lines, and the share of atypical cells for each patient.',
    arguments: {
      model: 'model.onnx of a run',
      images: 'image files, or folders; each folder is one patient, by its name',
    },
    options: {
      list: 'file with one path a line, classified too',
      patient: 'patient of all images',
      out: 'write the predictions here (default: print them)',
      format: 'form of the predictions',
      report: 'write the shares and the most atypical cells as a page (HTML)',
      ...MACHINE_OPTION_TEXTS.en,
      micronsPerPixel: SCALE_TEXT.en,
      allowRejected: 'end with exit code 0 although images could not be used',
      allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
    },
    result: (summary) => resultText(summary, EN),
  },
  es: {
    summary: 'clasificar imágenes de células como típicas o atípicas',
    description: 'Una fila por imagen, como CSV o líneas JSON, y la proporción de células atípicas de cada paciente.',
    arguments: {
      model: 'model.onnx de un entrenamiento',
      images: 'archivos de imagen o carpetas; cada carpeta es un paciente, por su nombre',
    },
    options: {
      list: 'archivo con una ruta por línea, que también se clasifican',
      patient: 'paciente de todas las imágenes',
      out: 'escribir aquí las predicciones (por defecto: mostrarlas)',
      format: 'forma de las predicciones',
      report: 'escribir las proporciones y las células más atípicas como página (HTML)',
      ...MACHINE_OPTION_TEXTS.es,
      micronsPerPixel: SCALE_TEXT.es,
      allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
      allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
    },
    result: (summary) => resultText(summary, ES),
  },
};
