import { spawnSync } from 'node:child_process';
import { formatDuration, type Outcome } from './tally.ts';

/** Scripts of package.json, each a check that counts as one: so each can be run alone, as `npm run lint`. */
const CHECKS = ['build', 'types', 'types:browser', 'lint', 'lint:promises', 'lint:unused'] as const;

/** Runs every check, one after the other, and prints what a failed one says. */
export function runChecks(): Outcome[] {
  return CHECKS.map((name) => {
    const start = performance.now();
    // Through a shell because npm is a script on Windows.
    const { status, stdout, stderr } = spawnSync(`npm run --silent ${name}`, { encoding: 'utf8', shell: true });
    const durationMs = performance.now() - start;
    const passed = status === 0;
    console.log(`${passed ? '✓' : '✗'} npm run ${name} (${formatDuration(durationMs)})`);
    if (!passed) console.log(`${stdout}${stderr}`.trimEnd());
    return { name: `npm run ${name}`, state: passed ? 'passed' : 'failed', durationMs };
  });
}
