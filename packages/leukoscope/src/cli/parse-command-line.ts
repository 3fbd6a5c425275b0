import { CommanderError, Command as Program } from 'commander';
import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { commandPath, unknownCommand, usageError } from './commander-errors.ts';
import { commanderOption, optionName, readOptions } from './commander-option.ts';
import type { CommandDefinition } from './define-command.ts';
import { firstExample, firstSteps } from './first-steps.ts';
import { examplesText, helpConfiguration, optionDescription } from './help-format.ts';
import type { ArgumentSpec, OptionSpecs } from './options.ts';
import { SHELL_OPTIONS, type ShellOptions } from './shell-options.ts';
import type { Texts } from './texts/texts.ts';

/** What a command line asks for. */
export type ParsedLine<Known extends CommandDefinition = CommandDefinition> =
  | { readonly kind: 'welcome' | 'version' }
  | { readonly kind: 'help'; readonly text: string }
  | ParsedCommand<Known>;

export interface ParsedCommand<Known extends CommandDefinition = CommandDefinition> {
  readonly kind: 'command';
  readonly command: Known;
  readonly arguments: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Every option of the command, with its default where it was not typed. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly givenOptions: ReadonlySet<string>;
  readonly shell: ShellOptions;
}

export interface ParserSettings<Known extends CommandDefinition = CommandDefinition> {
  readonly commands: readonly Known[];
  readonly language: Language;
  readonly texts: Texts;
  readonly version: string;
  /** Columns that the help may take. */
  readonly helpWidth: number;
  /** What is typed for the program: `leukoscope` unless given. */
  readonly program?: string;
  /** Whether there is a file or folder of this name, relative to where the command runs; no unless given. */
  readonly pathExists?: (path: string) => boolean;
}

/**
 * Reads a command line without doing anything yet.
 *
 * @param argv the words after the program's name
 * @throws LeukoscopeError usage.* for whatever is unknown, missing, too much or out of range
 */
