import type { HelpConfiguration } from 'commander';
import type { Language } from '../errors/entry.ts';
import { rangeText } from '../errors/usage-errors.ts';
import type { CommandExample } from './define-command.ts';
import type { OptionSpec } from './options.ts';
import type { Texts } from './texts/texts.ts';

/** Commander's help in our language: its headings are fixed English words, so they are looked up where they are styled. */
export function helpConfiguration(texts: Texts): HelpConfiguration {
  const headings: Readonly<Record<string, string>> = texts.help.headings;
  return {
    showGlobalOptions: true,
    styleTitle: (heading) => headings[heading] ?? heading,
    subcommandTerm: (command) => command.name(),
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

/** The examples, each with what it does above it. */
export function examplesText(examples: readonly CommandExample[], language: Language, texts: Texts): string {
  const lines = examples.flatMap((example) => [`  # ${example[language]}`, `  ${example.run}`]);
  return examples.length === 0 ? '' : `\n${texts.help.examples}\n${lines.join('\n')}`;
}
