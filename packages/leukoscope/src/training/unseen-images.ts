import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { seenImages } from '../models/seen-images.ts';
import type { TrainingData } from './training-data.ts';

/** A model that has a part in a training, and the images that it has learnt from. */
export interface ModelWithPast {
  readonly dataset: { readonly name: string };
  /** See `packSeenImages`. */
  readonly seenImages: string;
}

/**
 * That a model has not learnt from images that shall judge what is trained with its help.
 *
 * @throws LeukoscopeError of the code.
 */
export function requireUnseen(
  { dataset, seenImages: packed }: ModelWithPast,
  { cells, images }: Pick<TrainingData, 'cells' | 'images'>,
  code: 'weights.seen-cells' | 'teacher.seen-cells',
): void {
  const wasSeen = seenImages(packed);
  const seen = (part: 'validation' | 'test') =>
    cells[part].filter(({ image }) => wasSeen(images.imageHash(image))).length;
  const [validation, test] = [seen('validation'), seen('test')];
  if (validation + test > 0) throw new LeukoscopeError(code, { dataset: dataset.name, validation, test });
}
