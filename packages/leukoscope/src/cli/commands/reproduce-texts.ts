import type { Language } from '../../errors/entry.ts';
import { numberFormat, typed } from '../../errors/wording.ts';
import type { DivergedRun, PlannedRun, ReproducedRun } from '../../experiments/reproduced-run.ts';
import { DATASET_OPTION_TEXTS, DATASET_TEXT, MACHINE_OPTION_TEXTS, SCHEME_TEXT } from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';
import { textTable } from '../text-table.ts';

type OptionName =
  | 'out'
  | 'resume'
  | 'only'
  | 'epochsFactor'
  | 'by'
  | 'weights'
  | 'licence'
  | 'download'
  | 'scheme'
  | 'exclude'
  | 'seed'
  | 'threads'
  | 'device'
  | 'noCache'
  | 'allowRejected';

export interface ReproduceSummary {
  readonly runs: readonly ReproducedRun[];
  readonly epochsFactor: number;
  readonly report: string;
  /** Folder of tables and figures. */
  readonly out: string;
}

interface ReproduceTexts extends CommandTexts<Record<'dataset', unknown>, Record<OptionName, unknown>> {
  readonly result: (summary: ReproduceSummary) => string;
  readonly notPretrained: (network: string, weightsId: string, program: string) => string;
  readonly noPatients: string;
  /** Of a run that is done. */
  readonly done: (run: ReproducedRun) => string;
  readonly diverged: (run: DivergedRun) => string;
  readonly interrupted: (folder: string | null, program: string) => string;
}

interface Words {
  readonly language: Language;
  readonly columns: readonly string[];
  readonly by: Readonly<Record<ReproducedRun['splitBy'], string>>;
  readonly learns: Readonly<Record<ReproducedRun['learns'], string>>;
  readonly notPretrained: string;
  readonly polarity: string;
  readonly shortened: (factor: number) => string;
  readonly files: (report: string, out: string) => string;
  readonly done: (what: string, figures: string) => string;
  readonly diverged: (what: string, epoch: number) => string;
}

const EN: Words = {
  language: 'en',
  columns: ['ID', 'network', 'px', 'split', 'learns', 'accuracy', 'typical rec.', 'atypical found', '%FN', 'ROC AUC'],
  by: { image: 'image', patient: 'patient' },
  learns: { all: 'all', head: 'head' },
  notPretrained: ' (not pre-trained)',
  polarity:
    "Ours (the paper's). The paper counts typical cells as its positive class: its sensitivity is 'typical rec.', its specificity 'atypical found', its %FN the typical cells called atypical, of all test images.",
  shortened: (factor) => `Only ${factor} of the paper's epochs: not the paper's protocol.`,
  files: (report, out) => `Report: ${report}\nTables and figures: ${out}`,
  done: (what, figures) => `Done: ${what}: ${figures}.`,
  diverged: (what, epoch) =>
    `${what}: came to nothing, its numbers grew beyond all bounds in epoch ${epoch}. The others go on.`,
};
const ES: Words = {
  language: 'es',
  columns: [
    'ID',
    'red',
    'px',
    'partición',
    'aprende',
    'exactitud',
    'típicas rec.',
    'atípicas halladas',
    '%FN',
    'ROC AUC',
  ],
  by: { image: 'imagen', patient: 'paciente' },
  learns: { all: 'todo', head: 'cabeza' },
  notPretrained: ' (sin preentrenar)',
  polarity:
    'Lo nuestro (lo del artículo). El artículo toma las células típicas como clase positiva: su sensibilidad es «típicas rec.», su especificidad «atípicas halladas» y su %FN las células típicas llamadas atípicas, de todas las imágenes de prueba.',
  shortened: (factor) => `Solo ${factor} de las épocas del artículo: no es el protocolo del artículo.`,
  files: (report, out) => `Informe: ${report}\nTablas y figuras: ${out}`,
  done: (what, figures) => `Hecho: ${what}: ${figures}.`,
  diverged: (what, epoch) =>
    `${what}: quedó en nada, sus números crecieron sin límite en la época ${epoch}. Los demás continúan.`,
};

/** What a run is, for people: `10 resnet18 32 px by patient, head`. */
function rowOf(run: ReproducedRun, words: Words): string[] {
  const { experiment, splitBy, learns, start, test } = run;
  const { id, network, sizePx, printed } = experiment;
  const { fp } = test.confusion;
  const beside = (ours: number | null, digits: number, paper: string) => `${figure(ours, digits, words)} (${paper})`;
  const number = (value: number, digits: number) => figure(value, digits, words);
  return [
    String(id),
    `${network}${network !== 'cnn' && start === null ? words.notPretrained : ''}`,
    String(sizePx),
    words.by[splitBy],
    words.learns[learns],
    beside(test.accuracy.value, 3, number(printed.accuracyPercent / 100, 2)),
    beside(test.specificity.value, 3, number(printed.sensitivity, 2)),
    beside(test.sensitivity.value, 3, number(printed.specificity, 2)),
    beside((100 * fp) / test.n, 2, number(printed.falseNegativePercent, 2)),
    figure(test.rocAuc.value, 3, words),
  ];
}

function figure(value: number | null, digits: number, { language }: Words): string {
  const format = numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return value === null ? '—' : format(value);
}

function resultText({ runs, epochsFactor, report, out }: ReproduceSummary, words: Words): string {
  const align = (index: number) => (index >= 1 && index <= 4 && index !== 2 ? 'left' : 'right');
  return [
    textTable(
      words.columns.map((heading, index) => ({ heading, align: align(index) })),
      runs.map((run) => rowOf(run, words)),
    ),
    words.polarity,
    ...(epochsFactor < 1 ? [words.shortened(epochsFactor)] : []),
    words.files(typed(report), typed(out)),
    '',
  ].join('\n');
}

