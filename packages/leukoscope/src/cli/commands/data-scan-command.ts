import { datasetOptions, machineOptions, schemeOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { flag, one, text, withDefault } from '../options.ts';
import { DATA_SCAN_TEXTS } from './data-scan-texts.ts';

export const dataScanCommand = defineCommand({
  name: 'data scan',
  arguments: { dataset: one },
  options: {
    scheme: withDefault(schemeOption, 'default'),
    ...datasetOptions,
    noCache: machineOptions.noCache,
    out: text('file'),
    showNames: flag(),
    strict: flag(),
  },
  texts: DATA_SCAN_TEXTS,
  examples: [
    {
      run: 'leukoscope data scan cells/ --out scan.html',
      en: 'What is there and what is wrong, in a table and as a page with pictures',
      es: 'Qué hay y qué está mal, en una tabla y como página con imágenes',
    },
    {
      run: 'leukoscope data scan cells/ --strict --json',
      en: 'For programs: one JSON document, and exit code 3 if anything is wrong',
      es: 'Para programas: un documento JSON y código de salida 3 si algo está mal',
    },
  ],
});
