import { createHash } from 'node:crypto';
import { inBatches } from '../batches.ts';
import type { Actor, AuditHead, Json } from '../rows.ts';
import type { Scope } from '../scope.ts';
import { auditHash, canonicalJson } from './audit-hash.ts';

/** Everything that the trail tells of. */
export type AuditAction =
  | `user.${'create' | 'password' | 'role' | 'disable' | 'enable'}`
  | `patient.${'create' | 'rename' | 'delete'}`
  | `case.${'create' | 'update' | 'delete' | 'model' | 'blind' | 'second-reader' | 'sign' | 'unlock' | 'cells'}`
  | 'cell.label'
  | `comment.${'create' | 'delete'}`
  | `model.${'add' | 'evaluation' | 'promote' | 'roll-back' | 'delete'}`
  | 'dataset-version.create'
  | `training.${'create' | 'state' | 'model'}`
  | `store.${'backup' | 'restore'}`;

/** One change: codes, ids, numbers and salted hashes; never a name, a title or any other text of a person's. */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: Json;
  readonly after?: Json;
}

const BATCH = 500;

/**
 * Adds rows to the trail, in the transaction of the change that they tell of.
 *
 * @returns the number of the last row
 */
export async function record(scope: Scope, actor: Actor, entries: readonly AuditEntry[]): Promise<number> {
  if (!scope.isTransaction) throw new TypeError('record: a change and its audit row belong in one transaction');
  let { seq, hash } = await auditHead(scope);
  const at = scope.now();
  const rows = entries.map(({ action, subjectKind, subjectId, before = null, after = null }) => {
    const content = {
      ...{ seq: seq + 1, at, userId: actor.userId, action, subjectKind, subjectId },
      ...{ before: canonicalJson(before), after: canonicalJson(after), previousHash: hash },
    };
    seq = content.seq;
    hash = auditHash(content);
    return { ...content, hash };
  });
  for (const batch of inBatches(rows, BATCH)) await scope.database.insertInto('audit').values(batch).execute();
  await scope.database.updateTable('auditHead').set({ seq, hash }).execute();
  return seq;
}

/** The last row of the trail. */
export async function auditHead({ database }: Pick<Scope, 'database'>): Promise<AuditHead> {
  return await database.selectFrom('auditHead').select(['seq', 'hash']).executeTakeFirstOrThrow();
}

/**
 * What stands in the trail for a text: a hash with the subject's salt, which is deleted with the subject. From then on
 * nobody can find out, not by trying all names either, what the text was.
 */
export async function saltedHash(scope: Scope, subjectId: string, text: string): Promise<string> {
  const fresh = { subjectId, salt: scope.world.random() };
  await scope.database
    .insertInto('salt')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { salt } = await scope.database
    .selectFrom('salt')
    .select('salt')
    .where('subjectId', '=', subjectId)
    .executeTakeFirstOrThrow();
  return createHash('sha256').update(`${salt}\n${text}`).digest('hex');
}
