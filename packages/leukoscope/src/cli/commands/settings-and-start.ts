import type { StartWeights } from '../../models/start-weights.ts';
import type { TrainSettings } from '../../training/train-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import { micronsPerPixelOf } from '../scale-option.ts';
import { trainBasisOf } from './train-basis.ts';
import { settingsOf } from './train-chosen-settings.ts';
import { isInMicrons, type TrainOptions } from './train-options.ts';

/** The settings that the options come to, and the weights that they start from. @throws as `trainBasisOf`. */
export async function settingsAndStart(
  datasetPath: string,
  given: TrainOptions,
  context: CommandContext,
): Promise<{ settings: TrainSettings; start: StartWeights | null }> {
  const basis = await trainBasisOf(given, context);
  return { settings: settingsOf(await withScale(datasetPath, given, context), basis), start: basis.start };
}

/** The options with the images' scale, where micrometres are seen and nobody gave it: estimated, and told. */
async function withScale(datasetPath: string, given: TrainOptions, context: CommandContext): Promise<TrainOptions> {
  if (!isInMicrons(given.crop) || given.micronsPerPixel !== undefined) return given;
  const { cells } = await openDatasetArgument(datasetPath, given, context);
  const paths = cells.map(({ path }) => path);
  const micronsPerPixel = await micronsPerPixelOf({ micronsPerPixel: undefined, paths }, context);
  return micronsPerPixel === null ? given : { ...given, micronsPerPixel };
}
