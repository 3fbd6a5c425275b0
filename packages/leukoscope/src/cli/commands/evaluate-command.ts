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
import { choice, flag, integer, number, one, text, withDefault } from '../options.ts';
import { SYNTHETIC_MODEL_TEXT } from '../synthetic-model.ts';

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  arguments: { model: one, dataset: one },
  options: {
    split: text('file'),
    part: choice(SPLIT_PARTS),
    threshold: number('p', { min: 0, max: 1 }),
    prevalence: number('share', { above: 0, below: 1 }),
    compare: text('model'),
    by: text('column'),
    scheme: schemeOption,
    ...datasetOptions,
    seed: withDefault(integer('n', { min: 0 }), 1),
    report: text('file'),
    figures: text('folder'),
    ...machineOptions,
    allowRejected: flag(),
    micronsPerPixel: scaleOption,
    allowTrainingCells: flag(),
    allowSyntheticModel: flag(),
  },
  texts: {
    en: {
      summary: 'test a model on labelled cells it has not seen',
      arguments: {
        model: 'model.onnx of a run',
        dataset: DATASET_TEXT.en,
      },
      options: {
        split: 'file that says which cells train, validate and test',
        part: 'which part of the split (default: test, or validation if there is no test part)',
        threshold: "probability from which a cell is called atypical (default: the model's)",
        prevalence: 'share of atypical cells at which to state predictive values too, as 0.02',
        compare: 'another model to set beside it on the same cells',
        by: 'also apart by this column of manifest.csv: a scanner, a laboratory, a diagnosis',
        scheme: `${SCHEME_TEXT.en} (default: the model's)`,
        ...DATASET_OPTION_TEXTS.en,
        seed: 'of the resampling of patients',
        report: 'write the result as a page (HTML) with figures and cells to look at',
        figures: 'write each figure as SVG and its numbers as CSV into a new folder',
        ...MACHINE_OPTION_TEXTS.en,
        micronsPerPixel: SCALE_TEXT.en,
        allowRejected: 'end with exit code 0 although images could not be used',
        allowTrainingCells: 'evaluate on cells that the model was trained on',
        allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
      },
    },
    es: {
      summary: 'probar un modelo con células etiquetadas que no ha visto',
      arguments: {
        model: 'model.onnx de un entrenamiento',
        dataset: DATASET_TEXT.es,
      },
      options: {
        split: 'archivo que dice qué células entrenan, validan y prueban',
        part: 'qué parte de la partición (por defecto: test, o validation si no hay test)',
        threshold: 'probabilidad desde la que una célula se llama atípica (por defecto: la del modelo)',
        prevalence: 'proporción de células atípicas con que dar también los valores predictivos, como 0.02',
        compare: 'otro modelo para ponerlo a su lado con las mismas células',
        by: 'también por separado según esta columna de manifest.csv: un escáner, un laboratorio, un diagnóstico',
        scheme: `${SCHEME_TEXT.es} (por defecto: el del modelo)`,
        ...DATASET_OPTION_TEXTS.es,
        seed: 'del remuestreo de pacientes',
        report: 'escribir el resultado como página (HTML) con figuras y células para mirar',
        figures: 'escribir cada figura como SVG y sus números como CSV en una carpeta nueva',
        ...MACHINE_OPTION_TEXTS.es,
        micronsPerPixel: SCALE_TEXT.es,
        allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
        allowTrainingCells: 'evaluar con células con las que se entrenó el modelo',
        allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
      },
    },
  },
  examples: [
    {
      run: 'leukoscope evaluate run/model.onnx cells/ --split run/split.json --part test',
      en: 'On the cells of the run that it has not seen',
      es: 'Con las células del entrenamiento que no ha visto',
    },
    {
      run: 'leukoscope evaluate run/model.onnx cells/ --split run/split.json --report test.html',
      en: 'With a report to open in a browser, print and pass on',
      es: 'Con un informe para abrir en el navegador, imprimir y compartir',
    },
    {
      run: 'leukoscope evaluate run/model.onnx cells/ --split run/split.json --compare run-2/model.onnx',
      en: 'Beside another model on the same cells',
      es: 'Al lado de otro modelo con las mismas células',
    },
    {
      run: 'leukoscope evaluate run/model.onnx other-laboratory/ --json',
      en: 'On another data set, as one JSON document',
      es: 'Con otro conjunto de datos, como un documento JSON',
    },
  ],
});
