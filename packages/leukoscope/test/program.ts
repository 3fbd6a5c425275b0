import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The command line as it is installed; it runs what `npm run build` has built. */
export const PROGRAM: string = fileURLToPath(new URL('../bin/leukoscope.js', import.meta.url));

/** The command line with commands that only wait, run from its source. */
export const WAITING_PROGRAM: string = fileURLToPath(new URL('waiting-program.ts', import.meta.url));

/** The environment of the tests' processes: no terminal's, no locale of the person who runs them. */
export const ENGLISH: NodeJS.ProcessEnv = { PATH: process.env.PATH, LANG: 'C.UTF-8' };

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program to its end. */
export function leukoscope(args: readonly string[], { cwd = '/', env = {} as NodeJS.ProcessEnv } = {}): Ended {
  const ended = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { ...ENGLISH, ...env },
    encoding: 'utf8',
  });
  return { exitCode: ended.status, out: ended.stdout, err: ended.stderr };
}

/** @throws Error if the program has not been built. */
export function requireBuild(): void {
  const { exitCode, err } = leukoscope(['--version']);
  if (exitCode !== 0) throw new Error(`build the program first (npm run build): ${err}`);
}
