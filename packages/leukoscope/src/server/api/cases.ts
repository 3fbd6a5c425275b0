import { z } from 'zod';
import { byId, count, id, inLanguage, line, next, page, paragraph, person, time } from './common.ts';
import { job } from './jobs.ts';
import { operations } from './operation.ts';

const CASE_STATES = ['open', 'signed'] as const;

const caseAnswer = z
  .object({
    id,
    patient: z.object({ id, name: z.string() }),
    title: z.string(),
    note: z.string(),
    state: z.enum(CASE_STATES),
    createdAt: time,
    createdBy: person,
    /** Predictions are hidden from everyone until the case is signed. */
    blinded: z.boolean(),
    secondReader: person,
    signedAt: time.nullable(),
    signedBy: person,
    /** Whose predictions are shown; `null` before the first classification. */
    modelId: id.nullable(),
    /** `reviewed`: a person decided on them; `unidentified` must be 0 before the case can be signed. */
    cells: z.object({ all: count, classified: count, reviewed: count, unidentified: count }),
    /** Grows with every change of the case or its cells; see `cells?since=`. */
    version: count,
  })
  .meta({ id: 'Case' });

export const REJECTION_LIMIT = 1000;

const uploadAnswer = z
  .object({
    added: count,
    /** In the language asked for; `rejectedCount` counts those beyond the first thousand too. */
    rejected: z.array(z.object({ name: z.string(), code: z.string(), reason: z.string() })).max(REJECTION_LIMIT),
    rejectedCount: count,
    /** The same image was in the case already. */
    doubles: count,
  })
  .meta({ id: 'Upload' });

export const caseOperations = operations({
  listCases: {
    method: 'get',
    path: '/cases',
    summary: 'Cases, the newest first',
    role: 'viewer',
    query: page.extend({ patient: id.optional(), state: z.enum(CASE_STATES).optional() }),
    answer: z.object({ cases: z.array(caseAnswer), next }),
  },
  addCase: {
    method: 'post',
    path: '/cases',
    summary: 'Create a case, of a known patient (patientId) or by name (patientName: found or added)',
    role: 'reviewer',
    idempotent: true,
    body: z
      .object({
        patientId: id.optional(),
        patientName: line.optional(),
        title: line,
        note: paragraph.default(''),
      })
      .refine(({ patientId, patientName }) => (patientId === undefined) !== (patientName === undefined), {
        error: 'either patientId or patientName',
        path: ['patientId'],
      }),
    answer: caseAnswer,
    status: 201,
  },
  getCase: { method: 'get', path: '/cases/{id}', summary: 'A case', role: 'viewer', params: byId, answer: caseAnswer },
  changeCase: {
    method: 'patch',
    path: '/cases/{id}',
    summary: 'Change title or note of an open case',
    role: 'reviewer',
    params: byId,
    body: z.object({ title: line.optional(), note: paragraph.optional() }),
    answer: caseAnswer,
  },
  deleteCase: {
    method: 'delete',
    path: '/cases/{id}',
    summary: 'Delete a case with its cells and images; a tombstone stays in the audit trail',
    role: 'admin',
    params: byId,
    answer: null,
  },
  addImages: {
    method: 'post',
    path: '/cases/{id}/images',
    summary: 'Add images: a form of files, or one file as the body (its name as ?name=); zip files of images too',
    role: 'reviewer',
    params: byId,
    query: z.object({ name: z.string().max(500).optional() }),
    upload: ['multipart/form-data', 'application/octet-stream'],
    answer: uploadAnswer,
  },
  importImages: {
    method: 'post',
    path: '/cases/{id}/import',
    summary:
      'Import a folder or zip under the folders that the server may read, or generated cells (synthetic:1,cells=2000)',
    role: 'reviewer',
    idempotent: true,
    params: byId,
    body: z
      .object({ path: z.string().min(1).max(4096).optional(), dataset: z.string().min(1).max(4096).optional() })
      .refine(({ path, dataset }) => (path === undefined) !== (dataset === undefined), {
        error: 'either path or dataset',
        path: ['path'],
      }),
    answer: job,
    status: 202,
  },
  classifyCase: {
    method: 'post',
    path: '/cases/{id}/classify',
    summary: 'Classify the cells with the present model or another one',
    role: 'reviewer',
    idempotent: true,
    params: byId,
    body: z.object({
      modelId: id.optional(),
      /** Use a model of generated cells on other cells. */ allowSyntheticModel: z.boolean().optional(),
    }),
    answer: job,
    status: 202,
  },
  signCase: {
    method: 'post',
    path: '/cases/{id}/sign',
    summary: 'Sign: locks the case; refused while a cell is unidentified or readers disagree',
    role: 'reviewer',
    idempotent: true,
    params: byId,
    answer: caseAnswer,
  },
  unlockCase: {
    method: 'post',
    path: '/cases/{id}/unlock',
    summary: 'Unlock a signed case, with a reason',
    role: 'reviewer',
    idempotent: true,
    params: byId,
    body: z.object({ reason: line }),
    answer: caseAnswer,
  },
  blindCase: {
    method: 'post',
    path: '/cases/{id}/blind',
    summary: 'Hide or show the predictions of an open case',
    role: 'reviewer',
    params: byId,
    body: z.object({ blinded: z.boolean() }),
    answer: caseAnswer,
  },
  setSecondReader: {
    method: 'post',
    path: '/cases/{id}/second-reader',
    summary: 'Ask a user for a second reading, or nobody (null)',
    role: 'reviewer',
    params: byId,
    body: z.object({ userId: id.nullable() }),
    answer: caseAnswer,
  },
  exportCsv: {
    method: 'get',
    path: '/cases/{id}/export.csv',
    summary: 'Every cell with prediction and reviews',
    role: 'viewer',
    params: byId,
    answer: 'text/csv',
  },
  exportJson: {
    method: 'get',
    path: '/cases/{id}/export.json',
    summary: 'Case, figures and cells',
    role: 'viewer',
    params: byId,
    answer: z.unknown(),
  },
  exportHtml: {
    method: 'get',
    path: '/cases/{id}/export.html',
    summary: 'The report, one file to print and pass on',
    role: 'viewer',
    params: byId,
    query: inLanguage,
    answer: 'text/html',
  },
  exportPdf: {
    method: 'get',
    path: '/cases/{id}/export.pdf',
    summary: 'The report as PDF; needs a Chromium on the server',
    role: 'viewer',
    params: byId,
    query: inLanguage,
    answer: 'application/pdf',
  },
  exportFhir: {
    method: 'get',
    path: '/cases/{id}/export.fhir.json',
    summary: 'FHIR R4 bundle of a DiagnosticReport and its Observations',
    role: 'viewer',
    params: byId,
    answer: 'application/fhir+json',
  },
});
