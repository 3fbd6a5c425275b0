import { DATASET_TEXT } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { MODEL_ON_CELLS_TEXTS, modelOnCellsOptions } from '../labelled-cells-options.ts';
import { flag, integer, one, required, text, withDefault } from '../options.ts';

/** More would be a training set, and a training does more with it. */
const MOST_LABELS = 100;

const options = {
  out: required(text('folder')),
  labelled: withDefault(integer('n', { min: 0, max: MOST_LABELS }), MOST_LABELS),
  cells: withDefault(integer('n', { min: 20 }), MOST_LABELS),
  noLabels: flag(),
  reference: text('dataset'),
  ...modelOnCellsOptions,
  seed: withDefault(integer('n', { min: 0 }), 1),
};

const texts = {
  en: {
    summary: "fit a model to another laboratory's cells",
    description:
      'Writes a new model for the microscope and the stain of another laboratory, and a page with its figures before and after. Some of the cells adapt: their pictures bring colours and scale to those of the training and re-estimate batch normalisation; the labels of at most 100 of them choose which of these help, the threshold and, where it helps by cross-validation, a new last layer. The other cells, of other patients where patients are named, test. With no labels nothing shows whether the adapted model is better.',
    arguments: { model: 'model.onnx of a run', dataset: `cells of the other laboratory: ${DATASET_TEXT.en}` },
    options: {
      out: 'folder for the adapted model, the report and the figures, new or empty',
      labelled: 'use at most so many labels to adapt; 0: the pictures alone',
      cells:
        'draw at least so many labelled cells to adapt by, half of all if there are fewer than twice as many; the others test',
      noLabels: 'the cells have no labels: a folder of image files; all of them adapt, none tests',
      reference: 'data set the model was trained on, for a model from before cards said what training cells look like',
      ...MODEL_ON_CELLS_TEXTS.en,
      micronsPerPixel:
        'size of a pixel of these image files in micrometres (default: estimated by their red cells, as it was for the training cells)',
      seed: 'of the cells drawn, the folds, and the resampling of patients',
    },
  },
  es: {
    summary: 'ajustar un modelo a las células de otro laboratorio',
    description:
      'Escribe un modelo nuevo para el microscopio y la tinción de otro laboratorio, y una página con sus cifras antes y después. Algunas de las células adaptan: sus imágenes llevan colores y escala a los del entrenamiento y vuelven a estimar la normalización por lotes; las etiquetas de 100 de ellas como máximo eligen qué de eso ayuda, el umbral y, donde ayuda por validación cruzada, una última capa nueva. Las demás células, de otros pacientes donde se nombran pacientes, prueban. Sin etiquetas nada muestra si el modelo adaptado es mejor.',
    arguments: { model: 'model.onnx de un entrenamiento', dataset: `células del otro laboratorio: ${DATASET_TEXT.es}` },
    options: {
      out: 'carpeta para el modelo adaptado, el informe y las cifras, nueva o vacía',
      labelled: 'usar como máximo tantas etiquetas para adaptar; 0: solo las imágenes',
      cells:
        'sortear al menos tantas células etiquetadas para adaptar, la mitad de todas si hay menos del doble; las demás prueban',
      noLabels: 'las células no tienen etiquetas: una carpeta de imágenes; todas adaptan, ninguna prueba',
      reference:
        'conjunto de datos con que se entrenó el modelo, para un modelo anterior a que las fichas dijeran qué aspecto tienen las células de entrenamiento',
      ...MODEL_ON_CELLS_TEXTS.es,
      micronsPerPixel:
        'tamaño de un píxel de estos archivos de imagen en micrómetros (por defecto: estimado por sus hematíes, como el de las células de entrenamiento)',
      seed: 'de las células sorteadas, los pliegues y el remuestreo de pacientes',
    },
  },
};

export const adaptCommand = defineCommand({
  name: 'adapt',
  arguments: { model: one, dataset: one },
  options,
  texts,
  examples: [
    {
      run: 'leukoscope adapt run/model.onnx our-cells/ --out adapted/',
      en: 'By a hundred labelled cells, tested on the others',
      es: 'Con cien células etiquetadas, probado con las demás',
    },
    {
      run: 'leukoscope adapt run/model.onnx our-cells/ --labelled 0 --cells 500 --out adapted/',
      en: 'By 500 pictures without their labels, tested on the other cells',
      es: 'Con 500 imágenes sin sus etiquetas, probado con las demás células',
    },
    {
      run: 'leukoscope adapt run/model.onnx smears/ --no-labels --microns-per-pixel 0.1 --out adapted/',
      en: 'By unlabelled image files of which the scale is known; nothing is tested',
      es: 'Con imágenes sin etiquetas cuya escala se conoce; nada se prueba',
    },
  ],
});
