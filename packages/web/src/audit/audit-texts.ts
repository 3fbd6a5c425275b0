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
  },
};
