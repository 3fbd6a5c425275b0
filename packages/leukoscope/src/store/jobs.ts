import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { notFound } from './not-found.ts';
import { limitOf } from './paging.ts';
import type { Actor, JobKind, JobRow, JobState, Json } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export interface NewJob {
  readonly kind: JobKind;
  readonly caseId?: string | null;
  readonly trainingId?: string | null;
  readonly parameters: Json;
  /** Units of work in all; `null` while unknown. */
  readonly total?: number | null;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number | null;
  /** What the job leaves behind beside what it makes; as it was where it is left out. */
  readonly outcome?: Json;
}

export interface JobRequest {
  readonly state?: JobState | undefined;
  readonly caseId?: string | undefined;
  /** At most 500; 50 unless given. */
  readonly limit?: number | undefined;
}

type Stored = Tables['job'];

/** Long work. A job that runs when the program is killed waits again when the store is next opened. */
export class Jobs {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  async create(actor: Actor, job: NewJob): Promise<JobRow> {
    const { kind, caseId = null, trainingId = null, parameters, total = null } = job;
    const at = this.#scope.now();
    const row: Stored = {
      ...{
        id: this.#scope.newId(),
        kind,
        caseId,
        trainingId,
        state: 'waiting',
        done: 0,
        total,
        error: null,
        outcome: null,
      },
      ...{ parameters: JSON.stringify(parameters), createdBy: actor.userId, createdAt: at, updatedAt: at },
    };
    await this.#scope.database.insertInto('job').values(row).execute();
    return jobRow(row);
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<JobRow> {
    return jobRow(await find(this.#scope, id));
  }

  /** The newest first. */
  async list(request: JobRequest = {}): Promise<JobRow[]> {
    const { state, caseId } = request;
    let query = this.#scope.database.selectFrom('job').selectAll();
    if (state !== undefined) query = query.where('state', '=', state);
    if (caseId !== undefined) query = query.where('caseId', '=', caseId);
    const rows = await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limitOf(request)).execute();
    return rows.map(jobRow);
  }

  async count(state: JobState): Promise<number> {
    const query = this.#scope.database.selectFrom('job').where('state', '=', state);
    const { jobs } = await query.select(({ fn }) => fn.countAll<number>().as('jobs')).executeTakeFirstOrThrow();
    return jobs;
  }

  /** The one of these kinds that has waited longest; `null` if none waits. */
  async nextWaiting(kinds: readonly JobKind[]): Promise<JobRow | null> {
    const row = await this.#scope.database
      .selectFrom('job')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('kind', 'in', kinds)
      .orderBy('createdAt')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : jobRow(row);
  }

  /** The newest of a training; `null` if it has none. */
  async ofTraining(trainingId: string): Promise<JobRow | null> {
    const query = this.#scope.database.selectFrom('job').selectAll().where('trainingId', '=', trainingId);
    const row = await query.orderBy('createdAt', 'desc').limit(1).executeTakeFirst();
    return row === undefined ? null : jobRow(row);
  }

  /** @throws LeukoscopeError store.not-found, store.job-state */
  async start(id: string): Promise<JobRow> {
    return await this.#move(id, ['waiting'], { state: 'running' });
  }

  /** @throws LeukoscopeError store.not-found, store.job-state */
  async progress(id: string, { done, total, outcome }: JobProgress): Promise<JobRow> {
    return await this.#move(id, ['running'], {
      ...{ done, total },
      ...(outcome !== undefined && { outcome: JSON.stringify(outcome) }),
    });
  }

  /** @throws LeukoscopeError store.not-found, store.job-state */
  async stop(id: string): Promise<JobRow> {
    return await this.#move(id, ['waiting', 'running'], { state: 'stopped' });
  }

  /** @throws LeukoscopeError store.not-found, store.job-state */
  async resume(id: string): Promise<JobRow> {
    return await this.#move(id, ['stopped', 'failed'], { state: 'waiting', error: null });
  }

  /** @throws LeukoscopeError store.not-found, store.job-state */
  async finish(id: string): Promise<JobRow> {
    return await this.#move(id, ['running'], { state: 'done' });
  }

  /** @param error without names. @throws LeukoscopeError store.not-found, store.job-state */
  async fail(id: string, error: NonNullable<JobRow['error']>): Promise<JobRow> {
    return await this.#move(id, ['waiting', 'running'], { state: 'failed', error: JSON.stringify(error) });
  }

  async #move(id: string, from: readonly JobState[], change: Partial<Stored>): Promise<JobRow> {
    return await this.#scope.write(async (scope) => {
      const { state } = await find(scope, id);
      if (!from.includes(state)) throw new LeukoscopeError('store.job-state', { id, state });
      const row = await scope.database
        .updateTable('job')
        .set({ ...change, updatedAt: scope.now() })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      return jobRow(row);
    });
  }
}

/** Jobs that ran when the program was killed wait again. */
export async function requeueRunningJobs(scope: Scope): Promise<void> {
  await scope.database
    .updateTable('job')
    .set({ state: 'waiting', updatedAt: scope.now() })
    .where('state', '=', 'running')
    .execute();
}

async function find({ database }: Scope, id: string): Promise<Stored> {
  const row = await database.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? notFound('job', id);
}

function jobRow({ error, parameters, outcome, ...row }: Stored): JobRow {
  const parsed = (text: string | null) => (text === null ? null : JSON.parse(text));
  return { ...row, error: parsed(error), parameters: parsed(parameters), outcome: parsed(outcome) };
}
