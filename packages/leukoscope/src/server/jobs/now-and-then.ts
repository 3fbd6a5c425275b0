import type { JobContext } from './job-runner.ts';

/** Progress is kept and told so often at most; the end in any case. */
const EVERY_MS = 500;

interface Done {
  readonly done: number;
  readonly total: number | null;
  readonly ended?: boolean;
}

/** Passes progress on as the job's, now and then; a failure to do so shows at the job's next step. */
export function nowAndThen({ report }: JobContext, nowMs: () => number): (progress: Done) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return ({ done, total, ended = done === total }) => {
    if (nowMs() - lastMs < EVERY_MS && !ended) return;
    lastMs = nowMs();
    report({ done, total }).catch(() => undefined);
  };
}
