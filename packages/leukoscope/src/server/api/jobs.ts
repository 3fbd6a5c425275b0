import { z } from 'zod';
import { byId, count, id, time } from './common.ts';
import { operations } from './operation.ts';

const JOB_KINDS = ['import', 'classify', 'train', 'evaluate', 'backup'] as const;
export const JOB_STATES = ['waiting', 'running', 'stopped', 'done', 'failed'] as const;

export const job = z
  .object({
    id,
    kind: z.enum(JOB_KINDS),
    state: z.enum(JOB_STATES),
    caseId: id.nullable(),
    trainingId: id.nullable(),
    done: count,
    /** `null` while it is not known. */
    total: count.nullable(),
    /** Measured over what was done since it was taken up; `null` while it does not run. */
    perSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    /** Images that could not be used, with the reason's code. */
    rejected: z.array(z.object({ code: z.string(), count })),
    /** In the language asked for. */
    error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Job' });

export const jobOperations = operations({
  listJobs: {
    method: 'get',
    path: '/jobs',
    summary: 'Jobs, the newest first',
    role: 'viewer',
    query: z.object({ caseId: id.optional(), state: z.enum(JOB_STATES).optional() }),
    answer: z.object({ jobs: z.array(job) }),
  },
  getJob: { method: 'get', path: '/jobs/{id}', summary: 'A job', role: 'viewer', params: byId, answer: job },
  stopJob: {
    method: 'post',
    path: '/jobs/{id}/stop',
    summary: 'Stop a job; what is done stays',
    role: 'reviewer',
    params: byId,
    answer: job,
  },
  resumeJob: {
    method: 'post',
    path: '/jobs/{id}/resume',
    summary: 'Go on with a stopped or failed job',
    role: 'reviewer',
    params: byId,
    answer: job,
  },
  events: {
    method: 'get',
    path: '/events',
    summary: 'Server-sent events: job, case, training',
    role: 'viewer',
    answer: 'text/event-stream',
  },
});
