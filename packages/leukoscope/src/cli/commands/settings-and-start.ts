import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import type { TeacherSource } from '../../training/teacher-source.ts';
import type { Teaching, TrainSettings } from '../../training/train-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import { type Recipe, readRecipe, typedDefaults, withRecipe } from '../recipe.ts';
import { micronsPerPixelOf } from '../scale-option.ts';
import { givenTeacher } from './given-teacher.ts';
import { trainBasisOf } from './train-basis.ts';
import { settingsOf } from './train-chosen-settings.ts';
import { isInMicrons, type TrainOptions } from './train-options.ts';
import { refuseIneffective } from './train-refusals.ts';

export interface SettingsAndStart {
  readonly settings: TrainSettings;
  /** What parameters start from; `null`: they are drawn. */
  readonly start: StartWeights | null;
  /** `null` where nobody teaches. */
  readonly teacher: TeacherSource | null;
}

/**
 * The settings that the options come to, and the models that have a part in them.
 *
 * @throws LeukoscopeError as `trainBasisOf`, `givenTeacher` and `readRecipe`; `teacher.nested`.
 */
export async function settingsAndStart(
  datasetPath: string,
  given: TrainOptions,
  context: CommandContext,
): Promise<SettingsAndStart> {
  const { start, ...basis } = await trainBasisOf(given, context);
  const settings = settingsOf(await withScale(datasetPath, given, context), { ...basis, start });
  const taught = await teacherOf(datasetPath, given, context);
  if (taught === null) return { settings, start, teacher: null };
  const { teacherWeight: weight, teacherTemperature: temperature } = given;
  return { settings: { ...settings, teaching: { weight, temperature, by: taught.by } }, start, teacher: taught.source };
}

interface ChosenTeacher {
  readonly by: Teaching['by'];
  readonly source: TeacherSource;
}

async function teacherOf(
  datasetPath: string,
  given: TrainOptions,
  context: CommandContext,
): Promise<ChosenTeacher | null> {
  const { teacher, teacherRecipe } = given;
  if (teacher.length > 0) return givenTeacher(teacher, context);
  return teacherRecipe === undefined ? null : teacherToTrain(datasetPath, { ...given, teacherRecipe }, context);
}

async function teacherToTrain(
  datasetPath: string,
  { teacherRecipe, teachers, micronsPerPixel, ...given }: TrainOptions & { readonly teacherRecipe: string },
  context: CommandContext,
): Promise<ChosenTeacher> {
  const recipe = await readRecipe(teacherRecipe, context);
  const { crop, teacherRecipe: nested } = recipe.options;
  if (nested !== undefined) throw new LeukoscopeError('teacher.nested', { recipe: teacherRecipe });
  // The scale may be that of what the student sees alone.
  const scale = crop !== undefined && isInMicrons(crop) ? micronsPerPixel : undefined;
  const use = { ...given, micronsPerPixel: scale };
  const { settings, start } = await settingsOfRecipe(datasetPath, recipe, use, context);
  return {
    by: { kind: 'recipe', name: recipe.name, settings, models: teachers },
    source: { kind: 'recipe', start },
  };
}

/** The options of a use of a recipe that say on which cells, and where its weights come from. */
type UseOfRecipe = Pick<TrainOptions, 'micronsPerPixel' | 'download' | 'scheme' | 'exclude'>;

/** What a recipe comes to by itself. @throws LeukoscopeError as `settingsAndStart`, and for options that do nothing. */
export async function settingsOfRecipe(
  datasetPath: string,
  recipe: Recipe,
  { micronsPerPixel, download, scheme, exclude }: UseOfRecipe,
  context: CommandContext,
): Promise<SettingsAndStart> {
  const use = { micronsPerPixel, download: download && recipe.keys.has('weights'), scheme, exclude };
  const bare = { ...context, givenOptions: new Set(micronsPerPixel === undefined ? [] : ['micronsPerPixel']) };
  const { given, context: asTyped } = withRecipe(recipe, { ...typedDefaults(), ...use }, bare);
  refuseIneffective(given, asTyped);
  return settingsAndStart(datasetPath, given, asTyped);
}

/** The options with the images' scale, where micrometres are seen and nobody gave it: estimated, and told. */
async function withScale(datasetPath: string, given: TrainOptions, context: CommandContext): Promise<TrainOptions> {
  if (!isInMicrons(given.crop) || given.micronsPerPixel !== undefined) return given;
  const { cells } = await openDatasetArgument(datasetPath, given, context);
  const paths = cells.map(({ path }) => path);
  const micronsPerPixel = await micronsPerPixelOf({ micronsPerPixel: undefined, paths }, context);
  return micronsPerPixel === null ? given : { ...given, micronsPerPixel };
}
