import type { z } from 'zod';
import { auditOperations } from './audit.ts';
import { backupOperations } from './backups.ts';
import { caseOperations } from './cases.ts';
import { cellOperations } from './cells.ts';
import { jobOperations } from './jobs.ts';
import { learnOperations } from './learn.ts';
import { modelOperations } from './models.ts';
import { patientOperations } from './patients.ts';
import { sessionOperations } from './session.ts';
import { summaryOperations } from './summary.ts';
import { userOperations } from './users.ts';

/** Every call of the API, by name. */
export const OPERATIONS = {
  ...sessionOperations,
  ...userOperations,
  ...modelOperations,
  ...patientOperations,
  ...caseOperations,
  ...summaryOperations,
  ...cellOperations,
  ...jobOperations,
  ...learnOperations,
  ...auditOperations,
  ...backupOperations,
} as const;
type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;

type Schema<Name extends OperationName, Part extends string> =
  Operations[Name] extends Readonly<Record<Part, infer Type extends z.ZodType>> ? Type : never;

/** What a call answers, as JSON; `never` where it answers with a file or nothing. */
export type Answer<Name extends OperationName> = z.output<Schema<Name, 'answer'>>;
/** What a call needs, as it is sent. */
export type Params<Name extends OperationName> = z.input<Schema<Name, 'params'>>;
export type Query<Name extends OperationName> = z.input<Schema<Name, 'query'>>;
export type Body<Name extends OperationName> = z.input<Schema<Name, 'body'>>;
