import { join } from 'node:path';
import type { Command as CommanderCommand, CommanderError } from 'commander';
import { nearest } from '../cells/nearest.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { OptionSpec } from './options.ts';
import { OTHER_WORDS } from './other-words.ts';

/** The command as typed: `leukoscope data split`. */
export function commandPath(command: CommanderCommand): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

/** What else it takes to say what is wrong. */
export interface UsageFacts {
  readonly specOf: (name: string) => OptionSpec<unknown> | undefined;
  /** Whether there is a file or folder of this name, relative to where the command runs. */
  readonly pathExists: (path: string) => boolean;
}

/**
 * Our error for one of commander's. Commander gives the kind as a code, but the word that is wrong only inside its
 * English sentence, in quotes; the tests of this file hold that sentence's form.
 */
export function usageError(
  error: CommanderError,
  command: CommanderCommand,
  { specOf, pathExists }: UsageFacts,
): LeukoscopeError | null {
  const quoted = /^error: [a-z ]*'(.*?)'(?: argument missing)?(?:\n|$)/s.exec(error.message)?.[1] ?? '';
  const path = commandPath(command);
  switch (error.code) {
    case 'commander.unknownOption':
      return new LeukoscopeError('usage.unknown-option', {
        given: quoted,
        nearest: suggestion(quoted.split('=')[0]!, optionNames(command)),
        command: path,
      });
    case 'commander.unknownCommand':
      return unknownCommand(quoted, command, pathExists);
    case 'commander.optionMissingArgument': {
      const option = quoted.split(' ')[0]!;
      return new LeukoscopeError('usage.missing-value', {
        option,
        expected: specOf(option)?.expected ?? { kind: 'text' },
      });
    }
    case 'commander.missingArgument':
      return new LeukoscopeError('usage.missing-argument', { argument: quoted, command: path });
    case 'commander.excessArguments': {
      const expected = command.registeredArguments.length;
      return new LeukoscopeError('usage.excess-arguments', {
        command: path,
        expected,
        excess: command.args.slice(expected),
      });
    }
    default:
      return null;
  }
}

/** The error for a word that stands where a command should. */
export function unknownCommand(
  given: string,
  within: CommanderCommand,
  pathExists: (path: string) => boolean,
): LeukoscopeError {
  const near = commandNear(given, within);
  const isPath = /[/\\]|\.\w+$/.test(given) || (near === null && pathExists(given));
  if (within.parent === null && isPath) {
    const rest = within.args.slice(within.args.indexOf(given) + 1).filter((word) => !word.startsWith('-'));
    return new LeukoscopeError('usage.path-for-command', { given, holds: holdsOf(given, pathExists), rest });
  }
  return new LeukoscopeError('usage.unknown-command', { given, nearest: near, within: commandPath(within) });
}

function holdsOf(path: string, pathExists: (path: string) => boolean): 'model' | 'run' | 'unknown' {
  if (path.toLowerCase().endsWith('.onnx')) return 'model';
  return pathExists(join(path, 'model.onnx')) ? 'run' : 'unknown';
}

/** The command that was meant, as it is typed after `within`, or whole if it stands elsewhere: `data scan` for `scan`. */
function commandNear(given: string, within: CommanderCommand): string | null {
  const here = suggestion(
    given,
    within.commands.map((known) => known.name()),
  );
  if (here !== null) return here;
  const root = rootOf(within);
  const all = leavesOf(root);
  const word =
    suggestion(
      given,
      all.map((command) => command.name()),
    ) ?? OTHER_WORDS[given.toLowerCase()];
  const found = all.find((command) => command.name() === word);
  if (found === undefined) return null;
  const path = commandPath(found);
  return within === root ? path.slice(root.name().length + 1) : path;
}

function rootOf(command: CommanderCommand): CommanderCommand {
  return command.parent === null ? command : rootOf(command.parent);
}

/** The commands that do something: those of groups in place of the groups. */
export function leavesOf(command: CommanderCommand): CommanderCommand[] {
  return command.commands.flatMap((known) => (known.commands.length === 0 ? [known] : leavesOf(known)));
}

/** The one name that begins like the word (`--val` for `--val-fraction`), else the nearest one. */
function suggestion(word: string, names: readonly string[]): string | null {
  const [beginning, ...more] = word.length < 3 ? [] : names.filter((name) => name.startsWith(word));
  return beginning !== undefined && more.length === 0 ? beginning : nearest(word, names);
}

function optionNames(command: CommanderCommand): string[] {
  const own = command.options.flatMap(({ long }) => (long === undefined ? [] : [long]));
  return command.parent === null ? [...own, '--help'] : [...own, ...optionNames(command.parent)];
}
