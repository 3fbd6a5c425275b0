import { hostname } from 'node:os';
import { kill } from 'node:process';
import { setTimeout as later } from 'node:timers/promises';
import { z } from 'zod';
import { DEFAULT_SCHEME, schemeSchema } from '../../cells/scheme.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { isAlive } from '../../files/process-alive.ts';
import { isSystemError } from '../../files/system-error.ts';
import { readModelCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { ProgressEvent } from '../../progress/progress.ts';
import type { TrainingRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { TRAINED_CLASSES } from '../api/learn.ts';
import type { Work } from './job-runner.ts';
import { drawMap, testModel } from './model-pages.ts';
import { nowAndThen } from './now-and-then.ts';
import { runProgram } from './program.ts';
import { TrainingFolder } from './training-folder.ts';

/** What a training was asked for; kept with it. */
export const trainingSettingsSchema = z.object({
  /** `null`: as the recipe says. */
  epochs: z.int().nullable(),
  seed: z.int(),
  /** What the model tells apart; `null`: as the recipe says. */
  classes: z.enum(TRAINED_CLASSES).nullable().default(null),
  /** What the labels mean. */
  scheme: schemeSchema.default(DEFAULT_SCHEME),
  /** The model in use when it was asked for; `null`: there was none. */
  compareWith: z.string().nullable(),
});

/** Trains a model on frozen labels, tests it on the cells kept for that, and enters it; what is done is not done again. */
export function trainWork({ store, nowMs }: { readonly store: Store; readonly nowMs: () => number }): Work {
  return async (job, context) => {
    const training = await store.trainings.get(job.trainingId!);
    // Killed between the last step and the end of the job.
    if (training.state === 'done') return;
    const actor = { userId: job.createdBy };
    const folder = new TrainingFolder(store, training.id);
    const { compareWith, scheme } = trainingSettingsSchema.parse(training.settings);
    const splitBy = await folder.prepare(await store.datasetVersions.cells(training.datasetVersionId), scheme);
    await store.trainings.setState(actor, training.id, 'running');
    const { signal } = context;
    const told = nowAndThen(context, nowMs);
    const onProgress = (event: ProgressEvent) => {
      if (event.stage === 'train') told(event);
    };
    if (!(await folder.hasModel())) await train(training, { folder, splitBy, signal, onProgress });
    const evaluation = await testModel({ store, folder, signal }, compareWith);
    await drawMap({ store, folder, signal });
    const bytes = await readModelFile(folder.model);
    const card = await readModelCard(bytes, 'the model');
    await folder.tidy();
    await store.transaction(async ({ models, trainings }) => {
      const types = card.types?.map(({ code }) => code) ?? [];
      const name = `${training.recipe} · ${training.createdAt.slice(0, 10)}`;
      const model = await models.add(actor, { name, bytes, card, types, trainingId: training.id });
      await models.setEvaluation(actor, model.id, evaluation);
      await trainings.setModel(actor, training.id, model.id);
      await trainings.setState(actor, training.id, 'done');
    });
  };
}

interface Training {
  readonly folder: TrainingFolder;
  readonly splitBy: 'patient' | 'image';
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
}

/**
 * Begins the run or goes on with it. What a killed server left training goes on by itself, and may begin at any moment: it
 * is asked to save its state and to make room.
 */
async function train(training: TrainingRow, { folder, splitBy, signal, onProgress }: Training): Promise<void> {
  for (;;) {
    try {
      await runProgram(await trainWords(training, { folder, splitBy }), { signal, onProgress });
      return;
    } catch (error) {
      const left = leftBehind(error);
      if (left === null) throw error;
      if (left.pid !== null) await interrupted(left.pid);
    }
  }
}

async function trainWords(
  { recipe, settings }: TrainingRow,
  { folder, splitBy }: Pick<Training, 'folder' | 'splitBy'>,
): Promise<string[]> {
  if (!(await folder.hasBegun())) await folder.removeUnbegun();
  if (await folder.hasBegun()) return ['train', '--resume', folder.run];
  const { epochs, seed, classes, scheme } = trainingSettingsSchema.parse(settings);
  return [
    ...['train', folder.manifest, '--recipe', recipe, '--out', folder.run, '--by', splitBy, '--seed', String(seed)],
    ...['--scheme', folder.schemeArgument(scheme)],
    ...(classes === null ? [] : ['--classes', classes]),
    ...(epochs === null ? [] : ['--epochs', String(epochs)]),
  ];
}

/** A process of this machine that has the run's folder, or has just begun in it; `null` for another error. */
function leftBehind(error: unknown): { readonly pid: number | null } | null {
  if (!(error instanceof LeukoscopeError)) return null;
  if (error.code === 'usage.output-not-empty') return { pid: null };
  if (error.code !== 'usage.folder-in-use') return null;
  const { pid, host } = (error as LeukoscopeError<'usage.folder-in-use'>).details;
  return host === hostname() ? { pid } : null;
}

async function interrupted(pid: number): Promise<void> {
  try {
    kill(pid, 'SIGINT');
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ESRCH') throw error;
  }
  while (isAlive(pid)) await later(100);
}
