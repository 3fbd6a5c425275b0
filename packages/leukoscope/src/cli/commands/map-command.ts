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
import { choice, flag, integer, one, required, text, withDefault } from '../options.ts';
import { SYNTHETIC_MODEL_TEXT } from '../synthetic-model.ts';

export const mapCommand = defineCommand({
  name: 'map',
  arguments: { model: one, dataset: one },
  options: {
    out: required(text('file')),
    table: text('file'),
    split: text('file'),
    part: choice(SPLIT_PARTS),
    cells: withDefault(integer('n', { min: 20, max: 5000 }), 1500),
    scheme: schemeOption,
    ...datasetOptions,
    micronsPerPixel: scaleOption,
    seed: withDefault(integer('n', { min: 0 }), 1),
    ...machineOptions,
    allowRejected: flag(),
    allowSyntheticModel: flag(),
  },
  texts: {
    en: {
      summary: 'draw a map of cells: neighbours look alike to the model',
      description:
        'What the network makes of each cell before it calls it, laid out in a plane (UMAP). The page shows a picture of each cell under the pointer, marks those called wrongly, and lists the surest errors: wrong labels, odd stains and unknown kinds of cells stand out.',
      arguments: { model: 'model.onnx of a run', dataset: DATASET_TEXT.en },
      options: {
        out: 'write the map here, as a page (HTML)',
        table: 'write the places as a table (CSV) too',
        split: 'file that says which cells train, validate and test',
        part: 'which part of the split (default: test, or validation if there is no test part)',
        cells: 'at most so many cells, drawn by the seed',
        scheme: `${SCHEME_TEXT.en} (default: the model's)`,
        ...DATASET_OPTION_TEXTS.en,
        micronsPerPixel: SCALE_TEXT.en,
        seed: 'of the cells drawn and of the map',
        ...MACHINE_OPTION_TEXTS.en,
        allowRejected: 'end with exit code 0 although images could not be used',
        allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
      },
    },
    es: {
      summary: 'dibujar un mapa de células: las vecinas le parecen iguales al modelo',
      description:
        'Lo que la red hace de cada célula antes de clasificarla, extendido en un plano (UMAP). La página muestra la imagen de la célula señalada, marca las mal clasificadas y enumera los errores más seguros: destacan etiquetas erróneas, tinciones raras y tipos desconocidos.',
      arguments: { model: 'model.onnx de un entrenamiento', dataset: DATASET_TEXT.es },
      options: {
        out: 'escribir aquí el mapa, como página (HTML)',
        table: 'escribir también los lugares como tabla (CSV)',
        split: 'archivo que dice qué células entrenan, validan y prueban',
        part: 'qué parte de la partición (por defecto: prueba, o validación si no hay parte de prueba)',
        cells: 'como máximo tantas células, sorteadas según la semilla',
        scheme: `${SCHEME_TEXT.es} (por defecto: el del modelo)`,
        ...DATASET_OPTION_TEXTS.es,
        micronsPerPixel: SCALE_TEXT.es,
        seed: 'de las células sorteadas y del mapa',
        ...MACHINE_OPTION_TEXTS.es,
        allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
        allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
      },
    },
  },
  examples: [
    {
      run: 'leukoscope map run/model.onnx cells/ --split run/split.json --out map.html',
      en: 'The test cells of a run',
      es: 'Las células de prueba de un entrenamiento',
    },
    {
      run: 'leukoscope map run/model.onnx other-laboratory/ --out map.html --table map.csv',
      en: "Another laboratory's cells, with their places as a table",
      es: 'Las células de otro laboratorio, con sus lugares en una tabla',
    },
  ],
});
