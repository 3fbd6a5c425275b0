import type { JudgedPatient, JudgedShare } from '../../classify/patient-judge.ts';
import type { PromiseInUse } from '../../classify/promise-in-use.ts';
import { type Differential, pooled } from '../../classify/type-tally.ts';
import type { UnknownImages } from '../../classify/unknown-images.ts';
import type { Language } from '../../errors/entry.ts';
import type { Rate } from '../../evaluation/rate.ts';
import type { ModelType } from '../../models/model-types.ts';
import { PATIENT_ANSWER_TEXTS } from '../../reports/patient-answer-texts.ts';
import { countText, figureText, intervalText, percentText } from '../../reports/plots/interval-text.ts';
import { promiseLines } from '../../reports/promise-lines.ts';
import { MACHINE_OPTION_TEXTS, SCALE_OF_USE_TEXT } from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';
import { SYNTHETIC_MODEL_TEXT } from '../synthetic-model.ts';
import { type TextColumn, textTable } from '../text-table.ts';

interface Summary {
  readonly classified: number;
  readonly rejected: number;
  /** Among the rejected; `null` where nothing is refused for its looks. */
  readonly unknown: UnknownImages | null;
  readonly ignoredFiles: number;
  readonly threshold: number;
  /** Typical cells that the model called atypical, of those its threshold was chosen with. */
  readonly falseAlarms: Rate;
  readonly patients: readonly JudgedPatient[];
  /** That shares are compared with, in [0, 1]; of blasts, if the model knows types. */
  readonly limit: number | null;
  readonly promise: PromiseInUse | null;
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
  | 'shareLimit'
  | 'threads'
  | 'device'
  | 'noCache'
  | 'micronsPerPixel'
  | 'allowRejected'
  | 'allowUnknown'
  | 'allowShift'
  | 'allowSyntheticModel';

interface ClassifyTexts extends CommandTexts<Record<'model' | 'images', unknown>, Record<OptionName, unknown>> {
  readonly result: (summary: Summary) => string;
  /** After the first warnings of a kind, by its code. */
  readonly warnedMore: (code: string, more: number) => string;
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
  readonly adjusted: string;
  readonly referred: string;
  readonly blasts: string;
  readonly leukocytes: string;
  readonly promyelocytes: string;
  readonly erythroblasts: string;
  /** What the adjusted column is. */
  readonly allowsForErrors: string;
  readonly blastsNote: string;
  readonly counted: (summary: Summary) => string;
  readonly unknown: (unknown: UnknownImages) => string;
  /** What a smear without atypical cells would show. */
  readonly errs: (falseAlarms: Rate, known: { readonly isAdjusted: boolean; readonly isCalibrated: boolean }) => string;
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
const left = (heading: string): TextColumn => ({ heading, align: 'left' });
const right = (heading: string): TextColumn => ({ heading, align: 'right' });

function resultText(summary: Summary, words: Words): string {
  const { errs, counted, notADiagnosis } = words;
  const isAdjusted = summary.patients.some(({ share }) => share.adjusted !== null);
  const lines = [
    counted(summary),
    ...(summary.unknown === null || summary.unknown.images === 0 ? [] : [words.unknown(summary.unknown)]),
    errs(summary.falseAlarms, { isAdjusted, isCalibrated: summary.promise !== null }),
    ...(isAdjusted ? [words.allowsForErrors] : []),
    ...(summary.promise === null ? [] : promiseLines(summary.promise, words.language)),
    ...(summary.report === null ? [] : [words.report(summary.report)]),
    notADiagnosis,
  ];
  return `${sharesText(summary, words)}${blastsText(summary, words)}${typesText(summary, words)}${lines.join('\n')}\n`;
}

/** Shares of atypical cells by patient, as called and allowing for the model's errors. */
function sharesText(summary: Summary, words: Words): string {
  const { patients, promise } = summary;
  const isAdjusted = patients.some(({ share }) => share.adjusted !== null);
  const hasBand = promise !== null && promise.band.high > promise.band.low;
  const { patient, atypical, cells, share, referred } = words;
  return textTable(
    [
      ...[left(patient), right(atypical), right(cells), right(share), right('95%')],
      ...(isAdjusted ? [right(words.adjusted), right('95%')] : []),
      ...(hasBand ? [right(referred)] : []),
      left(''),
    ],
    patients.map((one) => [
      ...[one.patient ?? words.nobody, ...shareCells(one.share)],
      ...(isAdjusted ? adjustedCells(one.share) : []),
      ...(hasBand ? [String(one.referred)] : []),
      answerText(one.share, summary, words),
    ]),
  );
}

/** Blasts among leukocytes by patient; nothing of a model that knows no types. */
function blastsText(summary: Summary, words: Words): string {
  const rows = summary.patients.flatMap(({ patient, blasts }) =>
    blasts === null
      ? []
      : [
          [
            ...[patient ?? words.nobody, ...shareCells(blasts), ...adjustedCells(blasts)],
            ...[percent(blasts.promyelocytes.value), blasts.erythroblastsPer100.value?.toFixed(1) ?? '—'],
            answerText(blasts, summary, words),
          ],
        ],
  );
  if (rows.length === 0) return '';
  const { patient, blasts, leukocytes, share, adjusted, promyelocytes, erythroblasts } = words;
  const columns = [
    ...[left(patient), right(blasts), right(leukocytes), right(share), right('95%'), right(adjusted), right('95%')],
    ...[right(promyelocytes), right(erythroblasts), left('')],
  ];
  return `\n${textTable(columns, rows)}${words.blastsNote}\n`;
}

function shareCells({ share }: JudgedShare): string[] {
  const { numerator, denominator, value } = share;
  return [String(numerator), String(denominator), percent(value), intervalText(share, percent)];
}

function adjustedCells({ adjusted }: JudgedShare): string[] {
  return adjusted === null ? ['—', '—'] : [percent(adjusted.value), intervalText(adjusted, percent)];
}

function answerText({ answer, tooFew }: JudgedShare, { limit }: Summary, words: Words): string {
  if (answer !== null && limit !== null) return PATIENT_ANSWER_TEXTS[words.language].answer(answer, limit);
  return tooFew ? words.tooFew : '';
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
  adjusted: 'adjusted',
  referred: 'referred',
  blasts: 'blasts',
  leukocytes: 'leukocytes',
  promyelocytes: 'promyelocytes',
  erythroblasts: 'erythroblasts/100',
  allowsForErrors:
    "Adjusted: allowing for the model's own errors, as often as it made them on labelled patients; its interval knows how these differ. That of the share knows the number of cells only.",
  blastsNote:
    'Blasts (myeloblasts and monoblasts) among leukocytes, each cell by its most probable type; smudge cells are not counted, promyelocytes and erythroblasts stand apart.',
  counted: ({ classified, rejected, ignoredFiles, threshold }) =>
    `${classified} images classified, ${rejected} rejected, ${ignoredFiles} other files; threshold ${threshold.toFixed(4)}.`,
  unknown: ({ images, of, moreThanExpected }) =>
    `${images} of ${of} images do not look like any cell the model knows and were not called${moreThanExpected ? ': more than the 2% that may be expected of cells like those of the training, so look at them' : '; up to 2% may be expected of cells like those of the training'}.`,
  errs: (falseAlarms, { isAdjusted, isCalibrated }) =>
    falseAlarms.value === null
      ? 'The intervals know the number of cells, not that the model errs: a healthy patient does not come out at 0%.'
      : `A healthy smear does not come out at 0%: the model called ${figureText(falseAlarms, percentText)} of its ${falseAlarms.denominator} typical ${isCalibrated ? 'calibration' : 'validation'} cells atypical${isAdjusted ? '' : ', and the intervals do not know that it errs'}.`,
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
  adjusted: 'corregida',
  referred: 'derivadas',
  blasts: 'blastos',
  leukocytes: 'leucocitos',
  promyelocytes: 'promielocitos',
  erythroblasts: 'eritroblastos/100',
  allowsForErrors:
    'Corregida: cuenta con los errores del propio modelo, tan frecuentes como en pacientes etiquetados; su intervalo sabe cuánto difieren estos. El de la proporción solo conoce el número de células.',
  blastsNote:
    'Blastos (mieloblastos y monoblastos) entre los leucocitos, cada célula por su tipo más probable; las sombras de Gumprecht no se cuentan, promielocitos y eritroblastos van aparte.',
  counted: ({ classified, rejected, ignoredFiles, threshold }) =>
    `${classified} imágenes clasificadas, ${rejected} rechazadas, ${ignoredFiles} archivos de otro tipo; umbral ${threshold.toFixed(4)}.`,
  unknown: ({ images, of, moreThanExpected }) =>
    `${images} de ${of} imágenes no se parecen a ninguna célula que el modelo conozca y no se clasificaron${moreThanExpected ? ': más del 2% que cabe esperar de células como las del entrenamiento, así que mírelas' : '; cabe esperar hasta un 2% de células como las del entrenamiento'}.`,
  errs: (falseAlarms, { isAdjusted, isCalibrated }) =>
    falseAlarms.value === null
      ? 'Los intervalos conocen el número de células, no que el modelo se equivoca: un paciente sano no sale con 0%.'
      : `Un frotis sano no sale con 0%: el modelo llamó atípicas al ${figureText(falseAlarms, percentText)} de sus ${falseAlarms.denominator} células típicas de ${isCalibrated ? 'calibración' : 'validación'}${isAdjusted ? '' : ', y los intervalos no saben que se equivoca'}.`,
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
      shareLimit:
        'share that a patient is compared with: of blasts among leukocytes, if the model knows cell types (default 0.2), else of atypical cells',
      ...MACHINE_OPTION_TEXTS.en,
      micronsPerPixel: SCALE_OF_USE_TEXT.en,
      allowRejected: 'end with exit code 0 although images could not be used',
      allowUnknown: 'classify images too that do not look like any cell the model knows',
      allowShift:
        "end with exit code 0 although the images do not look like the calibration's and its promise is withdrawn",
      allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
    },
    result: (summary) => resultText(summary, EN),
    warnedMore: (code, more) =>
      `${countText(more)} more of this kind (${code}) not shown here: the predictions tell of each image.`,
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
      shareLimit:
        'proporción con que se compara a cada paciente: de blastos entre los leucocitos, si el modelo conoce los tipos (por defecto 0.2), o de células atípicas',
      ...MACHINE_OPTION_TEXTS.es,
      micronsPerPixel: SCALE_OF_USE_TEXT.es,
      allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
      allowUnknown: 'clasificar también las imágenes que no se parecen a ninguna célula que el modelo conozca',
      allowShift:
        'terminar con código 0 aunque las imágenes no se parezcan a las de la calibración y se retire su promesa',
      allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
    },
    result: (summary) => resultText(summary, ES),
    warnedMore: (code, more) =>
      `${countText(more)} más de esta clase (${code}) sin mostrar aquí: las predicciones informan de cada imagen.`,
  },
};
