import { datasetOptions, drawingOptions, machineOptions, schemeOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { integer, one, text, withDefault } from '../options.ts';
import { DATA_SPLIT_TEXTS } from './data-split-texts.ts';

export const dataSplitCommand = defineCommand({
  name: 'data split',
  arguments: { dataset: one },
  options: {
    ...drawingOptions,
    seed: withDefault(integer('n', { min: 0 }), 1),
    scheme: withDefault(schemeOption, 'default'),
    ...datasetOptions,
    noCache: machineOptions.noCache,
    out: text('file'),
  },
  texts: { en: DATA_SPLIT_TEXTS.en.command, es: DATA_SPLIT_TEXTS.es.command },
  examples: [
    {
      run: 'leukoscope data split cells/ --val-fraction 0.2 --test-fraction 0.2 --out split.json',
      en: 'Three parts, no patient in two of them, written to a file that train and evaluate take with --split',
      es: 'Tres partes, ningún paciente en dos de ellas, en un archivo que train y evaluate aceptan con --split',
    },
    {
      run: 'leukoscope data split cells/ --by image --no-stratify --scheme paper --val-fraction 0 --test-fraction 0.2',
      en: "The paper's protocol: images drawn at random, patients not kept apart",
      es: 'El protocolo del artículo: imágenes al azar, sin separar a los pacientes',
    },
  ],
});
