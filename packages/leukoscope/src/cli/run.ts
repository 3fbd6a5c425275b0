import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { EXIT, type ExitCode, type Language } from '../errors/entry.ts';
import { OutputClosedError, streamSink } from '../files/text-sink.ts';
import { ProgressMeter } from '../progress/progress-meter.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './define-command.ts';
import { outputChoice } from './language.ts';
import { oneLine } from './one-line.ts';
import { type ParsedCommand, type ParsedLine, parseCommandLine } from './parse-command-line.ts';
import { programTyped } from './program-typed.ts';
import { chooseRenderer } from './progress/choose-renderer.ts';
import type { ProgressRenderer } from './progress/progress-renderer.ts';
import { reportError } from './report-error.ts';
import { textsIn } from './texts/texts-in.ts';
import { welcome } from './welcome.ts';

const WIDEST_HELP = 120;

/** Everything outside that a command line touches, passed in so that tests can stand in for it. */
export interface CommandLineWorld {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly commands: readonly Command[];
  readonly version: string;
  /** Milliseconds, never running backwards. */
  readonly nowMs: () => number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Runs one command line to its end. Nothing is thrown: whatever goes wrong is on stderr, in the language, and in the
 * exit code; with `--json` also on stdout as `{"error": {code, message, hint, details}}`.
 *
 * @param argv the words after the program's name
 */
export async function run(argv: readonly string[], world: CommandLineWorld): Promise<ExitCode> {
  const { language, json } = outputChoice(argv, world.env);
  const texts = textsIn(language);
  const stdout = streamSink(world.stdout, 'stdout');
  try {
    const line = parseCommandLine(argv, {
      commands: world.commands,
      version: world.version,
      language,
      texts,
      helpWidth: Math.min(world.stderr.columns ?? WIDEST_HELP, WIDEST_HELP),
      program: programTyped(world.env),
      pathExists: (path) => existsSync(resolve(world.cwd, path)),
    });
    if (line.kind === 'command') return await runCommand(line, { argv, language, world });
    await stdout.write(json ? `${JSON.stringify(documentOf(line, world))}\n` : textOf(line, language, world));
    return EXIT.done;
  } catch (error) {
    if (error instanceof OutputClosedError) return EXIT.done;
    if (isInterruption(error, world.signal)) {
      world.stderr.write(`${texts.interrupted}\n`);
      return EXIT.interrupted;
    }
    const debug = world.env.LEUKOSCOPE_DEBUG === '1';
    const report = reportError(error, { language, debug, program: programTyped(world.env) });
    world.stderr.write(`${report.text}\n`);
    // If stdout fails as well, what is said on stderr and the exit code are all that is left.
    if (json) await stdout.write(`${JSON.stringify(report.document)}\n`).catch(() => undefined);
    return report.exitCode;
  }
}

function textOf(line: Exclude<ParsedLine, ParsedCommand>, language: Language, world: CommandLineWorld): string {
  switch (line.kind) {
    case 'help':
      return line.text;
    case 'version':
      return `${world.version}\n`;
    case 'welcome':
      return welcome(world.commands, { language, program: programTyped(world.env) });
  }
}

function documentOf(line: Exclude<ParsedLine, ParsedCommand>, { version, commands }: CommandLineWorld): unknown {
  if (line.kind === 'help') return { help: line.text };
  return { version, commands: commands.map(({ name }) => name) };
}

/** Node's own functions wrap the reason they were aborted for in an AbortError. */
function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'));
}

interface Call {
  readonly argv: readonly string[];
  readonly language: Language;
  readonly world: CommandLineWorld;
}

async function runCommand(line: ParsedCommand<Command>, call: Call): Promise<ExitCode> {
  const { language, world } = call;
  const { stderr, signal } = world;
  const device = {
    write: (text: string) => stderr.write(text),
    nowMs: world.nowMs,
    columns: () => stderr.columns ?? 80,
  };
  const facts = { isTerminal: stderr.isTTY === true, env: world.env };
  const renderer = chooseRenderer(line.shell, facts, { language, device });
  const onAbort = (): void => {
    renderer.clear();
    stderr.write(`${textsIn(language).interrupting}\n`);
  };
  signal.addEventListener('abort', onAbort);
  try {
    const context = contextOf(line, renderer, call);
    // The parser has filled in exactly what this command's own declaration asks for.
    const result = await line.command.action(line.arguments as never, line.options as never, context);
    renderer.clear();
    const output = line.shell.json ? `${JSON.stringify(result.document)}\n` : result.text;
    if (output !== '') await streamSink(world.stdout, 'stdout').write(output.endsWith('\n') ? output : `${output}\n`);
    return result.exitCode ?? EXIT.done;
  } finally {
    signal.removeEventListener('abort', onAbort);
    renderer.clear();
  }
}

function contextOf(
  { shell, givenOptions }: ParsedCommand,
  renderer: ProgressRenderer,
  { argv, language, world }: Call,
): CommandContext {
  const say = (sentence: string): void => {
    renderer.clear();
    world.stderr.write(`${sentence}\n`);
  };
  return {
    language,
    progress: new ProgressMeter(world.nowMs, (event) => renderer.show(event)),
    signal: world.signal,
    json: shell.json,
    stdout: world.stdout,
    note: shell.quiet ? () => undefined : say,
    warn: (sentence) => say(`${textsIn(language).warningLabel}: ${oneLine(sentence)}`),
    env: world.env,
    version: world.version,
    cwd: world.cwd,
    argv,
    givenOptions,
  };
}
