/**
 * Everything that must hold before a change lands: build, types, format, lint, dead code and the tests, in one command
 * whose last line counts them all. A check counts as one; nothing that fails stops what comes after it.
 *
 * Usage: npm test [-- PART_OF_A_TEST_FILE'S_PATH …]     with a part named, only those tests run, and no checks
 *        npm run test:full                             the large counts too; writes results/test-full.md
 */
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fullReport } from './testing/full-report.ts';
import { runChecks } from './testing/run-checks.ts';
import { runVitest } from './testing/run-vitest.ts';
import { formatDuration, judgeSkip, type Outcome, skippedByNeed, summaryLine } from './testing/tally.ts';

/** `npm test` is to stay a thing one runs; `test:full` may take longer. */
const LIMIT_MS = 12 * 60_000;

const filters = process.argv.slice(2).filter((argument) => argument !== '--full');
const full = process.argv.includes('--full');
if (full) process.env.LEUKOSCOPE_FULL = '1';

const start = performance.now();
const checks = filters.length === 0 ? runChecks() : [];
const run = await runVitest(filters);
const durationMs = performance.now() - start;

const sharedFolder = resolve(process.env.LEUKOSCOPE_SHARED ?? '../shared');
const promised = { sharedData: process.env.CI === 'true' && existsSync(sharedFolder), fullCounts: full };
const tests = run.outcomes.map((outcome) => judgeSkip(outcome, promised));

if (full && filters.length === 0) {
  const page = fullReport({ checks, tests, files: run.files, durationMs, date: new Date() });
  writeFileSync('results/test-full.md', page);
}
report([...checks, ...tests]);

function report(outcomes: readonly Outcome[]): void {
  for (const [need, names] of skippedByNeed(outcomes)) {
    console.log(`\nSkipped, ${need}:`);
    for (const name of names) console.log(`  ${name}`);
  }
  const failures = outcomes.filter(({ state }) => state === 'failed');
  if (failures.length > 0) console.log('\nFailed:');
  for (const { name, reason } of failures) console.log(`  ${name}${reason === undefined ? '' : `: ${reason}`}`);
  if (!full && durationMs > LIMIT_MS) {
    console.log(
      `\nThis took ${formatDuration(durationMs)}, more than the ${formatDuration(LIMIT_MS)} it may; slowest:`,
    );
    for (const file of run.files.slice(0, 5)) console.log(`  ${formatDuration(file.durationMs)}  ${file.path}`);
  }
  console.log(`\nTook ${formatDuration(durationMs)}.\n${summaryLine(outcomes)}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
