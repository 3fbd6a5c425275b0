import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../cells/nearest.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readIfThere } from '../files/read-if-there.ts';
import type { CommandContext } from './command-context.ts';
import { optionName } from './commander-option.ts';
import { trainCommand } from './commands/train-command.ts';
import { NOT_OF_A_RECIPE, type TrainOptions, trainOptions } from './commands/train-options.ts';
import type { OptionSpec } from './options.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { textsIn } from './texts/texts-in.ts';

/** The recipes that come with the program, `<name>.txt`. */
const FOLDER = fileURLToPath(new URL('../../recipes/', import.meta.url));

/** The one that `train` and `cross-validate` follow where none is named. */
export const DEFAULT_RECIPE = 'default';

/** Options of `train` that a recipe states, and no others. */
export interface Recipe {
  /** Its name, or its file's. */
  readonly name: string;
  readonly options: Partial<TrainOptions>;
  readonly keys: ReadonlySet<string>;
}

/**
 * Reads a recipe: options of `leukoscope train` as they are typed, with remarks behind `#`.
 *
 * @param named one that comes with the program, or a file.
 * @throws LeukoscopeError `recipe.unknown`, `recipe.invalid`, `recipe.not-a-setting`, `machine.cannot-read`.
 */
export async function readRecipe(named: string, { cwd }: Pick<CommandContext, 'cwd'>): Promise<Recipe> {
  const known = await recipeNames();
  const isKnown = known.includes(named);
  const bytes = await readIfThere(isKnown ? join(FOLDER, `${named}.txt`) : resolve(cwd, named));
  if (bytes === null)
    throw new LeukoscopeError('recipe.unknown', { recipe: named, known, suggestion: nearest(named, known) });
  const { options, givenOptions: keys } = parsed(wordsOf(bytes.toString()), named);
  const use = NOT_OF_A_RECIPE.find((key) => keys.has(key));
  if (use !== undefined) throw new LeukoscopeError('recipe.not-a-setting', { recipe: named, option: optionName(use) });
  // The parser has filled in exactly what the command's own definition asks for.
  const stated = Object.entries(options).filter(([key]) => keys.has(key));
  return {
    name: isKnown ? named : basename(named),
    options: Object.fromEntries(stated) as Partial<TrainOptions>,
    keys,
  };
}

/**
 * What of a recipe gives way to an option that is typed and says otherwise: a number of epochs is meant, patience is to stop
 * early, and teachers that are there need no training.
 */
const GIVES_WAY: readonly (readonly [typed: keyof TrainOptions, ofRecipe: keyof TrainOptions])[] = [
  ['epochs', 'leastSteps'],
  ['patience', 'best'],
  ['teacher', 'teacherRecipe'],
  ['teacher', 'teachers'],
];

/** The options with the recipe's where none was typed. */
export function withRecipe(
  { options, keys }: Recipe,
  given: TrainOptions,
  context: CommandContext,
): { given: TrainOptions; context: CommandContext } {
  const typed = Object.entries(given).filter(([key]) => context.givenOptions.has(key));
  const left = new Set(GIVES_WAY.filter(([key]) => context.givenOptions.has(key)).map(([, ofRecipe]) => ofRecipe));
  const recipe = Object.fromEntries(Object.entries(options).filter(([key]) => !left.has(key as keyof TrainOptions)));
  const stated = [...keys].filter((key) => !left.has(key as keyof TrainOptions));
  return {
    given: { ...given, ...recipe, ...Object.fromEntries(typed) },
    context: { ...context, givenOptions: new Set([...stated, ...context.givenOptions]) },
  };
}

/** What `train` does where nothing is typed. */
export function typedDefaults(): TrainOptions {
  return Object.fromEntries(
    Object.entries(trainOptions).map(([key, spec]) => [key, (spec as OptionSpec<unknown>).combine([])]),
  ) as unknown as TrainOptions;
}

export async function recipeNames(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.filter((file) => file.endsWith('.txt')).map((file) => basename(file, '.txt'));
}

function wordsOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split(/\s+/))
    .filter((word) => word !== '');
}

function parsed(words: readonly string[], recipe: string) {
  const language = 'en';
  const settings = {
    commands: [trainCommand],
    language,
    texts: textsIn(language),
    version: '',
    helpWidth: 100,
  } as const;
  try {
    const line = parseCommandLine(['train', ...words], settings);
    if (line.kind === 'command' && line.arguments.dataset === undefined) return line;
  } catch (error) {
    if (!(error instanceof LeukoscopeError)) throw error;
    throw invalid(recipe, { en: error.message, es: error.textIn('es').message }, error);
  }
  const word = words.find((each) => !each.startsWith('-')) ?? words[0]!;
  throw invalid(recipe, { en: `'${word}' is no option.`, es: `«${word}» no es una opción.` });
}

function invalid(recipe: string, reason: { en: string; es: string }, cause?: unknown): LeukoscopeError {
  return new LeukoscopeError('recipe.invalid', { recipe, reason }, { cause });
}
