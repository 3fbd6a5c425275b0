import { defineCommand } from '../define-command.ts';
import { text } from '../options.ts';
import { DATA_TEXT } from './store-option.ts';

export const auditHeadCommand = defineCommand({
  name: 'audit head',
  arguments: {},
  options: { data: text('folder'), out: text('file') },
  texts: {
    en: {
      summary: 'the last row of the audit trail, to keep elsewhere',
      description:
        'Whoever can write to the data folder could make a whole new trail. Keep the head where they cannot write, or print it: `leukoscope audit verify --head` then finds that out. It names nobody.',
      arguments: {},
      options: { data: DATA_TEXT.en, out: 'write it here as JSON' },
    },
    es: {
      summary: 'la última fila del registro de auditoría, para guardarla en otro lugar',
      description:
        'Quien pueda escribir en la carpeta de datos podría rehacer todo el registro. Guarde la cabeza donde no pueda escribir, o imprímala: `leukoscope audit verify --head` lo descubre entonces. No nombra a nadie.',
      arguments: {},
      options: { data: DATA_TEXT.es, out: 'escribirla aquí como JSON' },
    },
  },
  examples: [
    {
      run: 'leukoscope audit head --out head.json',
      en: 'A file to keep on another machine',
      es: 'Un archivo para guardar en otro equipo',
    },
  ],
});
