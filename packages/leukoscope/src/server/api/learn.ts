import { z } from 'zod';
import { byId, count, estimate, id, person, time } from './common.ts';
import { JOB_STATES } from './jobs.ts';
import { operations } from './operation.ts';

/** Typical from atypical alone, or the types of cells too. */
export const TRAINED_CLASSES = ['groups', 'types'] as const;

const datasetVersion = z
  .object({
    id,
    createdAt: time,
    createdBy: person,
    caseIds: z.array(id),
    cells: count,
    patients: count,
    byType: z.array(z.object({ code: z.string(), cells: count })),
  })
  .meta({ id: 'DatasetVersion' });

const training = z
  .object({
    id,
    datasetVersionId: id,
    recipe: z.string(),
    /** `null`: as the recipe says. */
    epochs: count.nullable(),
    /** What the model tells apart; `null`: as the recipe says. */
    classes: z.enum(TRAINED_CLASSES).nullable(),
    createdAt: time,
    state: z.enum(JOB_STATES),
    jobId: id.nullable(),
    /** The model that it gave; `null` until it is done. */
    modelId: id.nullable(),
    /** Models that are trained before it, to teach it: how many, and how many of them are done. */
    teachers: z.object({ trained: count, all: count }),
    /** Images a second, and what is left for the model that is trained now, a teacher maybe; `null` while it is not known. */
    perSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    /** One for each epoch that is done. */
    metrics: z.array(
      z.object({
        epoch: count,
        trainLoss: z.number().nullable(),
        validationLoss: z.number().nullable(),
        rocAuc: z.number().nullable(),
      }),
    ),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  })
  .meta({ id: 'Training' });

const comparison = z
  .object({
    /** Those that the training kept for the test. */
    cells: count,
    patients: count.nullable(),
    /** Areas under the ROC curve on them. `present` is the model in use when the training began; `null`: there is none to compare with, or it has learnt from some of these cells. */
    trained: estimate,
    present: z.number().nullable(),
    /** Trained less present; over patients where there are several. */
    difference: estimate.nullable(),
  })
  .meta({ id: 'Comparison' });

export const learnOperations = operations({
  listDatasetVersions: {
    method: 'get',
    path: '/dataset-versions',
    summary: 'Frozen sets of reviewed cells',
    role: 'viewer',
    answer: z.object({ versions: z.array(datasetVersion) }),
  },
  addDatasetVersion: {
    method: 'post',
    path: '/dataset-versions',
    summary: 'Freeze the labels of signed cases',
    role: 'reviewer',
    idempotent: true,
    body: z.object({ caseIds: z.array(id).min(1).max(10_000) }),
    answer: datasetVersion,
    status: 201,
  },
  listRecipes: {
    method: 'get',
    path: '/recipes',
    summary: 'Ways to train that this server offers',
    role: 'viewer',
    answer: z.object({
      /** Described in English, as the recipes are. */
      recipes: z.array(z.object({ id: z.string(), description: z.string() })),
    }),
  },
  listTrainings: {
    method: 'get',
    path: '/trainings',
    summary: 'Trainings, the newest first',
    role: 'viewer',
    answer: z.object({ trainings: z.array(training) }),
  },
  addTraining: {
    method: 'post',
    path: '/trainings',
    summary: 'Train on a set of reviewed cells',
    role: 'admin',
    idempotent: true,
    body: z.object({
      datasetVersionId: id,
      recipe: z.string().min(1).max(100),
      epochs: z.int().min(1).max(1000).optional(),
      classes: z.enum(TRAINED_CLASSES).optional(),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31)
        .optional(),
    }),
    answer: training,
    status: 202,
  },
  getTraining: {
    method: 'get',
    path: '/trainings/{id}',
    summary: 'A training with its curves',
    role: 'viewer',
    params: byId,
    answer: training,
  },
  stopTraining: {
    method: 'post',
    path: '/trainings/{id}/stop',
    summary: 'Stop; it can go on from its checkpoint',
    role: 'admin',
    params: byId,
    answer: training,
  },
  resumeTraining: {
    method: 'post',
    path: '/trainings/{id}/resume',
    summary: 'Go on with a stopped training',
    role: 'admin',
    params: byId,
    answer: training,
  },
  getComparison: {
    method: 'get',
    path: '/trainings/{id}/comparison',
    summary: 'The trained and the present model on the same held-out patients',
    role: 'viewer',
    params: byId,
    answer: comparison,
  },
});
