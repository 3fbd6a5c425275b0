import { record } from './audit/record.ts';
import { DatasetVersions } from './dataset-versions.ts';
import { notFound } from './not-found.ts';
import type { Actor, Json, TrainingRow, TrainingState } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export interface NewTraining {
  readonly datasetVersionId: string;
  readonly recipe: string;
  readonly settings: Json;
}

type Stored = Tables['training'];

/** Trainings on versions of the corrected cells; what happens in them is in their run folders. */
export class Trainings {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** @throws LeukoscopeError store.not-found if there is no such data set version */
  async create(actor: Actor, { datasetVersionId, recipe, settings }: NewTraining): Promise<TrainingRow> {
    return await this.#scope.write(async (scope) => {
      await new DatasetVersions(scope).get(datasetVersionId);
      const row: Stored = {
        ...{ id: scope.newId(), datasetVersionId, recipe, settings: JSON.stringify(settings), state: 'waiting' },
        ...{ modelId: null, createdBy: actor.userId, createdAt: scope.now() },
      };
      await scope.database.insertInto('training').values(row).execute();
      const after = { datasetVersionId, recipe };
      await record(scope, actor, [{ action: 'training.create', subjectKind: 'training', subjectId: row.id, after }]);
      return trainingRow(row);
    });
  }

  /** The newest first. */
  async list(): Promise<TrainingRow[]> {
    const query = this.#scope.database.selectFrom('training').selectAll();
    const rows = await query.orderBy('createdAt', 'desc').orderBy('id').execute();
    return rows.map(trainingRow);
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<TrainingRow> {
    return trainingRow(await find(this.#scope, id));
  }

  /** Its run folder, which training makes. @param id as a row of the store gives it. */
  folder(id: string): string {
    return this.#scope.folder.training(id);
  }

  /** @throws LeukoscopeError store.not-found */
  async setState(actor: Actor, id: string, state: TrainingState): Promise<TrainingRow> {
    return await this.#change(actor, id, { state });
  }

  /** The model that came of it. @throws LeukoscopeError store.not-found */
  async setModel(actor: Actor, id: string, modelId: string): Promise<TrainingRow> {
    return await this.#change(actor, id, { modelId });
  }

  async #change(
    actor: Actor,
    id: string,
    change: { readonly state: TrainingState } | { readonly modelId: string },
  ): Promise<TrainingRow> {
    return await this.#scope.write(async (scope) => {
      const found = await find(scope, id);
      const isSo = 'state' in change ? found.state === change.state : found.modelId === change.modelId;
      if (isSo) return trainingRow(found);
      const row = await scope.database
        .updateTable('training')
        .set(change)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      const action = 'state' in change ? 'training.state' : 'training.model';
      await record(scope, actor, [{ action, subjectKind: 'training', subjectId: id, after: { ...change } }]);
      return trainingRow(row);
    });
  }
}

async function find({ database }: Scope, id: string): Promise<Stored> {
  const row = await database.selectFrom('training').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? notFound('training', id);
}

function trainingRow({ settings, ...row }: Stored): TrainingRow {
  return { ...row, settings: JSON.parse(settings) };
}
