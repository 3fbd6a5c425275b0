import { limitOf, type PageRequest, pageOf } from '../paging.ts';
import type { AuditHead, AuditRow, Page } from '../rows.ts';
import type { Scope } from '../scope.ts';
import type { Tables } from '../tables.ts';
import { type AuditAction, auditHead } from './record.ts';
import { type AuditVerdict, verifyAudit } from './verify-audit.ts';

export interface AuditRequest extends PageRequest {
  /** Only rows of this one: an id, or `case/number` of a cell. */
  readonly subjectId?: string | undefined;
  readonly action?: AuditAction | undefined;
}

/** What happened, by whom and when; written by the parts that change something, in the same transaction. */
export class AuditTrail {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The newest first. */
  async list(request: AuditRequest = {}): Promise<Page<AuditRow>> {
    const { subjectId, action, cursor } = request;
    let query = this.#scope.database.selectFrom('audit').selectAll();
    if (subjectId !== undefined) query = query.where('subjectId', '=', subjectId);
    if (action !== undefined) query = query.where('action', '=', action);
    if (cursor !== undefined && /^\d{1,15}$/.test(cursor)) query = query.where('seq', '<', Number(cursor));
    const rows = await query
      .orderBy('seq', 'desc')
      .limit(limitOf(request) + 1)
      .execute();
    return pageOf(rows.map(auditRow), request, ({ seq }) => String(seq));
  }

  /** What to write down elsewhere: with it, `verify` finds also that the whole trail was made anew. */
  async head(): Promise<AuditHead> {
    return await auditHead(this.#scope);
  }

  /** @param head one that was written down earlier. */
  async verify({ head }: { readonly head?: AuditHead | undefined } = {}): Promise<AuditVerdict> {
    return await verifyAudit(this.#scope, head ?? null);
  }
}

function auditRow({ before, after, ...row }: Tables['audit']): AuditRow {
  return { ...row, before: JSON.parse(before), after: JSON.parse(after) };
}
