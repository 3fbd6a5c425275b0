import { defineCommand } from '../define-command.ts';
import { flag, one, text } from '../options.ts';
import { DATA_TEXT } from './store-option.ts';

export const restoreCommand = defineCommand({
  name: 'restore',
  arguments: { backup: one },
  options: { data: text('folder'), over: flag() },
  texts: {
    en: {
      summary: 'bring back a backup of the web app',
      description:
        'Checks every file of the backup first; if one is missing or changed, nothing happens. Patients and cases that were deleted since the backup are deleted from it again. Everybody has to sign in anew.',
      arguments: { backup: 'folder that `leukoscope backup` wrote' },
      options: {
        data: DATA_TEXT.en,
        over: 'put what is in the data folder aside, beside it, and restore in its place; the app must not be running',
      },
    },
    es: {
      summary: 'recuperar una copia de seguridad de la aplicación web',
      description:
        'Comprueba antes cada archivo de la copia; si falta o ha cambiado alguno, no se hace nada. Los pacientes y casos que se borraron después de la copia se vuelven a borrar de ella. Todos tienen que entrar de nuevo.',
      arguments: { backup: 'carpeta que escribió `leukoscope backup`' },
      options: {
        data: DATA_TEXT.es,
        over: 'apartar lo que haya en la carpeta de datos, a su lado, y restaurar en su lugar; la aplicación no debe estar en marcha',
      },
    },
  },
  examples: [
    {
      run: 'leukoscope restore /mnt/backup/monday',
      en: 'Into the usual data folder of a new machine',
      es: 'En la carpeta de datos habitual de un equipo nuevo',
    },
    {
      run: 'leukoscope restore /mnt/backup/monday --over',
      en: 'In place of what is there',
      es: 'En lugar de lo que hay',
    },
  ],
});
