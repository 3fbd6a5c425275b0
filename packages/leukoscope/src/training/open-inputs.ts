import type { Runtime } from '@leukoscope/engine';
import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { Progress } from '../progress/progress.ts';
import { openFeatures } from './frozen-features.ts';
import { type LearningInputs, PixelInputs } from './learning-inputs.ts';
import { learningPartOf } from './learning-part.ts';
import type { TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';
import type { TrainingCell } from './training-data.ts';

export interface InputsRequest {
  readonly settings: TrainSettings;
  readonly classes: TrainingClasses;
  readonly train: readonly TrainingCell[];
  readonly validation?: readonly TrainingCell[];
  readonly images: PreparedImages;
  /** `null` where everything is drawn. */
  readonly start: StartWeights | null;
  /** Where what frozen parts make of images is kept; `null` keeps none. */
  readonly cacheFolder: string | null;
  /** Told if that cannot be written. */
  readonly onWarning?: (warning: LeukoscopeError) => void;
  readonly runtime: Runtime;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * What the learning part is fed: the pixels, or what the frozen part makes of them; to be closed.
 *
 * @throws as `openFeatures`; RangeError if a part is to be frozen and there are no weights to start from.
 */
export async function openInputs(request: InputsRequest): Promise<LearningInputs> {
  const { settings, classes, images, start } = request;
  const part = learningPartOf(settings, classes.groups.length, start?.foreign?.model);
  if (part.frozen === null) return new PixelInputs(images, settings.augmentation);
  if (start === null) throw new RangeError(`openInputs() start: needed to freeze all but ${settings.fineTune}`);
  const imagesOf = (cells: readonly TrainingCell[]) => cells.map(({ image }) => image);
  const validation = imagesOf(request.validation ?? []);
  return openFeatures({ ...request, part, start, train: imagesOf(request.train), validation });
}
