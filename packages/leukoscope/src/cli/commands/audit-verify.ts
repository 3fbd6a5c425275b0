import { resolve } from 'node:path';
import type { Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { numberFormat } from '../../errors/wording.ts';
import { readHeadFile } from '../../store/audit/head-file.ts';
import { verifyAudit } from '../../store/audit/verify-audit.ts';
import { readStore } from '../../store/read-store.ts';
import type { AuditHead } from '../../store/rows.ts';
import { StoreFolder } from '../../store/store-folder.ts';
import { dataFolderOf } from '../data-folder.ts';
import type { ActionOf } from '../define-command.ts';
import type { auditVerifyCommand } from './audit-verify-command.ts';

/** `leukoscope audit verify`; while the app is in use too. */
export const auditVerify: ActionOf<typeof auditVerifyCommand> = async (_, given, context) => {
  const folder = new StoreFolder(dataFolderOf(given.data, context));
  const exported = given.head === undefined ? null : await readHeadFile(resolve(context.cwd, given.head));
  const { rows, head, fault } = await readStore(folder, (scope) => verifyAudit(scope, exported));
  if (fault !== null) throw new LeukoscopeError('store.audit-broken', { ...fault });
  const words = TEXTS[context.language];
  const text = words.holds(`${numberFormat(context.language)(rows)} ${words.rows(rows)}`, head);
  return { document: { rows, head: { ...head }, exported, fault }, text };
};

interface Texts {
  readonly rows: (count: number) => string;
  readonly holds: (rows: string, head: AuditHead) => string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    rows: (count) => (count === 1 ? 'row' : 'rows'),
    holds: (rows, { hash }) => `The audit trail holds: ${rows}, none changed or missing.\nIts head: ${hash}\n`,
  },
  es: {
    rows: (count) => (count === 1 ? 'fila' : 'filas'),
    holds: (rows, { hash }) =>
      `El registro de auditoría es íntegro: ${rows}, ninguna cambiada ni ausente.\nSu cabeza: ${hash}\n`,
  },
};
