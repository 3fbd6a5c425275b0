import { z } from 'zod';
import type { CaseRow, JobRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';

const count = z.int().min(0);

/** What a job leaves behind beside what it made; kept with it, so that it outlives a kill. */
const outcomeSchema = z.object({
  /** Images that could not be used, by the reason's code. */
  rejected: z.record(z.string(), count).default({}),
  /** By the pictures' own red cells, for a model that sees micrometres; `null`: there were too few, that of training was taken. */
  micronsPerPixel: z.exactOptional(z.number().nullable()),
  /** What the pictures look like; see `LookTally`. */
  looks: z.exactOptional(z.object({ cells: count, sums: z.array(z.number()) })),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export function outcomeOf({ outcome }: Pick<JobRow, 'outcome'>): Outcome {
  return outcomeSchema.parse(outcome ?? {});
}

export function countRejected(outcome: Outcome, codes: readonly string[]): void {
  for (const code of codes) outcome.rejected[code] = (outcome.rejected[code] ?? 0) + 1;
}

/** Of the last classification by the model whose predictions are shown; `null` where there was none. */
export async function classifyOutcomeOf({ id, modelId }: CaseRow, parts: StoreParts): Promise<Outcome | null> {
  const jobs = await parts.jobs.list({ caseId: id });
  const job = jobs.find(({ kind, parameters }) => kind === 'classify' && modelIn(parameters) === modelId);
  return job === undefined ? null : outcomeOf(job);
}

function modelIn(parameters: JobRow['parameters']): string | null {
  const parsed = z.object({ modelId: z.string() }).safeParse(parameters);
  return parsed.success ? parsed.data.modelId : null;
}
