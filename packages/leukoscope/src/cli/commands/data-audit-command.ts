import { datasetOptions, drawingOptions, machineOptions, schemeOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { flag, integer, one, text, withDefault } from '../options.ts';
import { DATA_AUDIT_TEXTS } from './data-audit-texts.ts';

export const dataAuditCommand = defineCommand({
  name: 'data audit',
  arguments: { dataset: one },
  options: {
    split: text('file'),
    scheme: withDefault(schemeOption, 'default'),
    ...datasetOptions,
    ...drawingOptions,
    seed: withDefault(integer('n', { min: 0 }), 1),
    noCache: machineOptions.noCache,
    out: text('file'),
    strict: flag(),
    allowRejected: flag(),
  },
  texts: DATA_AUDIT_TEXTS,
  examples: [
    {
      run: 'leukoscope data audit cells/ --out audit.html',
      en: 'the split that train would use, with a page that says in plain words what to believe',
      es: 'la partición que usaría train, con una página que dice en palabras sencillas qué creer',
    },
    {
      run: 'leukoscope data audit cells/ --split run/split.json --strict',
      en: 'the split of a run; exit code 4 unless its figures can be believed',
      es: 'la partición de un entrenamiento; código de salida 4 si no se puede creer en sus cifras',
    },
  ],
});
