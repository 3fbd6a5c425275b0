import { adaptErrors } from './adapt-errors.ts';
import { backboneErrors } from './backbone-errors.ts';
import { caseErrors } from './case-errors.ts';
import { datasetErrors } from './dataset-errors.ts';
import { downloadErrors } from './download-errors.ts';
import { ensembleErrors } from './ensemble-errors.ts';
import { evaluationErrors } from './evaluation-errors.ts';
import { explainErrors } from './explain-errors.ts';
import { imageErrors } from './image-errors.ts';
import { machineErrors } from './machine-errors.ts';
import { modelErrors } from './model-errors.ts';
import { promiseErrors } from './promise-errors.ts';
import { recipeErrors } from './recipe-errors.ts';
import { reportErrors } from './report-errors.ts';
import { serverErrors } from './server-errors.ts';
import { storeErrors } from './store-errors.ts';
import { syntheticErrors } from './synthetic-errors.ts';
import { teacherErrors } from './teacher-errors.ts';
import { usageErrors } from './usage-errors.ts';
import { weightsErrors } from './weights-errors.ts';

/** Every error a user can meet: its code, exit code, HTTP status and text in each language. */
export const ERRORS = {
  ...adaptErrors,
  ...backboneErrors,
  ...caseErrors,
  ...datasetErrors,
  ...downloadErrors,
  ...ensembleErrors,
  ...evaluationErrors,
  ...explainErrors,
  ...imageErrors,
  ...machineErrors,
  ...modelErrors,
  ...promiseErrors,
  ...recipeErrors,
  ...reportErrors,
  ...serverErrors,
  ...storeErrors,
  ...syntheticErrors,
  ...teacherErrors,
  ...usageErrors,
  ...weightsErrors,
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorDetails<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]['en']>[0];
