import { record, saltedHash } from './audit/record.ts';
import { changedCase, requireOpenCase } from './case-rows.ts';
import { notFound } from './not-found.ts';
import type { Actor, CommentRow } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

/** What persons write about a case or one of its cells. */
export class Comments {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** @param number of the cell; `null`: about the case. @throws LeukoscopeError store.not-found, store.case-signed */
  async add(
    actor: Actor,
    caseId: string,
    { number, text }: { readonly number: number | null; readonly text: string },
  ): Promise<CommentRow> {
    return await this.#scope.write(async (scope) => {
      const { cellCount } = await requireOpenCase(scope, caseId);
      if (number !== null && !(number >= 1 && number <= cellCount)) notFound('cell', `${caseId}/${number}`);
      const { version } = await changedCase(scope, caseId);
      const row = { id: scope.newId(), caseId, number, userId: actor.userId, text, at: scope.now() };
      await scope.database
        .insertInto('comment')
        .values({ ...row, version })
        .execute();
      const after = { caseId, number, text: await saltedHash(scope, caseId, text) };
      await record(scope, actor, [{ action: 'comment.create', subjectKind: 'comment', subjectId: row.id, after }]);
      return row;
    });
  }

  /** In the order of time; of one cell, if `number` is given. */
  async list(caseId: string, { number }: { number?: number | undefined } = {}): Promise<CommentRow[]> {
    let query = this.#scope.database.selectFrom('comment').selectAll().where('caseId', '=', caseId);
    if (number !== undefined) query = query.where('number', '=', number);
    const rows = await query.orderBy('version').execute();
    return rows.map(commentRow);
  }

  /** @throws LeukoscopeError store.not-found, store.case-signed */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      const found = await scope.database.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst();
      if (found === undefined) notFound('comment', id);
      const { caseId, number } = found;
      await requireOpenCase(scope, caseId);
      const { version } = await changedCase(scope, caseId);
      await scope.database.deleteFrom('comment').where('id', '=', id).execute();
      if (number !== null) {
        await scope.database
          .updateTable('cell')
          .set({ version })
          .where('caseId', '=', caseId)
          .where('number', '=', number)
          .execute();
      }
      const before = { caseId, number };
      await record(scope, actor, [{ action: 'comment.delete', subjectKind: 'comment', subjectId: id, before }]);
    });
  }
}

function commentRow({ version: _, ...row }: Tables['comment']): CommentRow {
  return row;
}
