import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { errorFrom } from '../../errors/error-from.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import type { JobRow, PredictionRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ClassifyRequest, FromWorker } from './classify-messages.ts';
import type { JobContext, Work } from './job-runner.ts';
import { countRejected, type Outcome, outcomeOf } from './outcomes.ts';

const parametersSchema = z.object({ modelId: z.string() });

/** Predictions are stored as soon as so many have come, or so long after the first of them. */
const STORED_TOGETHER = 1024;
const STORED_EVERY_MS = 1000;

/** Classifies the cells of a case that the model has not seen yet: after a kill, the rest. */
export function classifyWork({ store, nowMs }: { readonly store: Store; readonly nowMs: () => number }): Work {
  return async (job, context) => {
    const { modelId } = parametersSchema.parse(job.parameters);
    const caseId = job.caseId!;
    const actor = { userId: job.createdBy };
    await store.cases.showModel(actor, caseId, modelId);
    const total = await store.cells.count(caseId);
    const missing = await store.predictions.missing(caseId, modelId);
    const outcome = await outcomeSoFar(job, modelId, store);
    let done = total - missing.length;
    await context.report({ done, total, outcome });
    if (missing.length === 0) return;
    const request = {
      ...(await requestOf(caseId, modelId, { store, missing })),
      micronsPerPixel: outcome.micronsPerPixel,
    };
    let waiting: PredictionRow[] = [];
    let storedMs = nowMs();
    const flush = async () => {
      const rows = waiting;
      waiting = [];
      storedMs = nowMs();
      await context.report({
        done,
        outcome,
        write: ({ predictions }) => predictions.put(caseId, modelId, rows),
      });
    };
    for await (const batch of batchesFrom(request, context)) {
      if (batch.kind === 'scale') {
        outcome.micronsPerPixel = batch.micronsPerPixel;
        continue;
      }
      waiting.push(...batch.predictions);
      done += batch.predictions.length + batch.rejected.length;
      note(outcome, batch);
      if (waiting.length >= STORED_TOGETHER || nowMs() - storedMs > STORED_EVERY_MS) await flush();
    }
    await flush();
  };
}

/** What earlier jobs saw of the pictures goes on; images that could not be read are tried, and counted, again. */
async function outcomeSoFar(job: JobRow, modelId: string, { jobs }: Store): Promise<Outcome> {
  const all = await jobs.list({ caseId: job.caseId! });
  const before = all.find(
    ({ kind, parameters, outcome }) =>
      kind === 'classify' && outcome !== null && parametersSchema.parse(parameters).modelId === modelId,
  );
  return { ...outcomeOf(before ?? job), rejected: {} };
}

type Found = Extract<FromWorker, { readonly kind: 'batch' | 'scale' }>;
type Batch = Extract<FromWorker, { readonly kind: 'batch' }>;

function note(outcome: Outcome, { rejected, looks }: Batch): void {
  countRejected(outcome, rejected);
  if (looks === null) return;
  const tally = new LookTally();
  if (outcome.looks !== undefined) tally.addAll(null, outcome.looks);
  tally.addAll(null, looks);
  const { cells, sums } = tally.sumsOf(null)!;
  outcome.looks = { cells, sums: Array.from(sums) };
}

interface Missing {
  readonly store: Store;
  readonly missing: readonly number[];
}

async function requestOf(
  caseId: string,
  modelId: string,
  { store, missing }: Missing,
): Promise<Omit<ClassifyRequest, 'micronsPerPixel'>> {
  const { imageHashes } = await store.cells.gallery(caseId);
  const { name } = await store.models.get(modelId);
  const images = missing.map((number) => ({ number, path: store.images.path(imageHashes[number - 1]!) }));
  const scalePaths = imageHashes.map((hash) => store.images.path(hash));
  return { modelFile: store.models.path(modelId), modelName: name, images, scalePaths };
}

/** What the thread finds, as it comes. @throws LeukoscopeError that stopped it; the signal's reason if it is aborted. */
async function* batchesFrom(request: ClassifyRequest, { signal }: JobContext): AsyncGenerator<Found> {
  const file = `./classify-worker${extname(import.meta.url)}`;
  const worker = new Worker(new URL(file, import.meta.url), { workerData: request });
  const stop = () => worker.postMessage('stop');
  signal.addEventListener('abort', stop);
  try {
    for await (const message of messagesOf(worker)) {
      signal.throwIfAborted();
      if (message.kind === 'failed') throw errorFrom(message) ?? new Error('the thread failed');
      if (message.kind === 'done') return;
      yield message;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

/** Messages of a thread in their order, none lost while one is dealt with. */
async function* messagesOf(worker: Worker): AsyncGenerator<FromWorker> {
  const waiting: FromWorker[] = [];
  let wake = Promise.withResolvers<void>();
  let failure: { readonly error: unknown } | null = null;
  worker.on('message', (message: FromWorker) => {
    waiting.push(message);
    wake.resolve();
  });
  worker.on('error', (error) => {
    failure = { error };
    wake.resolve();
  });
  for (;;) {
    const next = waiting.shift();
    if (next !== undefined) {
      yield next;
      continue;
    }
    if (failure !== null) throw (failure as { readonly error: unknown }).error;
    await wake.promise;
    wake = Promise.withResolvers<void>();
  }
}
