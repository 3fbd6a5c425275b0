import type { Language } from 'leukoscope/browser';

interface AuditTexts {
  readonly title: string;
  readonly intro: string;
  readonly head: string;
  readonly headNone: string;
  readonly copy: string;
  readonly copied: string;
  readonly verify: string;
  readonly whole: (entries: number) => string;
  readonly broken: (at: number) => string;
  readonly columns: Readonly<Record<'number' | 'at' | 'user' | 'action' | 'subject' | 'before' | 'after', string>>;
  readonly none: string;
  readonly more: string;
  readonly backups: string;
  readonly makeBackup: string;
  readonly backupsIn: (folder: string) => string;
  readonly backupColumns: Readonly<Record<'name' | 'madeAt' | 'images' | 'entry', string>>;
}

export const AUDIT_TEXTS: Readonly<Record<Language, AuditTexts>> = {
  en: {
    title: 'Audit trail',
    intro:
      'Every change of a decision, a threshold, a model, a signature or a user. Each entry holds the hash of the one before, so none can be changed or left out unseen; no entry holds a name.',
    head: 'Head of the chain',
    headNone: 'There is no entry yet.',
    copy: 'Copy',
    copied: 'Copied. Kept elsewhere, it proves that nothing before it was changed.',
    verify: 'Check the chain',
    whole: (entries) => `The chain is whole: ${entries} entries.`,
    broken: (at) => `The chain is broken at entry ${at}.`,
    columns: {
      number: 'No.',
      at: 'When',
      user: 'Who',
      action: 'Action',
      subject: 'Subject',
      before: 'From',
      after: 'To',
    },
    none: '—',
    more: 'Show more',
    backups: 'Backups',
    makeBackup: 'Make a backup',
    backupsIn: (folder) =>
      `Copies of everything, made while the app is in use, in ${folder} on the server. “leukoscope restore” brings one back; keep some on another disk.`,
    backupColumns: { name: 'Folder', madeAt: 'Made', images: 'Images', entry: 'Up to entry' },
  },
  es: {
    title: 'Auditoría',
    intro:
      'Todo cambio de una decisión, un umbral, un modelo, una firma o un usuario. Cada entrada contiene el hash de la anterior, así que ninguna se puede cambiar ni omitir sin que se note; ninguna contiene un nombre.',
    head: 'Cabeza de la cadena',
    headNone: 'Todavía no hay entradas.',
    copy: 'Copiar',
    copied: 'Copiada. Guardada en otro lugar, prueba que nada anterior se ha cambiado.',
    verify: 'Comprobar la cadena',
    whole: (entries) => `La cadena está completa: ${entries} entradas.`,
    broken: (at) => `La cadena está rota en la entrada ${at}.`,
    columns: {
      number: 'N.º',
      at: 'Cuándo',
      user: 'Quién',
      action: 'Acción',
      subject: 'Objeto',
      before: 'De',
      after: 'A',
    },
    none: '—',
    more: 'Mostrar más',
    backups: 'Copias de seguridad',
    makeBackup: 'Hacer una copia',
    backupsIn: (folder) =>
      `Copias de todo, hechas mientras se usa la aplicación, en ${folder} del servidor. «leukoscope restore» recupera una; guarde alguna en otro disco.`,
    backupColumns: { name: 'Carpeta', madeAt: 'Hecha', images: 'Imágenes', entry: 'Hasta la entrada' },
  },
};
