import type { Preprocessing } from '../../images/preprocessing.ts';
import { shorterSideOfImages } from '../../images/scale-of-images.node.ts';
import { cropAtScale, type Frame } from '../../models/crop-at-scale.ts';
import type { TrainingPictures } from '../../models/training-pictures.ts';
import type { CommandContext } from '../command-context.ts';
import { micronsPerPixelOf, preprocessingAtScale, type ScaleRequest } from '../scale-option.ts';

export interface SiteScale {
  /** As the model is used at the site without being adapted: a crop in micrometres follows the scale anyway. */
  readonly preprocessing: Preprocessing;
  /** The crop that shows as many micrometres as in training; `null` where that is not known, or is so anyway. */
  readonly crop: Preprocessing['crop'] | null;
  readonly frames: { readonly training: Frame; readonly site: Frame } | null;
  readonly isCut: boolean;
  readonly micronsPerPixel: number | null;
  /** Why there is no crop; `null` if there is one. */
  readonly missing: 'no-scale' | 'own-scale' | 'no-pictures' | null;
}

/**
 * How a model's crop is to change with the size of the site's pictures, which is told.
 *
 * @throws LeukoscopeError `usage.conflicting-options` for a scale where it does nothing.
 */
export async function siteScale(
  before: Preprocessing,
  training: TrainingPictures | null,
  request: ScaleRequest,
  context: CommandContext,
): Promise<SiteScale> {
  const { crop } = before;
  const nothing = { preprocessing: before, crop: null, frames: null, isCut: false, micronsPerPixel: null };
  if (crop.kind === 'physical' || crop.kind === 'cell') {
    const preprocessing = await preprocessingAtScale({ preprocessing: before }, request, context);
    const micronsPerPixel = preprocessing.crop.kind === 'physical' ? preprocessing.crop.micronsPerPixel : null;
    return { ...nothing, preprocessing, micronsPerPixel, missing: 'own-scale' };
  }
  if (training === null) return { ...nothing, missing: 'no-pictures' };
  const micronsPerPixel = await micronsPerPixelOf(request, context);
  const shorterSidePx = await shorterSideOfImages(request.paths, context.signal);
  if (training.frame === null || micronsPerPixel === null || shorterSidePx === null) {
    return { ...nothing, micronsPerPixel, missing: 'no-scale' };
  }
  const frames = { training: training.frame, site: { shorterSidePx, micronsPerPixel } };
  return { ...nothing, ...cropAtScale(crop, frames), frames, micronsPerPixel, missing: null };
}
