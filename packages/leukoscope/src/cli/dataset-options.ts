import { NODE_DEVICES } from '@leukoscope/engine/choices';
import { type ColumnFilter, parseColumnFilter } from '../datasets/column-filter.ts';
import { SPLIT_UNITS } from '../datasets/split-units.ts';
import type { Language } from '../errors/entry.ts';
import { choice, flag, integer, number, parsed, repeatable, text, withDefault } from './options.ts';

/*
 * The options that several commands share, each with its words, so that they mean the same and say the same everywhere.
 * For example: `options: { scheme: withDefault(schemeOption, 'default'), ...datasetOptions, out: text('file') }` and
 * `options: { scheme: SCHEME_TEXT.en, ...DATASET_OPTION_TEXTS.en, out: '…' }`.
 */

/** What may stand for a data set on a command line. */
export const DATASET_TEXT: Readonly<Record<Language, string>> = {
  en: 'class folders (also nested), manifest.csv or its folder, LMU as TCIA ships it, PBC or JHU as published, a MedMNIST .npz, or synthetic:<seed>[,patients=N,cells=N,size=N]',
  es: 'carpetas de clases (también anidadas), manifest.csv o su carpeta, LMU como lo entrega TCIA, PBC o JHU como se publicaron, un .npz de MedMNIST o synthetic:<semilla>[,patients=N,cells=N,size=N]',
};

/** For `openDatasetArgument`; a command has its own default, or none. */
export const schemeOption = text('default|paper|file');
export const SCHEME_TEXT: Readonly<Record<Language, string>> = {
  en: 'which cell types are typical, atypical or excluded: a name, or a scheme file (see `leukoscope data scheme`)',
  es: 'qué tipos de célula son típicos, atípicos o excluidos: un nombre o un archivo de esquema (vea `leukoscope data scheme`)',
};

/** Of every command that reads the cells of a data set. */
export const datasetOptions = {
  exclude: repeatable(
    parsed<ColumnFilter>('column=value', { en: 'column=value', es: 'columna=valor' }, parseColumnFilter),
  ),
};
export const DATASET_OPTION_TEXTS: Readonly<Record<Language, Record<keyof typeof datasetOptions, string>>> = {
  en: { exclude: 'leave out the cells with this value in this column of manifest.csv' },
  es: { exclude: 'dejar fuera las células con este valor en esta columna de manifest.csv' },
};

const share = { min: 0, below: 1 };

/** How a split is drawn, see `drawingOf`. */
export const drawingOptions = {
  by: choice(SPLIT_UNITS),
  valFraction: withDefault(number('share', share), 0.15),
  testFraction: withDefault(number('share', share), 0.15),
  noStratify: flag(),
};
export const DRAWING_KEYS = Object.keys(drawingOptions) as (keyof typeof drawingOptions)[];
export const DRAWING_OPTION_TEXTS: Readonly<Record<Language, Record<keyof typeof drawingOptions, string>>> = {
  en: {
    by: 'what a new split draws (default: patients where the data name them)',
    valFraction: 'share of the cells for validation in a new split',
    testFraction: 'share of the cells kept for a test in a new split',
    noStratify: 'do not balance the groups between the parts of a new split',
  },
  es: {
    by: 'qué sortea una partición nueva (por defecto: pacientes si los datos los nombran)',
    valFraction: 'proporción de las células para validación en una partición nueva',
    testFraction: 'proporción de las células reservadas para prueba en una partición nueva',
    noStratify: 'no equilibrar los grupos entre las partes de una partición nueva',
  },
};

const MICRONS_PER_PIXEL = { above: 0, max: 100 };
/** Of training that sees micrometres. */
export const scaleOption = number('um', MICRONS_PER_PIXEL);
/** Of every command that uses a model, see `preprocessingAtScale`. */
export const scaleOfUseOption = parsed<number | 'estimated'>(
  'um|estimated',
  {
    en: "a number above 0 and at most 100, or 'estimated'",
    es: 'un número mayor que 0 y como máximo 100, o «estimated»',
  },
  (given) => (given === 'estimated' ? given : (number('um', MICRONS_PER_PIXEL).parse(given) as number | undefined)),
);
export const SCALE_OF_USE_TEXT: Readonly<Record<Language, string>> = {
  en: 'size of a pixel of these image files in micrometres, so that the model sees as many of them as in its training; estimated: by their red cells, as it is anyway for a model that sees micrometres around the cell (default: another model takes the files for as large as those of its training)',
  es: 'tamaño de un píxel de estos archivos de imagen en micrómetros, para que el modelo vea tantos como en su entrenamiento; estimated: por sus hematíes, como se hace siempre con un modelo que ve micrómetros alrededor de la célula (por defecto: otro modelo da por hecho que los archivos son tan grandes como los de su entrenamiento)',
};
export const SCALE_TEXT: Readonly<Record<Language, string>> = {
  en: 'size of a pixel of these image files in micrometres, for a model that sees micrometres around the cell (default: estimated by their red cells)',
  es: 'tamaño de un píxel de estos archivos de imagen en micrómetros, para un modelo que ve micrómetros alrededor de la célula (por defecto: estimado por sus hematíes)',
};

export const DEVICES = ['auto', ...NODE_DEVICES] as const;
export type DeviceOption = (typeof DEVICES)[number];

/** Devices are recorded by the words of `--device`, but for a browser's, from which no run goes on here. */
export function deviceOptionOf(recorded: string): DeviceOption {
  return DEVICES.find((device) => device === recorded) ?? 'auto';
}

/** Of every command that decodes images. */
export const machineOptions = {
  threads: integer('n', { min: 1, max: 256 }),
  device: withDefault(choice(DEVICES), 'auto'),
  noCache: flag(),
};
export const MACHINE_OPTION_TEXTS: Readonly<Record<Language, Record<keyof typeof machineOptions, string>>> = {
  en: {
    threads: 'processor threads (default: all)',
    device: 'what computes; auto: the processor, or a CUDA card if it is set up and faster here',
    noCache: 'do not keep decoded images for the next run',
  },
  es: {
    threads: 'hilos del procesador (por defecto: todos)',
    device: 'qué calcula; auto: el procesador, o una tarjeta CUDA si está instalada y es más rápida aquí',
    noCache: 'no guardar las imágenes decodificadas para la próxima vez',
  },
};
