import { z } from 'zod';
import { count, id } from './common.ts';

/** Server-sent events of `/events`, by name; the data of each is JSON. */
export const EVENTS = {
  /** A job began, went on or ended; ask for it. */
  job: z.object({
    id,
    caseId: id.nullable(),
    trainingId: id.nullable(),
    state: z.string(),
    done: count,
    total: count.nullable(),
  }),
  /** Something of the case changed; ask for what is shown. */
  case: z.object({ id, version: count }),
  training: z.object({ id }),
} as const;
