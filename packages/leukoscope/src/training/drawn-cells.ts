import type { ItemData, LearningInputs } from './learning-inputs.ts';
import { type Mixing, mixed } from './mixup.ts';

/** The cells of a batch, and all that decides how they are varied and mixed. */
export interface DrawnCells {
  /** Places of their images, in the order of the items. */
  readonly images: readonly number[];
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /** Number of the first draw within its epoch. */
  readonly first: number;
  readonly mixing: Mixing | null;
}

/** A batch's items. From inputs of another size come the same cells, turned, shifted, coloured and mixed alike. */
export function itemsOf({ images, seed, epoch, first, mixing }: DrawnCells, inputs: LearningInputs): ItemData {
  const target = inputs.allocate(images.length);
  for (const [at, image] of images.entries()) {
    inputs.readVaried(image, { seed, epoch, at: first + at }, { target, at });
  }
  return mixing === null ? target : mixed(target, mixing);
}
