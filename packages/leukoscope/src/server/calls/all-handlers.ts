import type { OperationName } from '../api/all-operations.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';
import { auditCalls } from './audit-calls.ts';
import { backupCalls } from './backup-calls.ts';
import { caseCalls } from './case-calls.ts';
import { cellCalls } from './cell-calls.ts';
import { explainCalls } from './explain-calls.ts';
import { exportCalls } from './export-calls.ts';
import { imageCalls } from './image-calls.ts';
import { jobCalls } from './job-calls.ts';
import { learnCalls } from './learn-calls.ts';
import { modelCalls } from './model-calls.ts';
import { pageCalls } from './page-calls.ts';
import { patientCalls } from './patient-calls.ts';
import { sessionCalls } from './session-calls.ts';
import { summaryCalls } from './summary-calls.ts';
import { userCalls } from './user-calls.ts';

/** What answers the calls of the API. */
export function allHandlers(world: ServerWorld): Handlers<OperationName> {
  return {
    ...sessionCalls(world),
    ...userCalls(world),
    ...modelCalls(world),
    ...patientCalls(world),
    ...caseCalls(world),
    ...summaryCalls(world),
    ...cellCalls(world),
    ...imageCalls(world),
    ...exportCalls(world),
    ...explainCalls(world),
    ...pageCalls(world),
    ...jobCalls(world),
    ...learnCalls(world),
    ...auditCalls(world),
    ...backupCalls(world),
  };
}
