import { z } from 'zod';
import { count, next, page, person, time } from './common.ts';
import { operations } from './operation.ts';

const auditEntry = z
  .object({
    seq: count,
    at: time,
    user: person,
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export const auditOperations = operations({
  listAudit: {
    method: 'get',
    path: '/audit',
    summary: 'The audit trail, the newest entry first',
    role: 'admin',
    query: page.extend({ subject: z.string().max(100).optional() }),
    answer: z.object({ entries: z.array(auditEntry), next }),
  },
  getAuditHead: {
    method: 'get',
    path: '/audit/head',
    summary: 'Number and hash of the last entry: kept elsewhere, they prove that nothing before was changed',
    role: 'admin',
    answer: z.object({ seq: count, hash: z.string() }),
  },
  verifyAudit: {
    method: 'post',
    path: '/audit/verify',
    summary: 'Check the whole chain',
    role: 'admin',
    answer: z.object({ ok: z.boolean(), entries: count, fault: z.object({ seq: count, kind: z.string() }).nullable() }),
  },
});
