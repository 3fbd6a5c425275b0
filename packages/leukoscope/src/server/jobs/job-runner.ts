import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { machineRefusal } from '../../files/system-error.ts';
import type { JobKind, JobRow, Json } from '../../store/rows.ts';
import type { Store, StoreParts } from '../../store/store.ts';
import type { EventHub } from '../event-hub.ts';
import type { ServerLog } from '../shell/server-log.ts';
import type { Outcome } from './outcomes.ts';

/** How far a job is; what is left out stays as it was. */
export interface JobProgress {
  readonly done: number;
  readonly total?: number | null;
  readonly outcome?: Outcome;
  /** What was done since, written in the same transaction: after a kill either both are there or neither. */
  readonly write?: (parts: StoreParts) => Promise<unknown>;
}

export interface JobContext {
  /** Aborted when the job is stopped or the server ends: what is done stays. */
  readonly signal: AbortSignal;
  report(progress: JobProgress): Promise<void>;
}

/** Does a job, or the rest of it after a kill; it must be able to be done again from what it reported last. */
export type Work = (job: JobRow, context: JobContext) => Promise<void>;

/** Jobs of one lane run one after the other, so that two never want the whole machine. */
const LANES: readonly (readonly JobKind[])[] = [['import', 'classify'], ['train'], ['evaluate', 'backup']];

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** When what is counted now began, and at how much of it. */
  startedMs: number;
  doneBefore: number;
  latest: JobRow;
}

interface RunnerWorld {
  readonly store: Store;
  readonly events: EventHub;
  readonly log: ServerLog;
  readonly nowMs: () => number;
  readonly works: Readonly<Partial<Record<JobKind, Work>>>;
}

/** Runs the jobs that the store holds, the oldest first, and takes up what a kill left. */
export class JobRunner {
  readonly #world: RunnerWorld;
  readonly #running = new Map<string, Running>();
  readonly #busy = new Set<number>();
  /** Lanes in which a job may have come since they were last looked at. */
  readonly #woken = new Set<number>();
  #isClosing = false;

  constructor(world: RunnerWorld) {
    this.#world = world;
  }

  /** Looks for waiting jobs in every lane; to be called at the start and whenever a job was created. */
  wake(): void {
    LANES.forEach((_, lane) => {
      this.#woken.add(lane);
      if (!this.#busy.has(lane)) void this.#runLane(lane);
    });
  }

  /** Speed since the job was taken up; `null` of one that does not run. */
  speedOf({ id, total }: JobRow): { readonly perSecond: number; readonly secondsLeft: number | null } | null {
    const running = this.#running.get(id);
    if (running === undefined) return null;
    const seconds = (this.#world.nowMs() - running.startedMs) / 1000;
    const perSecond = seconds > 0 ? (running.latest.done - running.doneBefore) / seconds : 0;
    const left = total === null || perSecond === 0 ? null : (total - running.latest.done) / perSecond;
    return { perSecond, secondsLeft: left };
  }

  /** Stops a job that runs or waits; returns when it has ended. */
  async stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    const job = await this.#world.store.jobs.get(id);
    if (job.state !== 'running' && job.state !== 'waiting') return;
    await this.#world.store.jobs.stop(id);
    running?.controller.abort();
    await running?.ended;
    await this.tell(id);
  }

  async resume(id: string): Promise<void> {
    await this.#world.store.jobs.resume(id);
    await this.tell(id);
    this.wake();
  }

  /** Ends all work; jobs stay as they are and are taken up at the next start. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const { controller } of this.#running.values()) controller.abort();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  /** Tells everyone who listens how a job stands. */
  async tell(id: string): Promise<void> {
    const { events, store } = this.#world;
    const { caseId, trainingId, state, done, total } = await store.jobs.get(id);
    events.publish({ name: 'job', data: { id, caseId, trainingId, state, done, total } });
    if (caseId !== null && state !== 'waiting') {
      const { version } = await store.cases.get(caseId);
      events.publish({ name: 'case', data: { id: caseId, version } });
    }
    if (trainingId !== null) events.publish({ name: 'training', data: { id: trainingId } });
  }

  async #runLane(lane: number): Promise<void> {
    this.#busy.add(lane);
    try {
      while (this.#woken.delete(lane)) {
        for (let job = await this.#next(lane); job !== null; job = await this.#next(lane)) await this.#run(job);
      }
    } catch (error) {
      this.#world.log.error({ what: 'jobs', error: error instanceof LeukoscopeError ? error.code : 'internal' });
    } finally {
      this.#busy.delete(lane);
    }
  }

  async #next(lane: number): Promise<JobRow | null> {
    if (this.#isClosing) return null;
    const next = await this.#world.store.jobs.nextWaiting(LANES[lane]!);
    return this.#isClosing ? null : next;
  }

  async #run(job: JobRow): Promise<void> {
    const { store, log, nowMs } = this.#world;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const controller = new AbortController();
    const running: Running = { controller, ended, startedMs: nowMs(), doneBefore: job.done, latest: job };
    this.#running.set(job.id, running);
    try {
      await store.jobs.start(job.id);
      await this.tell(job.id);
      await this.#work(job, running);
      await store.jobs.finish(job.id);
      log.info({ what: 'job', id: job.id, kind: job.kind, state: 'done' });
    } catch (error) {
      if (!controller.signal.aborted) await this.#failed(job, error);
    } finally {
      this.#running.delete(job.id);
      resolve();
    }
    // A case may have been deleted with its jobs.
    await this.tell(job.id).catch(() => undefined);
  }

