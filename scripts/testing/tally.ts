/** What became of one test or one check (a whole tool's run, counted as one). */
export interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** Why it was skipped, or why it counts as failed although nothing in it failed. */
  readonly reason?: string;
}

/** What the environment promises, so that a test that is skipped all the same is a failure. */
export interface Promised {
  /** A continuous-integration run with the measuring data beside the clone. */
  readonly sharedData: boolean;
  /** `npm run test:full`. */
  readonly fullCounts: boolean;
}

/**
 * Decides what a skipped test counts as. A skip says in its title, or in its note, what it needs ("needs ../shared");
 * one that does not say, or that needs what is there, is a failure.
 */
export function judgeSkip(outcome: Outcome, promised: Promised): Outcome {
  if (outcome.state !== 'skipped') return outcome;
  const { reason } = outcome;
  if (reason === undefined) return failed('it was skipped without a word on what it needs');
  if (promised.sharedData && /shared/i.test(reason)) return failed(`it was skipped (${reason}), but that is here`);
  if (promised.fullCounts && reason.includes('LEUKOSCOPE_FULL')) {
    return failed(`it was skipped (${reason}), but that is set`);
  }
  return outcome;

  function failed(why: string): Outcome {
    return { ...outcome, state: 'failed', reason: why };
  }
}

/** Reads what a test needs off the titles above and of it: "needs ../shared" of "reads JHU (needs ../shared)". */
export function needOf(titles: readonly string[]): string | undefined {
  for (const title of titles.toReversed()) {
    const need = /\bneeds [^()]+/.exec(title);
    if (need !== null) return need[0].trim();
  }
  return undefined;
}

/** The last line that `npm test` prints. */
export function summaryLine(outcomes: readonly Outcome[]): string {
  return `${count(outcomes, 'passed')} passed, ${count(outcomes, 'failed')} failed, ${count(outcomes, 'skipped')} skipped`;
}

function count(outcomes: readonly Outcome[], state: Outcome['state']): number {
  return outcomes.filter((outcome) => outcome.state === state).length;
}

/** Skipped tests by what they need, the most frequent need first. */
export function skippedByNeed(outcomes: readonly Outcome[]): [need: string, names: string[]][] {
  const skipped = outcomes.filter(({ state }) => state === 'skipped');
  const byNeed = Map.groupBy(skipped, ({ reason }) => reason ?? '');
  return [...byNeed]
    .map(([need, tests]): [string, string[]] => [need, tests.map(({ name }) => name)])
    .toSorted(([, a], [, b]) => b.length - a.length);
}

/** `2 min 5 s`, `3.4 s`. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
