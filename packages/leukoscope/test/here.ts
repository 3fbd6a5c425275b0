import { readFileSync } from 'node:fs';
import { run } from '../src/cli/run.ts';
import { fakeWorld } from './fake-world.ts';
import { ENGLISH, type Ended } from './program.ts';

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/**
 * Runs a command line to its end within this process, from the source: the same words, exit code and files as those of
 * the built program at a fraction of its time, for what a process of its own would not show.
 */
export async function here(args: readonly string[], { cwd = '/', env = {} as NodeJS.ProcessEnv } = {}): Promise<Ended> {
  const { world, out, err } = fakeWorld({ cwd, env: { ...ENGLISH, ...env }, version, nowMs: () => performance.now() });
  return { exitCode: await run(args, world), out: out(), err: err() };
}
