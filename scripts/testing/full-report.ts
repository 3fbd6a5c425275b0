import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { VitestRun } from './run-vitest.ts';
import { formatDuration, type Outcome, skippedByNeed, summaryLine } from './tally.ts';

/** What `npm run test:full` leaves in results/test-full.md. */
export interface FullRun {
  readonly checks: readonly Outcome[];
  readonly tests: readonly Outcome[];
  readonly files: VitestRun['files'];
  readonly durationMs: number;
  readonly date: Date;
}

/** The page as Markdown: where it was measured, every check, the slowest test files, what was skipped and why. */
export function fullReport({ checks, tests, files, durationMs, date }: FullRun): string {
  const row = (name: string, outcome: string, ms: number): string => `| ${name} | ${outcome} | ${formatDuration(ms)} |`;
  const skipped = skippedByNeed(tests);
  return [
    '# The full test run',
    '',
    `\`npm run test:full\`: **${summaryLine([...checks, ...tests])}** in ${formatDuration(durationMs)}.`,
    '',
    `${date.toISOString().slice(0, 10)}, commit ${commit()}; ${machine()}; ${versions().join(', ')}.`,
    '',
    '| check | outcome | time |',
    '| --- | --- | --- |',
    ...checks.map(({ name, state, durationMs: ms }) => row(name, state, ms)),
    '',
    `| slowest of ${files.length} test files | time |`,
    '| --- | --- |',
    ...files.slice(0, 15).map(({ path, durationMs: ms }) => `| ${path} | ${formatDuration(ms)} |`),
    '',
    ...listOf(
      'Failed',
      tests.filter(({ state }) => state === 'failed').map(({ name }) => name),
    ),
    ...skipped.flatMap(([need, names]) => listOf(`Skipped: ${need}`, names)),
  ].join('\n');
}

function listOf(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`## ${title}`, '', ...names.map((name) => `- ${name}`), ''];
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes on top');
}

function machine(): string {
  const processors = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim()}, ${memoryGiB} GiB, ${process.platform} ${process.arch}`;
}

function versions(): string[] {
  const packages = ['onnxruntime-node', 'sharp', 'typescript', 'vitest'];
  const versionOf = (name: string): string =>
    JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
  return [`Node ${process.versions.node}`, ...packages.map((name) => `${name} ${versionOf(name)}`)];
}
