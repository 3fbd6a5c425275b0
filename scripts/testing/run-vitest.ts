import { relative } from 'node:path';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import { needOf, type Outcome } from './tally.ts';

export interface VitestRun {
  /** One for each test, and one for each file or process that broke outside a test. */
  readonly outcomes: readonly Outcome[];
  /** Time of each test file, longest first. */
  readonly files: readonly { readonly path: string; readonly durationMs: number }[];
}

/** Runs the test files whose path contains one of `filters`, all of them without any. */
export async function runVitest(filters: readonly string[]): Promise<VitestRun> {
  const options = { watch: false, reporters: ['default'] };
  const vitest = await startVitest('test', [...filters], options);
  const modules = vitest.state.getTestModules();
  const stray = vitest.state.getUnhandledErrors() as { message?: string }[];
  await vitest.close();
  const outcomes = [
    ...modules.flatMap(outcomesOf),
    ...stray.map(({ message = 'an error' }) => failure('outside any test', message)),
  ];
  const failed = outcomes.some(({ state }) => state === 'failed');
  if (!failed && process.exitCode) outcomes.push(failure('Vitest', 'it failed, or found nothing to run (see above)'));
  return {
    outcomes,
    files: modules
      .map((module) => ({ path: pathOf(module), durationMs: module.diagnostic().duration }))
      .toSorted((a, b) => b.durationMs - a.durationMs),
  };
}

function failure(name: string, reason: string): Outcome {
  return { name, state: 'failed', durationMs: 0, reason };
}

function pathOf(module: TestModule): string {
  return relative(process.cwd(), module.moduleId);
}

function outcomesOf(module: TestModule): Outcome[] {
  const tests = [...module.children.allTests()].map((test) => outcomeOf(test, module));
  const brokeOutsideTests = module.state() === 'failed' && !tests.some(({ state }) => state === 'failed');
  if (tests.length > 0 && !brokeOutsideTests) return tests;
  const reason = tests.length === 0 ? 'it holds no test, or could not be loaded' : 'it broke outside its tests';
  return [...tests, failure(pathOf(module), reason)];
}

function outcomeOf(test: TestCase, module: TestModule): Outcome {
  const name = `${pathOf(module)} > ${test.fullName}`;
  const durationMs = test.diagnostic()?.duration ?? 0;
  const result = test.result();
  if (result.state === 'passed' || result.state === 'failed') return { name, state: result.state, durationMs };
  const reason = (result.state === 'skipped' ? result.note : undefined) ?? needOf(test.fullName.split(' > '));
  return { name, state: 'skipped', durationMs, ...(reason === undefined ? {} : { reason }) };
}