export function parseCommandLine<Known extends CommandDefinition>(
  argv: readonly string[],
  settings: ParserSettings<Known>,
): ParsedLine<Known> {
  const outcome: Outcome<Known> = { line: null, help: '' };
  try {
    buildProgram({ ...settings, argv, outcome }).parse(withHelpLast(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help') return { kind: 'welcome' };
    return error.code === 'commander.version' ? { kind: 'version' } : { kind: 'help', text: outcome.help };
  }
  if (outcome.line === null) throw new TypeError('parseCommandLine: commander ran no command and raised no error');
  return outcome.line;
}

/** `leukoscope --help train` asks for the help of `train`. */
function withHelpLast(argv: readonly string[]): string[] {
  const [first, ...rest] = argv;
  return first === '--help' || first === '-h' ? [...rest, first] : [...argv];
}

/** What commander's callbacks leave behind. */
interface Outcome<Known extends CommandDefinition> {
  line: ParsedLine<Known> | null;
  help: string;
}

/** What the program is built from. */
interface Blueprint<Known extends CommandDefinition = CommandDefinition> extends ParserSettings<Known> {
  readonly argv: readonly string[];
  readonly outcome: Outcome<Known>;
}

function buildProgram<Known extends CommandDefinition>(blueprint: Blueprint<Known>): Program {
  const { texts, commands, version, outcome } = blueprint;
  const program = new Program('leukoscope');
  program
    .description(`${texts.about}\n${texts.notADiagnosis}`)
    .usage(`<${texts.help.commandWord}> [${texts.help.optionsWord}]`)
    .configureHelp(helpConfiguration(texts))
    .configureOutput({
      writeOut: (text) => {
        outcome.help += text;
      },
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => blueprint.helpWidth,
    })
    .helpCommand(false)
    .version(version, '-V, --version', texts.options.version);
  program.addHelpText('after', examplesText(firstSteps(commands), wordsOf(blueprint)));
  addOptions(program, SHELL_OPTIONS, texts.options, blueprint);
  finish(program, SHELL_OPTIONS, blueprint);
  for (const command of commands) addCommand(program, command, blueprint);
  addHelpCommand(program, blueprint);
  return program;
}

function addCommand<Known extends CommandDefinition>(
  program: Program,
  command: Known,
  blueprint: Blueprint<Known>,
): void {
  const { language, texts, outcome } = blueprint;
  const words = command.name.split(' ');
  const parent = words.length === 1 ? program : groupOf(program, words[0]!, blueprint);
  const own = command.texts[language];
  const sub = parent
    .command(words.at(-1)!)
    .summary(own.summary)
    .description([`${capitalised(own.summary)}.`, own.description ?? []].flat().join(' '))
    .usage(usageOf(command, texts))
    .addHelpText('after', examplesText(command.examples, wordsOf(blueprint)));
  for (const [name, spec] of Object.entries(command.arguments)) {
    sub.argument(argumentSyntax(name, spec), own.arguments[name]);
  }
  addOptions(sub, command.options, own.options, blueprint);
  finish(sub, command.options, blueprint);
  sub.action(() => {
    const { values, given } = readOptions(sub, command.options, commandPath(sub));
    const argumentNames = Object.keys(command.arguments);
    const processed: readonly (string | undefined | readonly string[])[] = sub.processedArgs;
    outcome.line = {
      kind: 'command',
      command,
      arguments: Object.fromEntries(argumentNames.map((name, index) => [name, processed[index]])),
      options: values,
      givenOptions: given,
      shell: shellOptionsOf(program),
    };
  });
}

function wordsOf({ language, texts, program = 'leukoscope' }: Blueprint) {
  return { language, texts, program };
}

function groupOf(program: Program, name: string, blueprint: Blueprint): Program {
  const { texts, commands } = blueprint;
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const summaries: Readonly<Record<string, string>> = texts.groups;
  const group = program.command(name).helpCommand(false);
  group
    .description(`${capitalised(summaries[name] ?? name)}.`)
    .usage(`<${texts.help.commandWord}> [${texts.help.optionsWord}]`);
  const examples = commands.filter((command) => command.name.startsWith(`${name} `)).flatMap(firstExample);
  group.addHelpText('after', examplesText(examples, wordsOf(blueprint)));
  finish(group, {}, blueprint);
  return group;
}

/** `leukoscope help data split` is `leukoscope data split --help`. */
function addHelpCommand<Known extends CommandDefinition>(program: Program, blueprint: Blueprint<Known>): void {
  const { texts, outcome } = blueprint;
  const help = program.command('help').argument('[command...]').description(texts.helpCommand);
  help.usage(`[${texts.help.commandWord}]`);
  finish(help, {}, blueprint);
  help.action((words: string[]) => {
    outcome.line = parseCommandLine([...words, '--help'], blueprint);
  });
}

function addOptions(
  command: Program,
  specs: OptionSpecs,
  descriptions: Readonly<Record<string, string>>,
  blueprint: Blueprint,
): void {
  for (const [key, spec] of Object.entries(specs)) {
    const description = optionDescription(spec, descriptions[key] ?? '', blueprint);
    command.addOption(commanderOption(key, spec, { description, argv: blueprint.argv }));
  }
}

/** What every command gets: its help option, and our errors in place of commander's. */
function finish(command: Program, specs: OptionSpecs, { texts, pathExists = () => false }: ParserSettings): void {
  command.helpOption('-h, --help', texts.options.help).exitOverride((error) => {
    const within = command.commands.length > 0;
    const stray = within ? command.args.find((word) => !word.startsWith('-')) : undefined;
    // Commander shows the general help for `leukoscope trian --help`; the misspelling matters more.
    if (error.code === 'commander.helpDisplayed' && stray !== undefined)
      throw unknownCommand(stray, command, pathExists);
    if (error.code === 'commander.help' && command.parent !== null) {
      throw new LeukoscopeError('usage.missing-command', {
        within: commandPath(command),
        commands: command.commands.map((known) => known.name()),
      });
    }
    const entries = Object.entries({ ...SHELL_OPTIONS, ...specs } as OptionSpecs);
    const specOf = (name: string) => entries.find(([key]) => optionName(key) === name)?.[1];
    throw usageError(error, command, { specOf, pathExists }) ?? error;
  });
}

function argumentSyntax(name: string, { many, optional }: ArgumentSpec<unknown>): string {
  const word = many ? `${name}...` : name;
  return optional ? `[${word}]` : `<${word}>`;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function usageOf(command: CommandDefinition, texts: Texts): string {
  const words = Object.entries(command.arguments).map(([name, spec]) => argumentSyntax(name, spec));
  const required = Object.entries(command.options)
    .filter(([, spec]) => spec.required)
    .map(([key, spec]) => `${optionName(key)} <${spec.placeholder}>`);
  return [...words, ...required, `[${texts.help.optionsWord}]`].join(' ');
}

function shellOptionsOf(program: Program): ShellOptions {
  // The values are those of SHELL_OPTIONS by construction; commander knows no types.
  return readOptions(program, SHELL_OPTIONS, program.name()).values as unknown as ShellOptions;
}
