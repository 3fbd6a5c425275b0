import type { Command as CommanderCommand, HelpConfiguration } from 'commander';
import type { Language } from '../errors/entry.ts';
import { rangeText } from '../errors/usage-errors.ts';
import { commandPath, leavesOf } from './commander-errors.ts';
import type { CommandExample } from './define-command.ts';
import type { OptionSpec } from './options.ts';
import { lineTyped } from './program-typed.ts';
import type { Texts } from './texts/texts.ts';

/** Commander's help in our language: its headings are fixed English words, so they are looked up where they are styled. */
export function helpConfiguration(texts: Texts): HelpConfiguration {
  const headings: Readonly<Record<string, string>> = texts.help.headings;
  return {
    showGlobalOptions: true,
    styleTitle: (heading) => headings[heading] ?? heading,
    // The program's own help lists every command, those of groups too.
    visibleCommands: (command) => (command.parent === null ? leavesOf(command) : [...command.commands]),
    subcommandTerm: listedName,
    optionDescription: (option) => option.description,
  };
}

/** The description with what the value may be: "image side (from 8 to 1024; default 32)". */
export function optionDescription(
  spec: OptionSpec<unknown>,
  description: string,
  { language, texts }: { language: Language; texts: Texts },
): string {
  const { expected, defaultValue } = spec;
  const facts = [
    expected.kind === 'integer' || expected.kind === 'number' ? rangeText(expected.range, language) : '',
    spec.required ? texts.help.required : '',
    spec.repeatable && spec.placeholder !== null ? texts.help.repeatable : '',
    defaultValue === undefined ? '' : texts.help.defaultValue(String(defaultValue)),
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
}

/** The name as typed after the program. */
function listedName(command: CommanderCommand): string {
  return commandPath(command).split(' ').slice(1).join(' ');
}

/**
 * The examples, each with what it does above it.
 *
 * @param program what to type for `leukoscope`
 */
export function examplesText(
  examples: readonly CommandExample[],
  { language, texts, program }: { language: Language; texts: Texts; program: string },
): string {
  const lines = examples.flatMap((example) => [`  # ${example[language]}`, `  ${lineTyped(example.run, program)}`]);
  return examples.length === 0 ? '' : `\n${texts.help.examples}\n${lines.join('\n')}`;
}
