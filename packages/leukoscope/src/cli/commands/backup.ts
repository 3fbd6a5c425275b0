import { resolve } from 'node:path';
import type { Language } from '../../errors/entry.ts';
import { numberFormat, typed } from '../../errors/wording.ts';
import { writeBackup } from '../../store/backup/write-backup.ts';
import { StoreFolder } from '../../store/store-folder.ts';
import { dataFolderOf } from '../data-folder.ts';
import type { ActionOf } from '../define-command.ts';
import type { backupCommand } from './backup-command.ts';

/** `leukoscope backup`; while the app is in use too. */
export const backup: ActionOf<typeof backupCommand> = async (_, { out, data }, context) => {
  const { cwd, language, progress, signal } = context;
  const folder = new StoreFolder(dataFolderOf(data, context));
  const options = { clock: () => new Date(), progress, signal };
  const { madeAt, auditHead, images } = await writeBackup(folder, resolve(cwd, out), options);
  const text = TEXTS[language].written(typed(out), numberFormat(language)(images));
  return { document: { out, madeAt, auditHead, images }, text };
};

const TEXTS: Readonly<Record<Language, { readonly written: (path: string, images: string) => string }>> = {
  en: { written: (path, images) => `Backup written to ${path}: ${images} images.\n` },
  es: { written: (path, images) => `Copia de seguridad escrita en ${path}: ${images} imágenes.\n` },
};
