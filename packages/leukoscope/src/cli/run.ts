import type { Writable } from 'node:stream';
import { EXIT, type ExitCode, type Language } from '../errors/entry.ts';
import { OutputClosedError, streamSink } from '../files/text-sink.ts';
import { ProgressMeter } from '../progress/progress-meter.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './define-command.ts';
import { outputChoice } from './language.ts';
import { parseCommandLine, type Request } from './parse-command-line.ts';
import { chooseRenderer } from './progress/choose-renderer.ts';
import type { ProgressRenderer } from './progress/progress-renderer.ts';
import { reportError } from './report-error.ts';
import { textsIn } from './texts/texts-in.ts';
import { welcome } from './welcome.ts';

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
  const stdout = streamSink(world.stdout, 'stdout');
  try {
    const request = parseCommandLine(argv, {
      commands: world.commands,
      version: world.version,
      language,
      texts: textsIn(language),
      helpWidth: Math.min(world.stderr.columns ?? 100, 120),
    });
    if (request.kind === 'command') return await runCommand(request, argv, language, world);
    await stdout.write(request.kind === 'print' ? request.text : welcome(world.commands, language));
    return EXIT.done;
  } catch (error) {
    if (error instanceof OutputClosedError) return EXIT.done;
    if (world.signal.aborted && error === world.signal.reason) {
      world.stderr.write(`${textsIn(language).interrupted}\n`);
      return EXIT.interrupted;
    }
    const report = reportError(error, { language, debug: world.env.LEUKOSCOPE_DEBUG === '1' });
    world.stderr.write(`${report.text}\n`);
    if (json) await stdout.write(`${JSON.stringify(report.document)}\n`).catch(() => undefined);
    return report.exitCode;
  }
}

async function runCommand(
  request: Request & { kind: 'command' },
  argv: readonly string[],
  language: Language,
  world: CommandLineWorld,
): Promise<ExitCode> {
  const { stderr } = world;
  const renderer = chooseRenderer(
    request.shell,
    { isTerminal: stderr.isTTY === true, env: world.env },
    {
      language,
      device: {
        write: (text) => stderr.write(text),
        nowMs: world.nowMs,
        columns: () => stderr.columns ?? 80,
      },
    },
  );
  const context = contextOf(request, { argv, language, renderer, world });
  try {
    const result = await request.command.action(request.arguments as never, request.options as never, context);
    renderer.clear();
    const output = request.shell.json ? `${JSON.stringify(result.document)}\n` : result.text;
    if (output !== '') await streamSink(world.stdout, 'stdout').write(output.endsWith('\n') ? output : `${output}\n`);
    return result.exitCode ?? EXIT.done;
  } finally {
    renderer.clear();
  }
}

function contextOf(
  { shell, givenOptions }: Request & { kind: 'command' },
  {
    argv,
    language,
    renderer,
    world,
  }: { argv: readonly string[]; language: Language; renderer: ProgressRenderer; world: CommandLineWorld },
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
    warn: (sentence) => say(`${textsIn(language).warningLabel}: ${sentence}`),
    env: world.env,
    version: world.version,
    cwd: world.cwd,
    argv,
    givenOptions,
  };
}
