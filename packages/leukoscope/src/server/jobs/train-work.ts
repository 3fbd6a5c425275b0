import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { kill } from 'node:process';
import { setTimeout as later } from 'node:timers/promises';
import { z } from 'zod';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { isAlive } from '../../files/process-alive.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { readModelCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { ProgressEvent } from '../../progress/progress.ts';
import type { Json, TrainingRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { JobContext, Work } from './job-runner.ts';
import { runProgram } from './program.ts';
import { TrainingFolder } from './training-folder.ts';

const settingsSchema = z.object({
  epochs: z.int().nullable(),
  seed: z.int(),
  compareWith: z.string().nullable(),
});

/** Progress is told so often at most. */
const TOLD_EVERY_MS = 500;

/** Trains a model on frozen labels, tests it on the cells kept for that, and enters it; what is done is not done again. */
export function trainWork({ store, nowMs }: { readonly store: Store; readonly nowMs: () => number }): Work {
  return async (job, context) => {
    const training = await store.trainings.get(job.trainingId!);
    const actor = { userId: job.createdBy };
    const folder = new TrainingFolder(store, training.id);
    const splitBy = await folder.prepare(await store.datasetVersions.cells(training.datasetVersionId));
    await store.trainings.setState(actor, training.id, 'running');
    const told = throttled(context, nowMs);
    if (!(await folder.hasModel())) await train(training, { folder, splitBy, context, told });
    const evaluation = await evaluate(training, { store, folder, context, told });
    await drawMap({ folder, context, told });
    const bytes = await readModelFile(folder.model);
    const card = await readModelCard(bytes, 'the model');
    await store.transaction(async ({ models, trainings }) => {
      const types = card.types?.map(({ code }) => code) ?? [];
      const name = `${training.recipe} · ${training.createdAt.slice(0, 10)}`;
      const model = await models.add(actor, {
        name,
        bytes,
        card: card as unknown as Json,
        types,
        trainingId: training.id,
      });
      await models.setEvaluation(actor, model.id, evaluation as Json);
      await trainings.setModel(actor, training.id, model.id);
      await trainings.setState(actor, training.id, 'done');
    });
    await folder.tidy();
  };
}

type Told = (event: ProgressEvent) => void;

/** Passes progress on as the job's; a failure to do so shows at the job's next step. */
function throttled({ report }: JobContext, nowMs: () => number): Told {
  let lastMs = Number.NEGATIVE_INFINITY;
  return ({ stage, done, total, ended }) => {
    if (stage !== 'train' || (nowMs() - lastMs < TOLD_EVERY_MS && !ended)) return;
    lastMs = nowMs();
    report({ done, total }).catch(() => undefined);
  };
}

interface Training {
  readonly folder: TrainingFolder;
  readonly splitBy: 'patient' | 'image';
  readonly context: JobContext;
  readonly told: Told;
}

async function train({ recipe, settings }: TrainingRow, { folder, splitBy, context, told }: Training): Promise<void> {
  const { epochs, seed } = settingsSchema.parse(settings);
  const isBegun = await folder.hasBegun();
  const words = isBegun
    ? ['train', '--resume', folder.run]
    : [
        ...['train', folder.manifest, '--recipe', recipe, '--out', folder.run, '--by', splitBy, '--seed', String(seed)],
        ...(epochs === null ? [] : ['--epochs', String(epochs)]),
      ];
  const run = () => runProgram(words, { signal: context.signal, onProgress: told });
  try {
    await run();
  } catch (error) {
    // What a killed server left training goes on by itself; it saves its state and makes room.
    const holder = holderIn(error);
    if (holder === null) throw error;
    await interrupted(holder);
    await run();
  }
}

/** The process of this machine that has the run's folder for itself; `null` for another error. */
function holderIn(error: unknown): number | null {
  if (!(error instanceof LeukoscopeError) || error.code !== 'usage.folder-in-use') return null;
  const { pid, host } = (error as LeukoscopeError<'usage.folder-in-use'>).details;
  return host === hostname() ? pid : null;
}

async function interrupted(pid: number): Promise<void> {
  kill(pid, 'SIGINT');
  while (isAlive(pid)) await later(100);
}

/** Of the cells that the model was trained on. @throws what is no fault of the cells: of too few there is no map. */
async function drawMap({ folder, context, told }: Omit<Testing, 'store'>): Promise<void> {
  const words = ['map', folder.model, folder.manifest, '--split', folder.split, '--part', 'train', '--out', folder.map];
  await rm(folder.map, { force: true });
  try {
    await runProgram(words, { signal: context.signal, onProgress: told });
  } catch (error) {
    if (!(error instanceof LeukoscopeError)) throw error;
  }
}

interface Testing {
  readonly store: Store;
  readonly folder: TrainingFolder;
  readonly context: JobContext;
  readonly told: Told;
}

/** On the cells that the split kept from the training, beside the model that was in use when it began. */
async function evaluate({ settings }: TrainingRow, { store, folder, context, told }: Testing): Promise<unknown> {
  const { compareWith } = settingsSchema.parse(settings);
  const words = ['evaluate', folder.model, folder.manifest, '--split', folder.split, '--part', 'test'];
  const run = async (further: readonly string[]) => {
    const made = await runProgram([...words, '--report', folder.report, ...further], {
      signal: context.signal,
      onProgress: told,
    });
    await writeFileAtomic(folder.evaluation, JSON.stringify(made));
    return made;
  };
  await folder.forgetTest();
  if (compareWith === null) return run([]);
  try {
    return await run(['--compare', store.models.path(compareWith)]);
  } catch (error) {
    // The model in use may have learnt from these very cells, or other types: then there is nothing to compare.
    if (!(error instanceof LeukoscopeError)) throw error;
    await folder.forgetTest();
    return run([]);
  }
}
