import { z } from 'zod';
import { byId, count, estimate, group, id, inLanguage, rate, time } from './common.ts';
import { operations } from './operation.ts';

const name = z.object({ en: z.string(), es: z.string() });

const typeDescription = z
  .object({
    code: z.string(),
    name,
    group,
    lineage: z.string(),
    maturity: z.string(),
    /** The key that relabels to this type, a letter or digit; `null` where none is left. */
    key: z.string().nullable(),
  })
  .meta({ id: 'CellType' });

const scheme = z.object({ id: z.string(), name: z.string(), types: z.array(typeDescription) }).meta({ id: 'Scheme' });

const MODEL_STATES = ['candidate', 'present', 'former'] as const;

const model = z
  .object({
    id,
    name: z.string(),
    sha256: z.string(),
    state: z.enum(MODEL_STATES),
    installedAt: time,
    network: z.string(),
    /** Codes of the types that it tells apart; `null`: only typical from atypical. */
    types: z.array(z.string()).nullable(),
    threshold: z.number(),
    /** Cells between the two are referred to a person; `null` of a model that is not calibrated. */
    band: z.object({ low: z.number(), high: z.number() }).nullable(),
    /** Learnt from generated cells: for trying things out, not for real cells. */
    synthetic: z.boolean(),
    trainingId: id.nullable(),
    dataset: z.string(),
  })
  .meta({ id: 'Model' });

/** On cells of patients that the model has never seen. */
const evaluation = z
  .object({
    cells: count,
    patients: count.nullable(),
    accuracy: rate,
    sensitivity: rate,
    specificity: rate,
    rocAuc: estimate,
    /** What they are of: held-out patients of a training, or a data set's name. */
    of: z.string(),
  })
  .meta({ id: 'Evaluation' });

const modelDetails = model
  .extend({
    /** As in the file; see models/model-card.ts. */
    card: z.unknown(),
    evaluation: evaluation.nullable(),
    scheme,
    /** Whether `nearest` can be asked for and a map of cells be shown. */
    keepsCells: z.boolean(),
  })
  .meta({ id: 'ModelDetails' });

export const modelOperations = operations({
  listSchemes: {
    method: 'get',
    path: '/schemes',
    summary: 'Cell types of each scheme, with the keys that relabel to them',
    role: 'viewer',
    answer: z.object({ schemes: z.array(scheme) }),
  },
  listModels: {
    method: 'get',
    path: '/models',
    summary: 'Installed models, the present one first, then the newest',
    role: 'viewer',
    answer: z.object({ models: z.array(model) }),
  },
  installModel: {
    method: 'post',
    path: '/models',
    summary: 'Install a model: its ONNX file, or a path under the folders that the server may read',
    role: 'admin',
    body: z.object({ path: z.string().min(1).max(4096), name: z.string().max(200).optional() }),
    upload: ['application/octet-stream'],
    query: z.object({ name: z.string().max(200).optional() }),
    answer: model,
    status: 201,
  },
  getModel: {
    method: 'get',
    path: '/models/{id}',
    summary: 'A model with its card and evaluation',
    role: 'viewer',
    params: byId,
    answer: modelDetails,
  },
  promoteModel: {
    method: 'post',
    path: '/models/{id}/promote',
    summary: 'Make it the present model',
    role: 'admin',
    idempotent: true,
    params: byId,
    answer: model,
  },
  rollBackModel: {
    method: 'post',
    path: '/models/roll-back',
    summary: 'Make the model before the present one the present one again',
    role: 'admin',
    idempotent: true,
    answer: model,
  },
  downloadModel: {
    method: 'get',
    path: '/models/{id}/model.onnx',
    summary: 'The ONNX file',
    role: 'viewer',
    params: byId,
    answer: 'application/octet-stream',
  },
  modelPage: {
    method: 'get',
    path: '/models/{id}/card.html',
    summary: 'The model page: what it is, what it reached, how it may be used',
    role: 'viewer',
    params: byId,
    query: inLanguage,
    answer: 'text/html',
  },
  modelMap: {
    method: 'get',
    path: '/models/{id}/map',
    summary: 'Page of the map of the cells that it was trained on',
    role: 'viewer',
    params: byId,
    query: inLanguage,
    answer: 'text/html',
  },
  modelEvaluation: {
    method: 'get',
    path: '/models/{id}/evaluation.html',
    summary: 'Report of its evaluation',
    role: 'viewer',
    params: byId,
    query: inLanguage,
    answer: 'text/html',
  },
});
