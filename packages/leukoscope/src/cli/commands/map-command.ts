import { DATASET_TEXT } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { MODEL_ON_CELLS_TEXTS, modelOnCellsOptions, PART_TEXTS, partOptions } from '../labelled-cells-options.ts';
import { integer, one, required, text, withDefault } from '../options.ts';

export const mapCommand = defineCommand({
  name: 'map',
  arguments: { model: one, dataset: one },
  options: {
    out: required(text('file')),
    table: text('file'),
    ...partOptions,
    cells: withDefault(integer('n', { min: 20, max: 5000 }), 1500),
    ...modelOnCellsOptions,
    seed: withDefault(integer('n', { min: 0 }), 1),
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
        ...PART_TEXTS.en,
        cells: 'at most so many cells, drawn by the seed',
        ...MODEL_ON_CELLS_TEXTS.en,
        seed: 'of the cells drawn and of the map',
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
        ...PART_TEXTS.es,
        cells: 'como máximo tantas células, sorteadas según la semilla',
        ...MODEL_ON_CELLS_TEXTS.es,
        seed: 'de las células sorteadas y del mapa',
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
