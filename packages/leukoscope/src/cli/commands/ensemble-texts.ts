import type { Language } from '../../errors/entry.ts';
import { typed } from '../../errors/wording.ts';
import type { ChosenThreshold } from '../../evaluation/threshold.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { DATASET_OPTION_TEXTS, DATASET_TEXT, MACHINE_OPTION_TEXTS, SCALE_OF_USE_TEXT } from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';
import { sizeText } from '../size-text.ts';
import { textTable } from '../text-table.ts';

interface Summary {
  readonly model: string;
  readonly bytes: number;
  readonly members: readonly {
    readonly model: string;
    readonly network: string;
    /** Side of the pictures that it sees, in pixels. */
    readonly sizePx: number;
    readonly seed: number | null;
    readonly epochs: number | null;
    readonly testViews: number;
    readonly rocAuc: number | null;
  }[];
  readonly dataset: string;
  readonly validation: ModelCard['validation'];
  readonly threshold: ChosenThreshold;
  readonly rejected: number;
  /** What to type for `leukoscope`. */
  readonly program: string;
}

type OptionName =
  | 'out'
  | 'validation'
  | 'split'
  | 'exclude'
  | 'micronsPerPixel'
  | 'threads'
  | 'device'
  | 'noCache'
  | 'allowRejected';

interface EnsembleTexts extends CommandTexts<Record<'models', unknown>, Record<OptionName, unknown>> {
  readonly result: (summary: Summary) => string;
}

interface Words {
  readonly language: Language;
  readonly columns: Readonly<Record<'model' | 'network' | 'size' | 'seed' | 'epoch' | 'views' | 'auc', string>>;
  readonly together: string;
  readonly chosenBy: (cells: number, atypical: number, dataset: string, rejected: number) => string;
  readonly threshold: (threshold: ChosenThreshold) => string;
  readonly cost: (passes: number, size: string) => string;
  readonly next: (model: string, program: string) => string;
}

const EN: Words = {
  language: 'en',
  columns: {
    model: 'model',
    network: 'network',
    size: 'px',
    seed: 'seed',
    epoch: 'epoch',
    views: 'views',
    auc: 'validation ROC AUC',
  },
  together: 'together',
  chosenBy: (cells, atypical, dataset, rejected) =>
    `Threshold and last figure by ${cells} cells of ${dataset} (${atypical} atypical; ${rejected} images rejected): no test result. The others are of their own validation cells.`,
  threshold: ({ threshold, rule, target }) =>
    rule === 'default'
      ? `Threshold ${threshold}: these are fewer than ${target.minPositives} atypical cells, too few to choose one.`
      : `Threshold ${threshold.toFixed(4)}: the highest with a sensitivity of at least ${target.minSensitivity} on these cells.`,
  cost: (passes, size) => `Each image costs ${passes} passes; the file has ${size}.`,
  next: (model, program) => `Next: ${program} evaluate ${model} <data>`,
};
const ES: Words = {
  language: 'es',
  columns: {
    model: 'modelo',
    network: 'red',
    size: 'px',
    seed: 'semilla',
    epoch: 'época',
    views: 'vistas',
    auc: 'ROC AUC de validación',
  },
  together: 'juntos',
  chosenBy: (cells, atypical, dataset, rejected) =>
    `Umbral y última cifra según ${cells} células de ${dataset} (${atypical} atípicas; ${rejected} imágenes rechazadas): no es un resultado de prueba. Las demás son de sus propias células de validación.`,
  threshold: ({ threshold, rule, target }) =>
    rule === 'default'
      ? `Umbral ${threshold}: hay menos de ${target.minPositives} células atípicas, demasiado pocas para elegir uno.`
      : `Umbral ${threshold.toFixed(4)}: el más alto con una sensibilidad de al menos ${target.minSensitivity} en estas células.`,
  cost: (passes, size) => `Cada imagen cuesta ${passes} pasadas; el archivo ocupa ${size}.`,
  next: (model, program) => `Siguiente: ${program} evaluate ${model} <datos>`,
};

const orDash = (value: number | null): string => (value === null ? '—' : String(value));
const auc = (value: number | null): string => (value === null ? '—' : value.toFixed(3));

function resultText(summary: Summary, words: Words): string {
  const { members, validation, threshold, dataset, rejected, bytes, model, program } = summary;
  const { columns } = words;
  const passes = members.reduce((sum, { testViews }) => sum + testViews, 0);
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const left = (heading: string) => ({ heading, align: 'left' }) as const;
  const table = textTable(
    [
      ...[left(columns.model), left(columns.network), right(columns.size), right(columns.seed)],
      ...[right(columns.epoch), right(columns.views), right(columns.auc)],
    ],
    [
      ...members.map((one) => [
        ...[one.model, one.network, String(one.sizePx), orDash(one.seed), orDash(one.epochs)],
        ...[String(one.testViews), auc(one.rocAuc)],
      ]),
      [words.together, '', '', '', '', '', auc(validation?.rocAuc ?? null)],
    ],
  );
  return [
    table,
    words.chosenBy(validation?.cells ?? 0, validation?.atypical ?? 0, dataset, rejected),
    words.threshold(threshold),
    words.cost(passes, sizeText(bytes, words.language)),
    words.next(typed(model), program),
    '',
  ].join('\n');
}

export const ensembleTexts: Readonly<Record<Language, EnsembleTexts>> = {
  en: {
    summary: 'average several models in one model file',
    description:
      'The probabilities of the models are averaged; the file is used as any other. They must crop images alike and follow the same scheme; where their sizes differ, images are prepared once at the largest and made smaller for the others. A threshold is chosen anew, by the validation cells that they share or by others that none was trained on. Time and size are the sums of theirs.',
    arguments: { models: 'model.onnx of two runs or more' },
    options: {
      out: 'write the model here',
      validation: `cells that choose the threshold (default: the validation part of the members' own split): ${DATASET_TEXT.en}`,
      split: 'take the validation part of this split of --validation (default: all its cells)',
      ...DATASET_OPTION_TEXTS.en,
      micronsPerPixel: SCALE_OF_USE_TEXT.en,
      ...MACHINE_OPTION_TEXTS.en,
      allowRejected: 'end with exit code 0 although images could not be used',
    },
    result: (summary) => resultText(summary, EN),
  },
  es: {
    summary: 'promediar varios modelos en un archivo de modelo',
    description:
      'Se promedian las probabilidades de los modelos; el archivo se usa como cualquier otro. Deben recortar las imágenes igual y seguir el mismo esquema; si sus tamaños difieren, las imágenes se preparan una vez con el mayor y se reducen para los demás. Se elige un nuevo umbral con las células de validación que comparten o con otras con las que no se entrenó ninguno. Tiempo y tamaño son la suma de los suyos.',
    arguments: { models: 'model.onnx de dos entrenamientos o más' },
    options: {
      out: 'escribir aquí el modelo',
      validation: `células que eligen el umbral (por defecto: la parte de validación de la partición de los miembros): ${DATASET_TEXT.es}`,
      split: 'tomar la parte de validación de esta partición de --validation (por defecto: todas sus células)',
      ...DATASET_OPTION_TEXTS.es,
      micronsPerPixel: SCALE_OF_USE_TEXT.es,
      ...MACHINE_OPTION_TEXTS.es,
      allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
    },
    result: (summary) => resultText(summary, ES),
  },
};
