import { resolve } from 'node:path';
import type { Language } from '../../errors/entry.ts';
import { typed } from '../../errors/wording.ts';
import { type Restored, restoreBackup } from '../../store/backup/restore-backup.ts';
import { dataFolderOf } from '../data-folder.ts';
import type { ActionOf } from '../define-command.ts';
import type { restoreCommand } from './restore-command.ts';

export const restore: ActionOf<typeof restoreCommand> = async ({ backup }, { data, over }, context) => {
  const { cwd, language, progress, signal } = context;
  const folder = dataFolderOf(data, context);
  const options = { over, command: 'leukoscope restore', clock: () => new Date(), progress, signal };
  const restored = await restoreBackup(resolve(cwd, backup), folder, options);
  const words = TEXTS[language];
  if (restored.deletedAgain === null) context.warn(words.unreadable);
  const { aside, deletedAgain } = restored;
  const { madeAt, auditHead, images } = restored.backup;
  return {
    document: { data: folder, madeAt, auditHead, images, aside, deletedAgain },
    text: words.restored(typed(folder), restored),
  };
};

interface Texts {
  readonly restored: (path: string, restored: Restored) => string;
  readonly unreadable: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    restored: (path, { backup, aside, deletedAgain }) =>
      [
        `Restored to ${path}: the backup of ${backup.madeAt}.`,
        ...(deletedAgain ? [`Deleted again, as they were deleted since: ${deletedAgain} patients and cases.`] : []),
        ...(aside === null ? [] : [`What was there before is in ${typed(aside)}.`]),
        '',
      ].join('\n'),
    unreadable:
      'the store that was there cannot be read: patients who were deleted since the backup are back. Delete them again.',
  },
  es: {
    restored: (path, { backup, aside, deletedAgain }) =>
      [
        `Restaurado en ${path}: la copia de seguridad de ${backup.madeAt}.`,
        ...(deletedAgain ? [`Borrados de nuevo, porque se borraron después: ${deletedAgain} pacientes y casos.`] : []),
        ...(aside === null ? [] : [`Lo que había antes está en ${typed(aside)}.`]),
        '',
      ].join('\n'),
    unreadable:
      'el almacén que había no se puede leer: los pacientes que se borraron después de la copia han vuelto. Bórrelos de nuevo.',
  },
};
