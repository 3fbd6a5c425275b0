/*
 * How a command is added: two files under commands/, what help and parsing need and what the command does, and a line in
 * command-list.ts, which brings them together.
 *
 *   export const classifyCommand = defineCommand({                                        // classify-command.ts
 *     name: 'classify',
 *     arguments: { model: one, images: oneOrMore },
 *     options: { out: text('file'), format: withDefault(choice(['csv', 'jsonl']), 'csv') },
 *     texts: { en: { summary, arguments: { model, images }, options: { out, format } }, es: { … } },
 *     examples: [{ run: 'leukoscope classify run/model.onnx smear/', en: '…', es: '…' }],
 *   });
 *
 *   export const classify: ActionOf<typeof classifyCommand> =                             // classify.ts
 *     async ({ model, images }, { out, format }, context) => ({ document, text });
 *
 * What a command does is loaded when it is run: every command line starts with all definitions, so that they, and what
 * they import, stay light (start.test.ts).
 *
 * Arguments are `one`, `optional`, `many` (none too) or `oneOrMore`. Options are `flag()`, `text()`, `integer()`, `number()`,
 * `choice()` or `parsed()`, within `withDefault()`, `required()` or `repeatable()`; without these, undefined if left out.
 * The keys are the names on the command line, the types of the values follow from the specs, and a text missing in a
 * language does not compile. The shell does the rest: --lang, --json, --progress, --quiet, checking, help, errors,
 * exit codes, interruption. An action throws LeukoscopeError, never prints by itself, and never ends the process; when
 * `context.signal` is aborted it saves and then throws the signal's reason, or returns a result with exit code 130.
 */
import type { ExitCode, Language } from '../errors/entry.ts';
import type { CommandContext } from './command-context.ts';
import type { ArgumentSpecs, ArgumentValues, OptionSpecs, OptionValues } from './options.ts';

/** What a command found; the shell prints `document` on one line with `--json`, else `text`. */
export interface CommandResult {
  /** Must survive `JSON.stringify` as it is: no NaN, no typed array, no Map. */
  readonly document: unknown;
  /** For people, in `context.language`; nothing is printed if it is empty. */
  readonly text: string;
  /** 0 unless given; 3 for good results in spite of rejected images, 130 for a saved interruption. */
  readonly exitCode?: ExitCode;
}

/** The words of a command in one language. */
export interface CommandTexts<Arguments, Options> {
  /** One line, no full stop: the list of commands shows it. */
  readonly summary: string;
  /** Whole sentences for the command's own help. */
  readonly description?: string;
  readonly arguments: { readonly [Key in keyof Arguments]: string };
  readonly options: { readonly [Key in keyof Options]: string };
}

export interface CommandExample {
  /** A whole command line that parses as it stands; a test parses it. */
  readonly run: string;
  readonly en: string;
  readonly es: string;
}

/** What is known of a command without running it. */
export interface CommandDefinition<
  Arguments extends ArgumentSpecs = ArgumentSpecs,
  Options extends OptionSpecs = OptionSpecs,
> {
  /** One word, or a group and a word: `train`, `data split`. A new group needs its summary in cli/texts. */
  readonly name: string;
  readonly arguments: Arguments;
  readonly options: Options;
  readonly texts: Readonly<Record<Language, CommandTexts<Arguments, Options>>>;
  readonly examples: readonly CommandExample[];
}

export interface Command<Arguments extends ArgumentSpecs = ArgumentSpecs, Options extends OptionSpecs = OptionSpecs>
  extends CommandDefinition<Arguments, Options> {
  action(
    given: ArgumentValues<Arguments>,
    options: OptionValues<Options>,
    context: CommandContext,
  ): Promise<CommandResult>;
}

/** The arguments of a command line for this command, checked. */
export type ArgumentsOf<Definition extends CommandDefinition> = ArgumentValues<Definition['arguments']>;
/** The options of a command line for this command, checked and filled in. */
export type OptionsOf<Definition extends CommandDefinition> = OptionValues<Definition['options']>;

/** What does as this definition says. */
export type ActionOf<Definition extends CommandDefinition> = (
  given: ArgumentsOf<Definition>,
  options: OptionsOf<Definition>,
  context: CommandContext,
) => Promise<CommandResult>;

/** Declares a command; the types of its values are read off its arguments and options. */
export function defineCommand<const Arguments extends ArgumentSpecs, const Options extends OptionSpecs>(
  definition: CommandDefinition<Arguments, Options>,
): CommandDefinition<Arguments, Options> {
  return definition;
}
