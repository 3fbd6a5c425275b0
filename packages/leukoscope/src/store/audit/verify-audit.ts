import type { AuditFaultKind } from '../../errors/store-errors.ts';
import type { AuditHead } from '../rows.ts';
import type { Scope } from '../scope.ts';
import { auditHash, NO_HASH } from './audit-hash.ts';
import { auditHead } from './record.ts';

export interface AuditFault {
  /** The row at which it shows. */
  readonly seq: number;
  readonly fault: AuditFaultKind;
}

export interface AuditVerdict {
  /** Rows looked at: all, unless there is a fault. */
  readonly rows: number;
  readonly head: AuditHead;
  /** The first that was found; `null`: the trail is what was written. */
  readonly fault: AuditFault | null;
}

const BATCH = 2000;

/**
 * Goes through the whole trail: every row hashes to what it says, none is missing or out of place, it ends where the store
 * remembers, every delete has its tombstone, and every label in the store is the one that its row tells.
 *
 * @param exported a head that was written down earlier and must be in the trail; `null` if there is none.
 */
export async function verifyAudit(scope: Scope, exported: AuditHead | null): Promise<AuditVerdict> {
  // One transaction, so that all is of one moment.
  return await scope.write(async (inner) => {
    const head = await auditHead(inner);
    const chain = await walkChain(inner, exported);
    const fault =
      chain.fault ?? endFault(chain, head, exported) ?? (await tombstoneFault(inner)) ?? (await labelFault(inner));
    return { rows: chain.seq, head, fault };
  });
}

interface Walk {
  readonly seq: number;
  readonly hash: string;
  readonly fault: AuditFault | null;
}

async function walkChain({ database }: Scope, exported: AuditHead | null): Promise<Walk> {
  let seq = 0;
  let hash = NO_HASH;
  const fault = (kind: AuditFaultKind): Walk => ({ seq, hash, fault: { seq: seq + 1, fault: kind } });
  for (;;) {
    const query = database.selectFrom('audit').selectAll().where('seq', '>', seq);
    const rows = await query.orderBy('seq').limit(BATCH).execute();
    for (const row of rows) {
      if (row.seq !== seq + 1) return fault('missing');
      if (row.previousHash !== hash || row.hash !== auditHash(row)) return fault('changed');
      if (exported?.seq === row.seq && exported.hash !== row.hash) return fault('exported-head');
      ({ seq, hash } = row);
    }
    if (rows.length < BATCH) return { seq, hash, fault: null };
  }
}

function endFault({ seq, hash }: Walk, head: AuditHead, exported: AuditHead | null): AuditFault | null {
  if (head.seq > seq || (exported?.seq ?? 0) > seq) return { seq: seq + 1, fault: 'missing' };
  if (head.seq !== seq || head.hash !== hash) return { seq: head.seq, fault: 'wrong-head' };
  return null;
}

/** Deletes and tombstones stand for each other. */
async function tombstoneFault({ database }: Scope): Promise<AuditFault | null> {
  const without = await database
    .selectFrom('audit')
    .leftJoin('tombstone', (join) =>
      join
        .onRef('tombstone.subjectId', '=', 'audit.subjectId')
        .onRef('tombstone.subjectKind', '=', 'audit.subjectKind'),
    )
    .select('audit.seq')
    .where('audit.action', 'in', ['patient.delete', 'case.delete'])
    .where('tombstone.auditSeq', 'is', null)
    .orderBy('audit.seq')
    .executeTakeFirst();
  if (without !== undefined) return { seq: without.seq, fault: 'no-tombstone' };
  const wrong = await database
    .selectFrom('tombstone')
    .innerJoin('audit', 'audit.seq', 'tombstone.auditSeq')
    .select('audit.seq')
    .where(({ eb, or, ref }) =>
      or([
        eb('audit.subjectId', '!=', ref('tombstone.subjectId')),
        eb('audit.subjectKind', '!=', ref('tombstone.subjectKind')),
        eb('audit.action', 'not in', ['patient.delete', 'case.delete']),
      ]),
    )
    .executeTakeFirst();
  return wrong === undefined ? null : { seq: wrong.seq, fault: 'wrong-tombstone' };
}

/** The newest label of each cell and reading, as the trail tells it, is the one that the store has. */
async function labelFault({ database }: Scope): Promise<AuditFault | null> {
  const stored = new Map<string, string | null>();
  const reviews = await database
    .selectFrom('review')
    .select(['caseId', 'number', 'reading', 'id', 'typeCode'])
    .where('current', '=', 1)
    .execute();
  for (const { caseId, number, reading, id, typeCode } of reviews) {
    stored.set(`${caseId}/${number} ${reading}`, `${id} ${typeCode}`);
  }
  const told = await toldLabels({ database });
  for (const [key, { text, seq, caseId }] of told) {
    const found = stored.get(key);
    stored.delete(key);
    if (found === text) continue;
    const deleted = await database
      .selectFrom('tombstone')
      .select('auditSeq')
      .where('subjectKind', '=', 'case')
      .where('subjectId', '=', caseId)
      .executeTakeFirst();
    if (found !== undefined || deleted === undefined) return { seq, fault: 'label-not-audited' };
  }
  const { seq } = await auditHead({ database });
  return stored.size === 0 ? null : { seq, fault: 'label-not-audited' };
}

async function toldLabels({
  database,
}: Pick<Scope, 'database'>): Promise<Map<string, { text: string; seq: number; caseId: string }>> {
  const told = new Map<string, { text: string; seq: number; caseId: string }>();
  let last = 0;
  for (;;) {
    const rows = await database
      .selectFrom('audit')
      .select(['seq', 'subjectId', 'after'])
      .where('action', '=', 'cell.label')
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const { seq, subjectId, after } of rows) {
      const { reading, review, typeCode } = JSON.parse(after);
      const caseId = subjectId.slice(0, subjectId.lastIndexOf('/'));
      told.set(`${subjectId} ${reading}`, { text: `${review} ${typeCode}`, seq, caseId });
      last = seq;
    }
    if (rows.length < BATCH) return told;
  }
}