  async #work(job: JobRow, running: Running): Promise<void> {
    const work = this.#world.works[job.kind];
    if (work === undefined) throw new RangeError(`no work for jobs of kind ${job.kind}`);
    const { signal } = running.controller;
    await work(job, {
      signal,
      report: async ({ done, total = running.latest.total, outcome, write }) => {
        signal.throwIfAborted();
        await this.#world.store.transaction(async (parts) => {
          await write?.(parts);
          await parts.jobs.progress(job.id, { done, total, ...(outcome && { outcome }) });
        });
        if (done < running.latest.done) restart(running, done, this.#world.nowMs());
        running.latest = await this.#world.store.jobs.get(job.id);
        await this.tell(job.id);
      },
    });
  }

  async #failed(job: JobRow, error: unknown): Promise<void> {
    const { store, log } = this.#world;
    const known = error instanceof LeukoscopeError ? error : machineRefusal(error);
    const failure = known ?? unforeseen(job.id);
    log.error({ what: 'job', id: job.id, kind: job.kind, code: known?.code ?? 'internal', stack: placesIn(error) });
    const details = withoutNames(failure.details);
    // The case may be gone, and the job with it.
    await store.jobs.fail(job.id, { code: failure.code, details }).catch(() => undefined);
  }
}

/** A job that counts from the start again, as a training does for each model that it trains, has the speed of what it does now. */
function restart(running: Running, done: number, nowMs: number): void {
  running.startedMs = nowMs;
  running.doneBefore = done;
}

/** What is told of a job that failed by a fault of the program: where to look in the log. */
export function unforeseen(jobId: string): LeukoscopeError {
  return new LeukoscopeError('api.internal', { reference: jobId.slice(0, 8) });
}

function placesIn(error: unknown): string[] {
  if (!(error instanceof Error) || error instanceof LeukoscopeError) return [];
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6);
}

/** Details of an error without the paths and names in them: jobs are kept, and shown to everyone. */
function withoutNames(details: unknown): Json {
  return JSON.parse(
    JSON.stringify(details, (key, value: unknown) =>
      typeof value === 'string' && /path|file|folder|patient|name|model|given/i.test(key) ? '…' : value,
    ),
  ) as Json;
}
