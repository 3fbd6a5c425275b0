import { streamSSE } from 'hono/streaming';
import type { Language } from '../../errors/entry.ts';
import { errorFrom } from '../../errors/error-from.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { JobKind, JobRow } from '../../store/rows.ts';
import type { Answer } from '../api/all-operations.ts';
import type { jobOperations } from '../api/jobs.ts';
import type { Role } from '../api/operation.ts';
import type { ServerEvent } from '../event-hub.ts';
import type { Handlers } from '../handlers.ts';
import { type JobRunner, unforeseen } from '../jobs/job-runner.ts';
import { outcomeOf } from '../jobs/outcomes.ts';
import { identityOf } from '../shell/identity.ts';
import type { ServerWorld } from '../world.ts';

const ADMIN_KINDS: readonly JobKind[] = ['train', 'evaluate', 'backup'];

/** Proxies and browsers take a silent connection for dead; the session is looked at as often. */
const HEARTBEAT_MS = 15_000;

export function jobCalls(world: ServerWorld): Handlers<keyof typeof jobOperations> {
  const { store, jobs } = world;
  const answer = async (id: string, language: Language) => jobAnswer(await store.jobs.get(id), { language, jobs });
  return {
    async listJobs({ query, language }) {
      const rows = await store.jobs.list(query);
      return { jobs: rows.map((row) => jobAnswer(row, { language, jobs })) };
    },
    getJob: ({ params: { id }, language }) => answer(id, language),
    async stopJob({ params: { id }, language, caller }) {
      await requireOwnKind(id, { world, role: caller.role });
      await jobs.stop(id);
      return answer(id, language);
    },
    async resumeJob({ params: { id }, language, caller }) {
      await requireOwnKind(id, { world, role: caller.role });
      await jobs.resume(id);
      return answer(id, language);
    },
    async events({ context }) {
      return streamSSE(
        context,
        async (stream) => {
          const waiting: ServerEvent[] = [];
          let wake = Promise.withResolvers<void>();
          const stop = world.events.listen((event) => {
            waiting.push(event);
            wake.resolve();
          });
          stream.onAbort(() => {
            stop();
            wake.resolve();
          });
          const timer = setInterval(() => wake.resolve(), HEARTBEAT_MS);
          try {
            await stream.write(': connected\n\n');
            while (!stream.aborted && (await identityOf(context, world)) !== null) {
              await wake.promise;
              wake = Promise.withResolvers<void>();
              if (waiting.length === 0) await stream.write(': still here\n\n');
              for (const { name, data } of waiting.splice(0)) {
                await stream.writeSSE({ event: name, data: JSON.stringify(data) });
              }
            }
          } finally {
            clearInterval(timer);
            stop();
          }
        },
        async () => world.log.info({ what: 'events', state: 'broken off' }),
      );
    },
  };
}

/** Training and backups are an administrator's, as their own calls have it. */
async function requireOwnKind(id: string, { world, role }: { readonly world: ServerWorld; readonly role: Role }) {
  const { kind } = await world.store.jobs.get(id);
  if (ADMIN_KINDS.includes(kind) && role !== 'admin') throw new LeukoscopeError('api.role-needed', { role: 'admin' });
}

interface Telling {
  readonly language: Language;
  readonly jobs: JobRunner;
}

export function jobAnswer(row: JobRow, { language, jobs }: Telling): Answer<'getJob'> {
  const { id, kind, state, caseId, trainingId, done, total, createdAt, updatedAt } = row;
  const speed = jobs.speedOf(row);
  const { rejected } = outcomeOf(row);
  return {
    ...{ id, kind, state, caseId, trainingId, done, total, createdAt, updatedAt },
    perSecond: speed?.perSecond ?? null,
    secondsLeft: speed?.secondsLeft ?? null,
    rejected: Object.entries(rejected).map(([code, count]) => ({ code, count })),
    error: row.error && errorOf(row, row.error, language),
  };
}

function errorOf({ id }: JobRow, kept: NonNullable<JobRow['error']>, language: Language) {
  const error = errorFrom(kept) ?? unforeseen(id);
  return { code: kept.code, ...error.textIn(language) };
}
