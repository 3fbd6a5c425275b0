import { type Command as CommanderCommand, Option } from 'commander';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type OptionSpec, type OptionSpecs, parseOptionValue } from './options.ts';

/** `valFraction` → `--val-fraction`. */
export function optionName(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * Commander's option for ours: every value typed is checked and kept, and a second one refused.
 *
 * @param argv the whole command line, to tell `--out --json`, a forgotten value, from `--out=--json`
 */
export function commanderOption(
  key: string,
  spec: OptionSpec<unknown>,
  { description, argv }: { description: string; argv: readonly string[] },
): Option {
  const name = optionName(key);
  if (spec.placeholder === null) return new Option(name, description);
  const typed: string[] = [];
  return new Option(`${name} <${spec.placeholder}>`, description).argParser((given: string, before?: unknown[]) => {
    // Commander hands over the next word whatever it is.
    if (given.startsWith('--') && !argv.includes(`${name}=${given}`)) {
      throw new LeukoscopeError('usage.missing-value', { option: name, expected: spec.expected });
    }
    typed.push(given);
    if (typed.length > 1 && !spec.repeatable) {
      throw new LeukoscopeError('usage.repeated-option', { option: name, values: typed });
    }
    return [...(before ?? []), parseOptionValue(spec, name, given)];
  });
}

/**
 * The values of the specs' options after parsing, and the keys of those that were typed.
 *
 * @param commandName as typed, `leukoscope train`
 * @throws LeukoscopeError usage.missing-option
 */
export function readOptions(
  command: CommanderCommand,
  specs: OptionSpecs,
  commandName: string,
): { values: Readonly<Record<string, unknown>>; given: ReadonlySet<string> } {
  const typed = Object.entries(specs).map(([key, spec]) => ({ key, spec, values: typedValues(command, key, spec) }));
  const missing = typed.find(({ spec, values }) => spec.required && values.length === 0);
  if (missing !== undefined) {
    throw new LeukoscopeError('usage.missing-option', { option: optionName(missing.key), command: commandName });
  }
  return {
    values: Object.fromEntries(typed.map(({ key, spec, values }) => [key, spec.combine(values)])),
    given: new Set(typed.filter(({ values }) => values.length > 0).map(({ key }) => key)),
  };
}

function typedValues(command: CommanderCommand, key: string, spec: OptionSpec<unknown>): readonly unknown[] {
  const option = command.options.find((known) => known.long === optionName(key));
  if (option === undefined)
    throw new RangeError(`readOptions: ${optionName(key)} is not an option of ${command.name()}`);
  const name = option.attributeName();
  if (command.getOptionValueSource(name) !== 'cli') return [];
  // A flag named --no-x is stored by commander as x = false.
  return spec.placeholder === null ? [true] : (command.getOptionValue(name) as unknown[]);
}
