import { machineOptions, schemeOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { one, text, withDefault } from '../options.ts';
import { dataSchemeTexts } from './data-scheme-texts.ts';

export const dataSchemeCommand = defineCommand({
  name: 'data scheme',
  arguments: { dataset: one },
  options: {
    scheme: withDefault(schemeOption, 'default'),
    noCache: machineOptions.noCache,
    out: text('file'),
  },
  texts: dataSchemeTexts,
  examples: [
    {
      run: 'leukoscope data scheme cells/',
      en: 'What each label stands for, and which are not known',
      es: 'Qué significa cada etiqueta y cuáles son desconocidas',
    },
    {
      run: 'leukoscope data scheme cells/ --out my-scheme.csv',
      en: 'Writes the same as a file to edit in a spreadsheet',
      es: 'Escribe lo mismo como archivo para editar en una hoja de cálculo',
    },
    {
      run: 'leukoscope data scheme cells/ --scheme my-scheme.csv',
      en: 'Checks the edited file; train and evaluate take it in the same way',
      es: 'Comprueba el archivo editado; train y evaluate lo aceptan del mismo modo',
    },
  ],
});
