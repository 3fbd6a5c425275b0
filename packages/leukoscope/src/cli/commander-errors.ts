import type { Command as CommanderCommand, CommanderError } from 'commander';
import { nearest } from '../cells/nearest.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { OptionSpec } from './options.ts';

/** The command as typed: `leukoscope data split`. */
export function commandPath(command: CommanderCommand): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

/**
 * Our error for one of commander's. Commander gives the kind as a code, but the word that is wrong only inside its
 * English sentence, in quotes; the tests of this file hold that sentence's form.
 */
export function usageError(
  error: CommanderError,
  command: CommanderCommand,
  specOf: (name: string) => OptionSpec<unknown> | undefined,
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
      return unknownCommand(quoted, command);
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

export function unknownCommand(given: string, within: CommanderCommand): LeukoscopeError {
  const names = within.commands.map((known) => known.name());
  return new LeukoscopeError('usage.unknown-command', {
    given,
    nearest: suggestion(given, names),
    within: commandPath(within),
  });
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
