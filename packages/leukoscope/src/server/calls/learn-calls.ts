import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readIfThere } from '../../files/read-if-there.ts';
import type { DatasetVersionRow, TrainingRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import { epochMetricsSchema } from '../../training/epoch-metrics.ts';
import type { Answer } from '../api/all-operations.ts';
import type { learnOperations } from '../api/learn.ts';
import type { Handlers } from '../handlers.ts';
import { trainingSettingsSchema } from '../jobs/train-work.ts';
import { TrainingFolder } from '../jobs/training-folder.ts';
import { learntScheme } from '../learnt-scheme.ts';
import { comparisonIn } from '../test-result.ts';
import type { ServerWorld } from '../world.ts';
import { namesOf } from './case-answer.ts';
import { jobAnswer } from './job-calls.ts';

/** Those that come with the program. */
const RECIPES = resolve(import.meta.dirname, '../../../recipes');
const FIRST_SEED = 1;

export function learnCalls(world: ServerWorld): Handlers<keyof typeof learnOperations> {
  return { ...datasetCalls(world), ...trainingCalls(world) };
}

type DatasetCalls = 'listDatasetVersions' | 'addDatasetVersion' | 'listRecipes';

function datasetCalls({ store }: ServerWorld): Handlers<DatasetCalls> {
  return {
    listDatasetVersions: () =>
      store.transaction(async (parts) => {
        const rows = await parts.datasetVersions.list();
        const versions: Answer<'addDatasetVersion'>[] = [];
        for (const row of rows) versions.push(await versionAnswer(row, parts));
        return { versions };
      }),
    addDatasetVersion: ({ body, caller, once }) =>
      once(async (parts) => versionAnswer(await parts.datasetVersions.create(caller, body), parts)),
    async listRecipes() {
      const files = await readdir(RECIPES);
      const recipes: Answer<'listRecipes'>['recipes'] = [];
      for (const file of files.filter((name) => name.endsWith('.txt')).sort()) {
        const text = String(await readIfThere(join(RECIPES, file)));
        recipes.push({ id: basename(file, '.txt'), description: firstSentence(text) });
      }
      return { recipes };
    },
  };
}

/** Of the remarks that a recipe begins with. */
function firstSentence(text: string): string {
  const remarks = text.split('\n').filter((line) => line.startsWith('#'));
  const prose = remarks.map((line) => line.replace(/^#\s*/, '')).join(' ');
  return `${prose.split(/\.\s/)[0]!.replace(/\.$/, '')}.`;
}

async function versionAnswer(row: DatasetVersionRow, parts: StoreParts): Promise<Answer<'addDatasetVersion'>> {
  const { id, createdAt, createdBy, cellCount, patientCount } = row;
  const cells = await parts.datasetVersions.cells(id);
  const person = await namesOf(parts);
  const byType = [...Map.groupBy(cells, ({ typeCode }) => typeCode)].map(([code, of]) => ({ code, cells: of.length }));
  return {
    ...{ id, createdAt, createdBy: person(createdBy), cells: cellCount, patients: patientCount },
    caseIds: [...new Set(cells.map(({ caseId }) => caseId))],
    byType: byType.toSorted((a, b) => b.cells - a.cells),
  };
}

type TrainingCalls = Exclude<keyof typeof learnOperations, DatasetCalls>;

function trainingCalls(world: ServerWorld): Handlers<TrainingCalls> {
  const { store, jobs } = world;
  const answer = async (id: string, language: Language) =>
    trainingAnswer(await store.trainings.get(id), { world, language });
  const jobOf = async (id: string) => {
    await store.trainings.get(id);
    const job = await store.jobs.ofTraining(id);
    if (job === null) throw new LeukoscopeError('api.not-found', { subject: 'job' });
    return job;
  };
  return {
    async listTrainings({ language }) {
      const rows = await store.trainings.list();
      return { trainings: await Promise.all(rows.map((row) => trainingAnswer(row, { world, language }))) };
    },
    async addTraining({ body, caller, language, once }) {
      await requireRecipe(body.recipe);
      const id = await once(async (parts) => {
        const present = await parts.models.present();
        const { datasetVersionId, recipe, epochs = null, classes = null, seed = FIRST_SEED } = body;
        const scheme = await learntScheme(await parts.datasetVersions.cells(datasetVersionId), parts);
        const settings = { epochs, classes, seed, scheme, compareWith: present?.id ?? null };
        const training = await parts.trainings.create(caller, { datasetVersionId, recipe, settings });
        await parts.jobs.create(caller, { kind: 'train', trainingId: training.id, parameters: {} });
        return training.id;
      });
      jobs.wake();
      return answer(id, language);
    },
    getTraining: ({ params: { id }, language }) => answer(id, language),
    async stopTraining({ params: { id }, language }) {
      await jobs.stop((await jobOf(id)).id);
      return answer(id, language);
    },
    async resumeTraining({ params: { id }, language }) {
      await jobs.resume((await jobOf(id)).id);
      return answer(id, language);
    },
    async getComparison({ params: { id } }) {
      await store.trainings.get(id);
      const stored = await readIfThere(new TrainingFolder(store, id).evaluation);
      if (stored === null) throw new LeukoscopeError('case.not-tested', {});
      return comparisonIn(JSON.parse(stored.toString()));
    },
  };
}

async function requireRecipe(recipe: string): Promise<void> {
  const known = (await readdir(RECIPES)).map((file) => basename(file, '.txt'));
  if (!known.includes(recipe)) throw new LeukoscopeError('recipe.unknown', { recipe, known, suggestion: null });
}

interface Telling {
  readonly world: ServerWorld;
  readonly language: Language;
}

async function trainingAnswer(row: TrainingRow, { world, language }: Telling): Promise<Answer<'getTraining'>> {
  const { store, jobs } = world;
  const { id, datasetVersionId, recipe, createdAt, modelId } = row;
  const job = await store.jobs.ofTraining(id);
  const told = job && jobAnswer(job, { language, jobs });
  const { epochs, classes } = trainingSettingsSchema.parse(row.settings);
  const folder = new TrainingFolder(store, id);
  return {
    ...{ id, datasetVersionId, recipe, createdAt, modelId },
    ...{ epochs, classes },
    state: told?.state ?? row.state,
    jobId: told?.id ?? null,
    teachers: await folder.teachers(),
    perSecond: told?.perSecond ?? null,
    secondsLeft: told?.secondsLeft ?? null,
    metrics: await metricsOf(folder),
    error: told?.error ?? null,
  };
}

/** Of the epochs that are done; a line that is being written is left for the next time. */
async function metricsOf(folder: TrainingFolder): Promise<Answer<'getTraining'>['metrics']> {
  const text = (await readIfThere(join(folder.run, 'metrics.jsonl')))?.toString() ?? '';
  const lines = text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { epoch, train, validation } = epochMetricsSchema.parse(JSON.parse(line));
    return {
      ...{ epoch, trainLoss: train.loss },
      validationLoss: validation?.loss ?? null,
      rocAuc: validation?.rocAuc ?? null,
    };
  });
}
