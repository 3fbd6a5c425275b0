import type { auditOperations } from '../api/audit.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';
import { namesOf } from './case-answer.ts';

export function auditCalls({ store }: ServerWorld): Handlers<keyof typeof auditOperations> {
  return {
    async listAudit({ query: { subject, ...page } }) {
      const { rows, cursor } = await store.audit.list({
        ...page,
        ...(subject !== undefined && { subjectId: subject }),
      });
      const person = await namesOf(store);
      const entries = rows.map(({ seq, at, userId, action, subjectKind, subjectId, before, after, hash }) => ({
        ...{ seq, at, user: person(userId), action, subjectKind, subjectId, before, after, hash },
      }));
      return { entries, next: cursor };
    },
    getAuditHead: () => store.audit.head(),
    async verifyAudit() {
      const { rows, fault } = await store.audit.verify();
      return { ok: fault === null, entries: rows, fault: fault && { seq: fault.seq, kind: fault.fault } };
    },
  };
}
