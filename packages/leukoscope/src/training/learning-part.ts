import { type ForeignModel, type Network, outputType, type TensorType } from '@leukoscope/engine';
import { buildNetwork, splitNetwork } from '../models/networks.ts';
import type { TrainSettings } from './train-settings.ts';

/** What of a network learns in a run, and what comes before it. */
export interface LearningPart {
  readonly network: Network;
  /** One item as `network` takes it: the pixels of an image, or what the frozen part makes of them. */
  readonly item: TensorType;
  /** From the pixels of an image to an item; `null` where all of the network learns. */
  readonly frozen: Network | null;
}

/** @param foreign the network of a `backbone`, for who runs its frozen part. */
export function learningPartOf(
  { network: spec, preprocessing, fineTune }: TrainSettings,
  classes: number,
  foreign?: ForeignModel,
): LearningPart {
  const pixels = pixelsOf(preprocessing.sizePx);
  if (fineTune === 'all' || spec.name === 'cnn') {
    return { network: buildNetwork(spec, preprocessing, { classes, foreign }), item: pixels, frozen: null };
  }
  const { frozen, learning } = splitNetwork(spec, preprocessing, { learns: fineTune, classes, foreign });
  if (spec.name === 'backbone') {
    return { network: learning, item: { dtype: 'float32', shape: spec.sides.slice(0, 1) }, frozen };
  }
  const { dtype, shape } = outputType(frozen, { ...pixels, shape: [1, ...pixels.shape] });
  return { network: learning, item: { dtype, shape: shape.slice(1) }, frozen };
}

/** The type of an image's pixels as networks take them. */
export function pixelsOf(sizePx: number): TensorType {
  return { dtype: 'uint8', shape: [sizePx, sizePx, 3] };
}
