import { defineCommand } from '../define-command.ts';
import { required, text } from '../options.ts';
import { DATA_TEXT } from './store-option.ts';

export const backupCommand = defineCommand({
  name: 'backup',
  arguments: {},
  options: { out: required(text('folder')), data: text('folder') },
  texts: {
    en: {
      summary: 'copy everything that the web app keeps, while it is in use',
      description:
        'Writes the store as it is at one moment, with images, models and trainings, into a new folder, and backup.json last: a folder without it is no backup. It holds what the store holds, names of patients too: keep it as safe.',
      arguments: {},
      options: { out: 'new or empty folder for the backup', data: DATA_TEXT.en },
    },
    es: {
      summary: 'copiar todo lo que guarda la aplicación web, mientras está en uso',
      description:
        'Escribe el almacén tal como está en un momento, con imágenes, modelos y entrenamientos, en una carpeta nueva, y al final backup.json: una carpeta sin él no es una copia. Contiene lo que contiene el almacén, también nombres de pacientes: guárdela con el mismo cuidado.',
      arguments: {},
      options: { out: 'carpeta nueva o vacía para la copia', data: DATA_TEXT.es },
    },
  },
  examples: [
    {
      run: 'leukoscope backup --out /mnt/backup/monday',
      en: 'The usual data folder',
      es: 'La carpeta de datos habitual',
    },
  ],
});