function doneText(run: ReproducedRun, words: Words): string {
  const { columns } = words;
  const [, , , , , accuracy, typical, atypical] = rowOf(run, words);
  return words.done(
    whatText(run, words),
    `${columns[5]} ${accuracy}, ${columns[6]} ${typical}, ${columns[7]} ${atypical}`,
  );
}

function divergedText(run: DivergedRun, words: Words): string {
  return words.diverged(whatText(run, words), run.epoch);
}

/** `ID 10, resnet18, 32 px, split: patient, learns: head`. */
function whatText({ experiment: { id, network, sizePx }, splitBy, learns }: PlannedRun, words: Words): string {
  const { columns } = words;
  return `ID ${id}, ${network}, ${sizePx} px, ${columns[3]}: ${words.by[splitBy]}, ${columns[4]}: ${words.learns[learns]}`;
}

export const reproduceTexts: Readonly<Record<Language, ReproduceTexts>> = {
  en: {
    summary: "do the paper's experiments again and compare",
    description:
      "Each of the paper's 17 experiments is trained with the paper's own settings on 80% of the cells and tested on the rest: split by image, as the paper did, and by patient where the data name patients, so that nobody is on both sides. The report, renewed after every experiment, shows the paper's tables and figures with ours beside them, in the paper's polarity and in the clinical one, and says of each of its claims whether it held.",
    arguments: { dataset: DATASET_TEXT.en },
    options: {
      out: 'folder for runs, report, tables and figures',
      resume: 'go on with the reproduction in this folder; --only then chooses other experiments',
      only: 'only these experiments (default: all, the most important first)',
      epochsFactor: "multiply the paper's epochs by this; at least one is done",
      by: 'only splits of this kind (default: by image, and by patient where the data name them)',
      weights:
        'what the ResNets start from: imagenet (default; where they are not there, the rows say "not pre-trained"), none, or a safetensors file; several files for several networks',
      licence: 'licence of weights files of your own',
      download: 'fetch the ImageNet weights if they are not there yet',
      scheme: SCHEME_TEXT.en,
      ...DATASET_OPTION_TEXTS.en,
      seed: 'of splits, starting parameters and the order of the cells',
      ...MACHINE_OPTION_TEXTS.en,
      allowRejected: 'leave out images that cannot be used',
    },
    result: (summary) => resultText(summary, EN),
    notPretrained: (network, weightsId, program) =>
      `there are no ImageNet weights here for ${network}: its experiments start at random and say "not pre-trained". To get them: ${program} data get ${weightsId}, or --download.`,
    noPatients: 'the data name no patient, so there is no split by patient: only the paper’s, by image.',
    done: (run) => doneText(run, EN),
    diverged: (run) => divergedText(run, EN),
    interrupted: (folder, program) =>
      folder === null
        ? 'No run had begun: give the same command again.'
        : `Saved. Go on with: ${program} reproduce --resume ${typed(folder)}`,
  },
  es: {
    summary: 'repetir los experimentos del artículo y comparar',
    description:
      'Cada uno de los 17 experimentos del artículo se entrena con los ajustes del propio artículo con el 80% de las células y se prueba con el resto: con partición por imagen, como el artículo, y por paciente si los datos los nombran, de modo que nadie está en ambos lados. El informe, renovado tras cada experimento, muestra las tablas y figuras del artículo junto a las nuestras, con la polaridad del artículo y con la clínica, y dice de cada afirmación si se sostuvo.',
    arguments: { dataset: DATASET_TEXT.es },
    options: {
      out: 'carpeta para entrenamientos, informe, tablas y figuras',
      resume: 'continuar la reproducción de esta carpeta; --only elige entonces otros experimentos',
      only: 'solo estos experimentos (por defecto: todos, primero los más importantes)',
      epochsFactor: 'multiplicar por esto las épocas del artículo; se hace al menos una',
      by: 'solo particiones de esta clase (por defecto: por imagen, y por paciente si los datos los nombran)',
      weights:
        'de qué parten las ResNet: imagenet (por defecto; donde no están, las filas dicen «sin preentrenar»), none o un archivo safetensors; varios archivos para varias redes',
      licence: 'licencia de archivos de pesos propios',
      download: 'traer los pesos de ImageNet si aún no están',
      scheme: SCHEME_TEXT.es,
      ...DATASET_OPTION_TEXTS.es,
      seed: 'de particiones, parámetros iniciales y orden de las células',
      ...MACHINE_OPTION_TEXTS.es,
      allowRejected: 'dejar fuera las imágenes que no se puedan usar',
    },
    result: (summary) => resultText(summary, ES),
    notPretrained: (network, weightsId, program) =>
      `no hay aquí pesos de ImageNet para ${network}: sus experimentos parten del azar y dicen «sin preentrenar». Para obtenerlos: ${program} data get ${weightsId}, o --download.`,
    noPatients:
      'los datos no nombran pacientes, así que no hay partición por paciente: solo la del artículo, por imagen.',
    done: (run) => doneText(run, ES),
    diverged: (run) => divergedText(run, ES),
    interrupted: (folder, program) =>
      folder === null
        ? 'Ningún entrenamiento había comenzado: repita la misma orden.'
        : `Guardado. Continúe con: ${program} reproduce --resume ${typed(folder)}`,
  },
};
