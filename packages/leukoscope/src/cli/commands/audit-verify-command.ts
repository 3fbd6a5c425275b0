import { defineCommand } from '../define-command.ts';
import { text } from '../options.ts';
import { DATA_TEXT } from './store-option.ts';

export const auditVerifyCommand = defineCommand({
  name: 'audit verify',
  arguments: {},
  options: { data: text('folder'), head: text('file') },
  texts: {
    en: {
      summary: 'check that the audit trail of the web app is what was written',
      description:
        'Goes through every row: that none was changed, removed or put in another place, that deletes have their tombstones and that the labels in the store are those of the trail. Ends with exit code 4 if not. Works while the app is in use. With --head it also finds a trail that was made anew as a whole.',
      arguments: {},
      options: { data: DATA_TEXT.en, head: 'what `leukoscope audit head --out` wrote earlier' },
    },
    es: {
      summary: 'comprobar que el registro de auditoría de la aplicación web es el que se escribió',
      description:
        'Recorre cada fila: que ninguna se haya cambiado, quitado o movido, que los borrados tengan su lápida y que las etiquetas del almacén sean las del registro. Si no, termina con el código 4. Funciona mientras la aplicación está en uso. Con --head descubre además un registro rehecho por completo.',
      arguments: {},
      options: { data: DATA_TEXT.es, head: 'lo que `leukoscope audit head --out` escribió antes' },
    },
  },
  examples: [
    {
      run: 'leukoscope audit verify',
      en: 'The trail of the usual data folder',
      es: 'El registro de la carpeta habitual',
    },
    {
      run: 'leukoscope audit verify --data review/ --head head.json',
      en: 'Also against a head that was kept elsewhere',
      es: 'También frente a una cabeza guardada en otro lugar',
    },
  ],
});
