import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { notFound } from './not-found.ts';
import type { CaseRow } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export type CaseTable = Tables['case'];

export function caseRow({ blinded, modelVersion: _, ...row }: CaseTable): CaseRow {
  return { ...row, blinded: blinded === 1 };
}

/** @throws LeukoscopeError store.not-found */
export async function findCase({ database }: Scope, id: string): Promise<CaseTable> {
  const row = await database.selectFrom('case').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? notFound('case', id);
}

/** @throws LeukoscopeError store.not-found, store.case-signed */
export async function requireOpenCase(scope: Scope, id: string): Promise<CaseTable> {
  const row = await findCase(scope, id);
  if (row.state === 'signed') throw new LeukoscopeError('store.case-signed', { id });
  return row;
}

/** Changes the row, with its version one higher, so that whoever shows the case sees that it changed. */
export async function changedCase(scope: Scope, id: string, change: Partial<CaseTable> = {}): Promise<CaseRow> {
  const row = await scope.database
    .updateTable('case')
    .set(({ eb }) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return caseRow(row ?? notFound('case', id));
}
