import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type AuditEntry, record, saltedHash } from './audit/record.ts';
import { type CaseTable, caseRow, changedCase, findCase, requireOpenCase } from './case-rows.ts';
import { deleteCases } from './delete-data.ts';
import { hashOfTypes, typesOfCase } from './labels.ts';
import { notFound } from './not-found.ts';
import { limitOf, type PageRequest, pageOf, readTimeCursor, timeCursor } from './paging.ts';
import { type Actor, type CaseRow, type Page, UNIDENTIFIED } from './rows.ts';
import type { Scope } from './scope.ts';

export interface NewCase {
  readonly patientId: string;
  readonly title: string;
  readonly note: string;
}

export interface CaseRequest extends PageRequest {
  readonly patientId?: string | undefined;
  readonly state?: CaseRow['state'] | undefined;
}

/** The cells of one examination of a patient, from their images to a signed result. */
export class Cases {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** @throws LeukoscopeError store.not-found if there is no such patient */
  async create(actor: Actor, { patientId, title, note }: NewCase): Promise<CaseRow> {
    return await this.#scope.write(async (scope) => {
      const query = scope.database.selectFrom('patient').select('id').where('id', '=', patientId);
      if ((await query.executeTakeFirst()) === undefined) notFound('patient', patientId);
      const row: CaseTable = {
        ...{ id: scope.newId(), patientId, title, note, createdBy: actor.userId, createdAt: scope.now() },
        ...{
          state: 'open',
          blinded: 0,
          modelId: null,
          modelVersion: 1,
          signedBy: null,
          signedAt: null,
          secondReaderId: null,
        },
        ...{ version: 1, cellCount: 0 },
      };
      await scope.database.insertInto('case').values(row).execute();
      const after = { patientId, ...(await textsOf(scope, row)) };
      await record(scope, actor, [{ action: 'case.create', subjectKind: 'case', subjectId: row.id, after }]);
      return caseRow(row);
    });
  }

  /** The newest first. */
  async list(request: CaseRequest = {}): Promise<Page<CaseRow>> {
    const { patientId, state } = request;
    const after = readTimeCursor(request.cursor);
    let query = this.#scope.database.selectFrom('case').selectAll();
    if (patientId !== undefined) query = query.where('patientId', '=', patientId);
    if (state !== undefined) query = query.where('state', '=', state);
    if (after !== null) {
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('createdAt', 'id'), '<', tuple(after.createdAt, after.id)),
      );
    }
    const rows = await query
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limitOf(request) + 1)
      .execute();
    return pageOf(rows.map(caseRow), request, timeCursor);
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<CaseRow> {
    return caseRow(await findCase(this.#scope, id));
  }

  /** The case of the same patient that was made last before this one. @throws LeukoscopeError store.not-found */
  async previousOf(id: string): Promise<CaseRow | null> {
    const { patientId, createdAt } = await findCase(this.#scope, id);
    const row = await this.#scope.database
      .selectFrom('case')
      .selectAll()
      .where('patientId', '=', patientId)
      .where('createdAt', '<', createdAt)
      .orderBy('createdAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : caseRow(row);
  }

  /** @throws LeukoscopeError store.not-found, store.case-signed */
  async update(actor: Actor, id: string, texts: { title?: string; note?: string }): Promise<CaseRow> {
    return await this.#change(id, async (scope, found) => {
      const { title = found.title, note = found.note } = texts;
      if (title === found.title && note === found.note) return null;
      const before = await textsOf(scope, found);
      const after = await textsOf(scope, { id, title, note });
      await record(scope, actor, [{ action: 'case.update', subjectKind: 'case', subjectId: id, before, after }]);
      return { title, note };
    });
  }

  /** Which model's predictions the case shows. @throws LeukoscopeError store.not-found, store.case-signed */
  async showModel(actor: Actor, id: string, modelId: string): Promise<CaseRow> {
    return await this.#change(id, async (scope, found) => {
      if (found.modelId === modelId) return null;
      const query = scope.database.selectFrom('model').select('id').where('id', '=', modelId);
      if ((await query.executeTakeFirst()) === undefined) notFound('model', modelId);
      await record(scope, actor, [caseEntry('case.model', found, { modelId: found.modelId }, { modelId })]);
      return { modelId, modelVersion: found.version + 1 };
    });
  }

  /** Whether predictions are hidden from readers. @throws LeukoscopeError store.not-found, store.case-signed */
  async setBlinded(actor: Actor, id: string, blinded: boolean): Promise<CaseRow> {
    return await this.#change(id, async (scope, found) => {
      if ((found.blinded === 1) === blinded) return null;
      await record(scope, actor, [caseEntry('case.blind', found, { blinded: !blinded }, { blinded })]);
      return { blinded: blinded ? 1 : 0 };
    });
  }

  /** @throws LeukoscopeError store.not-found, store.case-signed */
  async setSecondReader(actor: Actor, id: string, userId: string | null): Promise<CaseRow> {
    return await this.#change(id, async (scope, found) => {
      if (found.secondReaderId === userId) return null;
      const query = scope.database
        .selectFrom('user')
        .select('id')
        .where('id', '=', userId ?? '');
      if (userId !== null && (await query.executeTakeFirst()) === undefined) notFound('user', userId);
      const before = { userId: found.secondReaderId };
      await record(scope, actor, [caseEntry('case.second-reader', found, before, { userId })]);
      return { secondReaderId: userId };
    });
  }

  /** How many cells nobody has given a type: neither a person nor the model shown. @throws LeukoscopeError store.not-found */
  async unidentifiedCount(id: string): Promise<number> {
    return unidentifiedIn(await typesOfCase(this.#scope, await findCase(this.#scope, id)));
  }

  /**
   * Locks the case; what was signed is in the trail as a hash of what every cell is held to be.
   *
   * @throws LeukoscopeError store.not-found, store.case-signed, store.case-empty, store.case-unidentified
   */
  async sign(actor: Actor, id: string): Promise<CaseRow> {
    return await this.#change(id, async (scope, found) => {
      if (found.cellCount === 0) throw new LeukoscopeError('store.case-empty', { id });
      const types = await typesOfCase(scope, found);
      const cells = unidentifiedIn(types);
      if (cells > 0) throw new LeukoscopeError('store.case-unidentified', { id, cells });
      const after = { cells: found.cellCount, modelId: found.modelId, types: hashOfTypes(types) };
      await record(scope, actor, [caseEntry('case.sign', found, null, after)]);
      return { state: 'signed', signedBy: actor.userId, signedAt: scope.now() };
    });
  }

  /** @throws LeukoscopeError store.not-found, store.case-not-signed */
  async unlock(actor: Actor, id: string, { reason }: { readonly reason: string }): Promise<CaseRow> {
    return await this.#scope.write(async (scope) => {
      const found = await findCase(scope, id);
      if (found.state !== 'signed') throw new LeukoscopeError('store.case-not-signed', { id });
      const before = { signedBy: found.signedBy, signedAt: found.signedAt };
      const after = { reason: await saltedHash(scope, id, reason) };
      await record(scope, actor, [caseEntry('case.unlock', found, before, after)]);
      // The reason itself is where readers look for it, and goes when the case goes.
      await scope.database
        .insertInto('comment')
        .values({
          ...{ id: scope.newId(), caseId: id, number: null, userId: actor.userId, text: reason, at: scope.now() },
          version: found.version + 1,
        })
        .execute();
      return await changedCase(scope, id, { state: 'open', signedBy: null, signedAt: null });
    });
  }

  /** With all that is in it; leaves a tombstone. @throws LeukoscopeError store.not-found */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      await findCase(scope, id);
      await deleteCases(scope, actor, [id]);
    });
  }

  /** Of an open case. @param change the columns that change; `null`: all is so already, and nothing happened. */
  async #change(
    id: string,
    change: (scope: Scope, found: CaseTable) => Promise<Partial<CaseTable> | null>,
  ): Promise<CaseRow> {
    return await this.#scope.write(async (scope) => {
      const found = await requireOpenCase(scope, id);
      const changed = await change(scope, found);
      return changed === null ? caseRow(found) : await changedCase(scope, id, changed);
    });
  }
}

function unidentifiedIn(types: readonly string[]): number {
  return types.filter((type) => type === UNIDENTIFIED).length;
}

function caseEntry(
  action: AuditEntry['action'],
  { id }: CaseTable,
  before: AuditEntry['before'] | null,
  after: NonNullable<AuditEntry['after']>,
): AuditEntry {
  return { action, subjectKind: 'case', subjectId: id, before: before ?? null, after };
}

async function textsOf(
  scope: Scope,
  { id, title, note }: { id: string; title: string; note: string },
): Promise<{ title: string; note: string }> {
  return { title: await saltedHash(scope, id, title), note: await saltedHash(scope, id, note) };
}
