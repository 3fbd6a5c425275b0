import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { UnknownLabels } from '../cells/resolve-label.ts';
import { BUILT_IN_SCHEMES, type Scheme, schemeById } from '../cells/scheme.ts';
import type { ColumnFilter } from '../datasets/column-filter.ts';
import { type Dataset, openDataset } from '../datasets/dataset.ts';
import { isMissing } from '../datasets/missing-file.ts';
import { readScheme } from '../datasets/scheme-file.ts';
import type { UnpackOptions } from '../datasets/unpacked/unpack-options.ts';
import type { Language } from '../errors/entry.ts';
import { cacheFolderOf } from './cache-folder.ts';
import type { CommandContext } from './command-context.ts';

/** What a command's options say of the data set it is given. */
export interface DatasetArgument {
  /** A built-in scheme's name or a scheme file as typed, or a scheme that is there already (a model's). */
  readonly scheme: string | Scheme;
  readonly exclude?: readonly ColumnFilter[];
  /** An error unless they are to be kept. */
  readonly unknownLabels?: UnknownLabels;
  /** Whether to leave nothing behind: what must be unpacked goes to a temporary place. */
  readonly noCache?: boolean;
}

/**
 * Opens a data set that a command line names, the one way in which every command does it.
 *
 * @param path as typed, relative to the folder in which the command runs.
 * @throws LeukoscopeError as `openDataset` and `readSchemeArgument`; the signal's reason if it is aborted.
 */
export async function openDatasetArgument(
  path: string,
  { scheme, exclude = [], unknownLabels = 'refuse', noCache = false }: DatasetArgument,
  context: CommandContext,
): Promise<Dataset> {
  const dataset = await openDataset(resolve(context.cwd, path), {
    exclude,
    unknownLabels,
    scheme: typeof scheme === 'string' ? await readSchemeArgument(scheme, context) : scheme,
    unpack: unpackOptions({ noCache }, context),
  });
  if (dataset.statesGroups && context.givenOptions.has('scheme')) context.warn(GROUPS_STATED[context.language]);
  return dataset;
}

/** Where data sets that are no image files become such, for every command. */
export function unpackOptions(
  { noCache }: { readonly noCache: boolean },
  { env, progress, signal }: CommandContext,
): UnpackOptions {
  const folder = noCache ? null : join(cacheFolderOf(env), 'datasets');
  return { folder, onProgress: (update) => progress.report(update), signal };
}

/**
 * The scheme that `--scheme` names: built in, or a file's.
 *
 * @throws LeukoscopeError `scheme.unknown` if it is neither, and as `readScheme`.
 */
export async function readSchemeArgument(named: string, { cwd }: Pick<CommandContext, 'cwd'>): Promise<Scheme> {
  if (BUILT_IN_SCHEMES.some(({ id }) => id === named)) return schemeById(named);
  const file = resolve(cwd, named);
  // A word that is no file is more likely a name misspelt than a file forgotten.
  const isName = !/[./\\]/.test(named) && !(await exists(file));
  return isName ? schemeById(named) : readScheme(file);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
}

const GROUPS_STATED: Readonly<Record<Language, string>> = {
  en: "the data set says itself which cells are typical and atypical (the column 'group' of its manifest), so --scheme only names their types: to count by the scheme, give a manifest without that column.",
  es: 'el conjunto de datos dice por sí mismo qué células son típicas y atípicas (la columna «group» de su manifiesto), así que --scheme solo da nombre a sus tipos: para contar según el esquema, use un manifiesto sin esa columna.',
};
