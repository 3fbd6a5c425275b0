import { DATASET_TEXT } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { MODEL_ON_CELLS_TEXTS, modelOnCellsOptions, PART_TEXTS, partOptions } from '../labelled-cells-options.ts';
import { flag, integer, number, one, parsed, required, text, withDefault } from '../options.ts';

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
  ...partOptions,
  cells: withDefault(integer('n', { min: 20 }), 1000),
  threshold: number('p', { min: 0, max: 1 }),
  ...modelOnCellsOptions,
  seed: withDefault(integer('n', { min: 0 }), 1),
  allowTrainingCells: flag(),
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
      ...PART_TEXTS.en,
      cells: 'judge at most so many cells, drawn by the seed with their share of atypical ones',
      threshold: "probability from which a cell is called atypical (default: the model's)",
      ...MODEL_ON_CELLS_TEXTS.en,
      seed: 'of the cells drawn and of the resampling of patients',
      allowTrainingCells: 'judge cells that the model was trained on',
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
      ...PART_TEXTS.es,
      cells: 'juzgar como máximo tantas células, sorteadas según la semilla con su proporción de atípicas',
      threshold: 'probabilidad desde la que una célula se llama atípica (por defecto: la del modelo)',
      ...MODEL_ON_CELLS_TEXTS.es,
      seed: 'de las células sorteadas y del remuestreo de pacientes',
      allowTrainingCells: 'juzgar células con las que se entrenó el modelo',
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
