import { sql } from 'kysely';
import { type AuditAction, record } from './audit/record.ts';
import { dropUnusedImages, removeStrayImages } from './image-files.ts';
import type { Actor } from './rows.ts';
import type { Scope } from './scope.ts';
import { emptyLog } from './sqlite.node.ts';

/**
 * Deletes a patient with every case. What stays is the trail, whose rows name nobody, and tombstones, by which a restored
 * backup forgets the patient again.
 */
export async function deletePatient(scope: Scope, actor: Actor, id: string): Promise<void> {
  const cases = await scope.database.selectFrom('case').select('id').where('patientId', '=', id).execute();
  await deleteCases(
    scope,
    actor,
    cases.map((row) => row.id),
  );
  await scope.database.deleteFrom('patient').where('id', '=', id).execute();
  await forget(scope, actor, { action: 'patient.delete', kind: 'patient', id });
}

/** Deletes cases with cells, predictions, reviews, comments, salts, and the images that no other cell shows. */
export async function deleteCases(scope: Scope, actor: Actor, ids: readonly string[]): Promise<void> {
  const { database } = scope;
  for (const id of ids) {
    const cells = await database.selectFrom('cell').select('imageHash').where('caseId', '=', id).execute();
    const frozen = await database.selectFrom('datasetCell').select('imageHash').where('caseId', '=', id).execute();
    await database.deleteFrom('case').where('id', '=', id).execute();
    await dropUnusedImages(scope, [...new Set([...cells, ...frozen].map(({ imageHash }) => imageHash))]);
    await forget(scope, actor, { action: 'case.delete', kind: 'case', id });
  }
  scope.afterCommit(() => removeTraces(scope.root));
}

/** What a delete leaves outside of the tables: image files, and pages in the write-ahead log. */
async function removeTraces(scope: Scope): Promise<void> {
  await scope.imageTurns.take(() => removeStrayImages(scope));
  await emptyLog(scope.database);
}

/** The salt, the kept answers to requests that told of it, the row of the trail and the tombstone. */
async function forget(
  scope: Scope,
  actor: Actor,
  { action, kind, id }: { action: AuditAction; kind: string; id: string },
): Promise<void> {
  const { database } = scope;
  await database.deleteFrom('salt').where('subjectId', '=', id).execute();
  // A kept answer may hold a name or a comment.
  await database
    .deleteFrom('request')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('audit')
          .select('audit.seq')
          .where(({ eb, or }) => or([eb('audit.subjectId', '=', id), eb(sql`audit.after`, 'like', `%${id}%`)]))
          .whereRef('audit.seq', '>', 'request.afterSeq')
          .whereRef('audit.seq', '<=', 'request.lastSeq'),
      ),
    )
    .execute();
  const auditSeq = await record(scope, actor, [{ action, subjectKind: kind, subjectId: id }]);
  await database
    .insertInto('tombstone')
    .values({ subjectKind: kind, subjectId: id, at: scope.now(), auditSeq })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
