import { record, saltedHash } from './audit/record.ts';
import { deletePatient } from './delete-data.ts';
import { notFound } from './not-found.ts';
import { limitOf, type PageRequest, pageOf, readTimeCursor, timeCursor } from './paging.ts';
import type { Actor, Page, PatientRow } from './rows.ts';
import type { Scope } from './scope.ts';

export interface PatientRequest extends PageRequest {
  /** Part of the name; without a difference between A and a. */
  readonly search?: string | undefined;
}

/** Whose cells are looked at. */
export class Patients {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  async create(actor: Actor, { name }: { readonly name: string }): Promise<PatientRow> {
    return await this.#scope.write(async (scope) => {
      const row = { id: scope.newId(), name, createdAt: scope.now() };
      await scope.database.insertInto('patient').values(row).execute();
      const after = { name: await saltedHash(scope, row.id, name) };
      await record(scope, actor, [{ action: 'patient.create', subjectKind: 'patient', subjectId: row.id, after }]);
      return row;
    });
  }

  /** The newest first. */
  async list(request: PatientRequest = {}): Promise<Page<PatientRow>> {
    const after = readTimeCursor(request.cursor);
    let query = this.#scope.database.selectFrom('patient').selectAll();
    if (request.search) {
      const { search } = request;
      query = query.where(({ eb, fn, val }) =>
        eb(fn<number>('instr', [fn('lower', ['name']), fn('lower', [val(search)])]), '>', 0),
      );
    }
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
    return pageOf(rows, request, timeCursor);
  }

  /** The one of that very name who was added first; `null` if there is none. */
  async findByName(name: string): Promise<PatientRow | null> {
    const query = this.#scope.database.selectFrom('patient').selectAll().where('name', '=', name);
    return (await query.orderBy('createdAt').orderBy('id').limit(1).executeTakeFirst()) ?? null;
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<PatientRow> {
    return await findPatient(this.#scope, id);
  }

  /** @throws LeukoscopeError store.not-found */
  async rename(actor: Actor, id: string, name: string): Promise<PatientRow> {
    return await this.#scope.write(async (scope) => {
      const found = await findPatient(scope, id);
      await scope.database.updateTable('patient').set({ name }).where('id', '=', id).execute();
      const before = { name: await saltedHash(scope, id, found.name) };
      const after = { name: await saltedHash(scope, id, name) };
      await record(scope, actor, [{ action: 'patient.rename', subjectKind: 'patient', subjectId: id, before, after }]);
      return { ...found, name };
    });
  }

  /** With everything of the patient's; leaves tombstones. @throws LeukoscopeError store.not-found */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      await findPatient(scope, id);
      await deletePatient(scope, actor, id);
    });
  }
}

async function findPatient({ database }: Scope, id: string): Promise<PatientRow> {
  const row = await database.selectFrom('patient').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? notFound('patient', id);
}
