import { DATASET_TEXT } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { MODEL_ON_CELLS_TEXTS, modelOnCellsOptions, PART_TEXTS, partOptions } from '../labelled-cells-options.ts';
import { flag, integer, number, one, text, withDefault } from '../options.ts';

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  arguments: { model: one, dataset: one },
  options: {
    ...partOptions,
    threshold: number('p', { min: 0, max: 1 }),
    prevalence: number('share', { above: 0, below: 1 }),
    compare: text('model'),
    by: text('column'),
    ...modelOnCellsOptions,
    seed: withDefault(integer('n', { min: 0 }), 1),
    report: text('file'),
    figures: text('folder'),
    allowTrainingCells: flag(),
  },
  texts: {
    en: {
      summary: 'test a model on labelled cells it has not seen',
      arguments: {
        model: 'model.onnx of a run',
        dataset: DATASET_TEXT.en,
      },
      options: {
        ...PART_TEXTS.en,
        threshold: "probability from which a cell is called atypical (default: the model's)",
        prevalence: 'share of atypical cells at which to state predictive values too, as 0.02',
        compare: 'another model to set beside it on the same cells',
        by: 'also apart by this column of manifest.csv: a scanner, a laboratory, a diagnosis',
        ...MODEL_ON_CELLS_TEXTS.en,
        seed: 'of the resampling of patients',
        report: 'write the result as a page (HTML) with figures and cells to look at',
        figures: 'write each figure as SVG and its numbers as CSV into a new folder',
        allowTrainingCells: 'evaluate on cells that the model was trained on',
      },
    },
    es: {
      summary: 'probar un modelo con células etiquetadas que no ha visto',
      arguments: {
        model: 'model.onnx de un entrenamiento',
        dataset: DATASET_TEXT.es,
      },
      options: {
        ...PART_TEXTS.es,
        threshold: 'probabilidad desde la que una célula se llama atípica (por defecto: la del modelo)',
        prevalence: 'proporción de células atípicas con que dar también los valores predictivos, como 0.02',
        compare: 'otro modelo para ponerlo a su lado con las mismas células',
        by: 'también por separado según esta columna de manifest.csv: un escáner, un laboratorio, un diagnóstico',
        ...MODEL_ON_CELLS_TEXTS.es,
        seed: 'del remuestreo de pacientes',
        report: 'escribir el resultado como página (HTML) con figuras y células para mirar',
        figures: 'escribir cada figura como SVG y sus números como CSV en una carpeta nueva',
        allowTrainingCells: 'evaluar con células con las que se entrenó el modelo',
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
