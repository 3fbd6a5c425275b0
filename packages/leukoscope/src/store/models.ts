import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { writeFailure } from '../files/system-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { record, saltedHash } from './audit/record.ts';
import { notFound } from './not-found.ts';
import type { Actor, Json, ModelRow } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export interface NewModel {
  readonly name: string;
  /** Of the .onnx file, read and found good by the caller. */
  readonly bytes: Uint8Array;
  /** As JSON keeps it. */
  readonly card: object;
  /** Codes of the types that it tells apart, in its order. */
  readonly types: readonly string[];
  readonly trainingId?: string | null;
}

type Stored = Tables['model'];

/** Models that cases can be classified with; one of them is the present one. */
export class Models {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Installs a model as a candidate. The same file again is the same model, and is left as it is. */
  async add(actor: Actor, { name, bytes, card, types, trainingId = null }: NewModel): Promise<ModelRow> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return await this.#scope.write(async (scope) => {
      const query = scope.database.selectFrom('model').selectAll().where('sha256', '=', sha256);
      const known = await query.executeTakeFirst();
      if (known !== undefined) return modelRow(known);
      const row: Stored = {
        ...{ id: scope.newId(), name, sha256, card: JSON.stringify(card), types: JSON.stringify(types) },
        ...{ installedBy: actor.userId, installedAt: scope.now(), state: 'candidate', promotion: 0 },
        ...{ evaluation: null, trainingId },
      };
      const path = scope.folder.model(row.id);
      await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
        throw writeFailure(error, path);
      });
      await writeFileAtomic(path, bytes);
      await scope.database.insertInto('model').values(row).execute();
      const after = { sha256, name: await saltedHash(scope, row.id, name), trainingId };
      await record(scope, actor, [{ action: 'model.add', subjectKind: 'model', subjectId: row.id, after }]);
      return modelRow(row);
    });
  }

  /** The newest first. */
  async list(): Promise<ModelRow[]> {
    const query = this.#scope.database.selectFrom('model').selectAll();
    const rows = await query.orderBy('installedAt', 'desc').orderBy('id').execute();
    return rows.map(modelRow);
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<ModelRow> {
    return modelRow(await find(this.#scope, id));
  }

  /** @returns `null` if none was promoted yet. */
  async present(): Promise<ModelRow | null> {
    const row = await presentOf(this.#scope);
    return row === null ? null : modelRow(row);
  }

  /** Where the .onnx file of a model of the store is. @param id as a row of the store gives it. */
  path(id: string): string {
    return this.#scope.folder.model(id);
  }

  /** @throws LeukoscopeError store.not-found */
  async setEvaluation(actor: Actor, id: string, evaluation: Json): Promise<void> {
    await this.#scope.write(async (scope) => {
      await find(scope, id);
      const text = JSON.stringify(evaluation);
      await scope.database.updateTable('model').set({ evaluation: text }).where('id', '=', id).execute();
      const after = { sha256: createHash('sha256').update(text).digest('hex') };
      await record(scope, actor, [{ action: 'model.evaluation', subjectKind: 'model', subjectId: id, after }]);
    });
  }

  /** Makes it the present model. @throws LeukoscopeError store.not-found */
  async promote(actor: Actor, id: string): Promise<ModelRow> {
    return await this.#scope.write(async (scope) => {
      const chosen = await find(scope, id);
      const before = await presentOf(scope);
      if (before?.id === id) return modelRow(chosen);
      if (before !== null) await setState(scope, before, 'former');
      const { last } = await scope.database
        .selectFrom('model')
        .select(({ fn }) => fn.max('promotion').as('last'))
        .executeTakeFirstOrThrow();
      const promoted = await setState(scope, { ...chosen, promotion: last + 1 }, 'present');
      await record(scope, actor, [
        {
          ...{ action: 'model.promote', subjectKind: 'model', subjectId: id },
          ...{ before: { present: before?.id ?? null }, after: { present: id } },
        },
      ]);
      return promoted;
    });
  }

  /**
   * Brings back the model that was present before; the one it takes the place of is a candidate again, so that rolling
   * back twice goes further back.
   *
   * @throws LeukoscopeError store.no-former-model
   */
  async rollBack(actor: Actor): Promise<ModelRow> {
    return await this.#scope.write(async (scope) => {
      const former = await scope.database
        .selectFrom('model')
        .selectAll()
        .where('state', '=', 'former')
        .orderBy('promotion', 'desc')
        .executeTakeFirst();
      if (former === undefined) throw new LeukoscopeError('store.no-former-model', {});
      const before = await presentOf(scope);
      if (before !== null) await setState(scope, before, 'candidate');
      const restored = await setState(scope, former, 'present');
      await record(scope, actor, [
        {
          ...{ action: 'model.roll-back', subjectKind: 'model', subjectId: former.id },
          ...{ before: { present: before?.id ?? null }, after: { present: former.id } },
        },
      ]);
      return restored;
    });
  }

  /** @throws LeukoscopeError store.not-found, store.model-in-use */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      const { state, sha256 } = await find(scope, id);
      const cases = await casesOf(scope, id);
      if (state === 'present' || cases > 0) throw new LeukoscopeError('store.model-in-use', { id, cases });
      await scope.database.deleteFrom('model').where('id', '=', id).execute();
      await scope.database.deleteFrom('salt').where('subjectId', '=', id).execute();
      await record(scope, actor, [{ action: 'model.delete', subjectKind: 'model', subjectId: id, before: { sha256 } }]);
      scope.afterCommit(() => removeModelFolder(scope, id));
    });
  }
}

/** Removes the files of models that are not in the store: a process was killed while it added or removed one. */
export async function removeStrayModels(scope: Scope): Promise<void> {
  const rows = await scope.database.selectFrom('model').select('id').execute();
  const known = new Set(rows.map(({ id }) => id));
  for (const id of await readdir(scope.folder.models)) if (!known.has(id)) await removeModelFolder(scope, id);
}

async function removeModelFolder({ folder }: Scope, id: string): Promise<void> {
  const path = join(folder.models, id);
  await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
}

async function find({ database }: Scope, id: string): Promise<Stored> {
  const row = await database.selectFrom('model').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? notFound('model', id);
}

async function presentOf({ database }: Scope): Promise<Stored | null> {
  const row = await database.selectFrom('model').selectAll().where('state', '=', 'present').executeTakeFirst();
  return row ?? null;
}

async function setState({ database }: Scope, { id, promotion }: Stored, state: Stored['state']): Promise<ModelRow> {
  const row = await database
    .updateTable('model')
    .set({ state, promotion })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return modelRow(row);
}

/** How many cases have predictions of the model or show it. */
async function casesOf({ database }: Scope, modelId: string): Promise<number> {
  const predicted = database.selectFrom('predictionChunk').select('caseId').where('modelId', '=', modelId);
  const shown = database.selectFrom('case').select('id as caseId').where('modelId', '=', modelId);
  return (await predicted.union(shown).execute()).length;
}

function modelRow({ promotion: _, card, types, evaluation, ...row }: Stored): ModelRow {
  return {
    ...row,
    card: JSON.parse(card),
    types: JSON.parse(types),
    evaluation: evaluation === null ? null : JSON.parse(evaluation),
  };
}
