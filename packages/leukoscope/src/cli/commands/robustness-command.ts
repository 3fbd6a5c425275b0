import { SPLIT_PARTS } from '../../cells/cell.ts';
import {
  DATASET_OPTION_TEXTS,
  DATASET_TEXT,
  datasetOptions,
  MACHINE_OPTION_TEXTS,
  machineOptions,
  SCALE_TEXT,
  SCHEME_TEXT,
  scaleOption,
  schemeOption,
} from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { choice, flag, integer, number, one, parsed, required, text, withDefault } from '../options.ts';
import { SYNTHETIC_MODEL_TEXT } from '../synthetic-model.ts';

/** As `DISTURBANCES`, which needs the decoder. */
const DISTURBANCE_WORDS = ['blur', 'brightness', 'stain', 'scale', 'jpeg'] as const;
type DisturbanceWord = (typeof DISTURBANCE_WORDS)[number];

const ONLY_EXPECTED = {
  en: `some of ${DISTURBANCE_WORDS.join(', ')}, with commas between`,
  es: `algunas de ${DISTURBANCE_WORDS.join(', ')}, separadas por comas`,
};

function parseOnly(given: string): readonly DisturbanceWord[] | undefined {
  const words = given.split(',').map((word) => word.trim());
  const known = DISTURBANCE_WORDS.filter((word) => words.includes(word));
  return known.length === new Set(words).size ? known : undefined;
}

const options = {
  out: required(text('folder')),
  only: parsed<readonly DisturbanceWord[]>('names', ONLY_EXPECTED, parseOnly),
  split: text('file'),
  part: choice(SPLIT_PARTS),
  cells: withDefault(integer('n', { min: 20 }), 1000),
  threshold: number('p', { min: 0, max: 1 }),
  scheme: schemeOption,
  ...datasetOptions,
  micronsPerPixel: scaleOption,
  seed: withDefault(integer('n', { min: 0 }), 1),
  ...machineOptions,
  allowRejected: flag(),
  allowTrainingCells: flag(),
  allowSyntheticModel: flag(),
};

const texts = {
  en: {
    summary: 'test what a model makes of blurred, darker, paler or compressed images',
    description:
      'Each cell is judged as it is, and with each disturbance at several strengths. The page shows how sensitivity, specificity and ROC AUC fall, so that it is known before what another microscope, stain or file format would do.',
    arguments: { model: 'model.onnx of a run', dataset: DATASET_TEXT.en },
    options: {
      out: 'folder for report, figures and tables',
      only: 'only these disturbances (default: all)',
      split: 'file that says which cells train, validate and test',
      part: 'which part of the split (default: test, or validation if there is no test part)',
      cells: 'judge at most so many cells, drawn by the seed with their share of atypical ones',
      threshold: "probability from which a cell is called atypical (default: the model's)",
      scheme: `${SCHEME_TEXT.en} (default: the model's)`,
      ...DATASET_OPTION_TEXTS.en,
      micronsPerPixel: SCALE_TEXT.en,
      seed: 'of the cells drawn and of the resampling of patients',
      ...MACHINE_OPTION_TEXTS.en,
      allowRejected: 'end with exit code 0 although images could not be used',
      allowTrainingCells: 'judge cells that the model was trained on',
      allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
    },
  },
  es: {
    summary: 'probar qué hace un modelo con imágenes borrosas, oscuras, pálidas o comprimidas',
    description:
      'Cada célula se juzga tal como es y con cada perturbación a varias intensidades. La página muestra cómo caen la sensibilidad, la especificidad y el ROC AUC, para saber de antemano qué haría otro microscopio, tinción o formato.',
    arguments: { model: 'model.onnx de un entrenamiento', dataset: DATASET_TEXT.es },
    options: {
      out: 'carpeta para informe, figuras y tablas',
      only: 'solo estas perturbaciones (por defecto: todas)',
      split: 'archivo que dice qué células entrenan, validan y prueban',
      part: 'qué parte de la partición (por defecto: prueba, o validación si no hay parte de prueba)',
      cells: 'juzgar como máximo tantas células, sorteadas según la semilla con su proporción de atípicas',
      threshold: 'probabilidad desde la que una célula se llama atípica (por defecto: la del modelo)',
      scheme: `${SCHEME_TEXT.es} (por defecto: el del modelo)`,
      ...DATASET_OPTION_TEXTS.es,
      micronsPerPixel: SCALE_TEXT.es,
      seed: 'de las células sorteadas y del remuestreo de pacientes',
      ...MACHINE_OPTION_TEXTS.es,
      allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
      allowTrainingCells: 'juzgar células con las que se entrenó el modelo',
      allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
    },
  },
};

export const robustnessCommand = defineCommand({
  name: 'robustness',
  arguments: { model: one, dataset: one },
  options,
  texts,
  examples: [
    {
      run: 'leukoscope robustness run/model.onnx cells/ --split run/split.json --out robust/',
      en: 'All disturbances on the test part of the run',
      es: 'Todas las perturbaciones en la parte de prueba del entrenamiento',
    },
    {
      run: 'leukoscope robustness run/model.onnx cells/ --split run/split.json --only blur,jpeg --out robust/',
      en: 'Only what a file format and a lens do',
      es: 'Solo lo que hacen un formato de archivo y una lente',
    },
  ],
});
