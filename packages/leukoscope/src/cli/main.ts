import { readFileSync } from 'node:fs';
import { EXIT } from '../errors/entry.ts';
import { keepMemorySteady } from '../images/steady-memory.node.ts';
import { COMMANDS } from './command-list.ts';
import type { Command } from './define-command.ts';
import { abortOnInterruption } from './interruption.ts';
import { outputChoice } from './language.ts';
import { programTyped } from './program-typed.ts';
import { reportError } from './report-error.ts';
import { run } from './run.ts';

/**
 * The program: connects `run` to the process it lives in and sets `process.exitCode`.
 *
 * @param argv `process.argv`
 */
export async function main(argv: readonly string[], commands: readonly Command[] = COMMANDS): Promise<void> {
  keepMemorySteady();
  const words = argv.slice(2);
  const { language } = outputChoice(words, process.env);
  ignoreStreamEvents();
  process.on('uncaughtException', (error) => {
    const debug = process.env.LEUKOSCOPE_DEBUG === '1';
    const report = reportError(error, { language, debug, program: programTyped(process.env) });
    process.stderr.write(`${report.text}\n`);
    process.exit(report.exitCode);
  });
  const signal = abortOnInterruption(process, () => process.exit(EXIT.interrupted));
  process.exitCode = await run(words, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    commands,
    version: readVersion(),
    nowMs: () => performance.now(),
    signal,
  });
}

/**
 * A stream's failure comes twice: to whoever wrote, who deals with it, and as an event that would end the process. When
 * stderr itself fails there is nobody left to tell.
 */
function ignoreStreamEvents(): void {
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}
