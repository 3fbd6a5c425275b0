import type { Cell } from '../../cells/cell.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { type AdaptWorld, withPrepared } from '../../experiments/adaptation/picture-levers.ts';
import { hashFiles } from '../../files/hash-files.ts';
import { seenImages } from '../../models/seen-images.ts';
import type { TrainingPictures } from '../../models/training-pictures.ts';
import { measurePictures } from '../../training/measure-pictures.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import type { openModel } from '../open-model.ts';

const FEWEST_CELLS = 100;

interface ReferenceRequest {
  /** Data set as typed; `undefined` if none was. */
  readonly reference: string | undefined;
  /** Of the model, as typed. */
  readonly path: string;
  readonly predictor: Awaited<ReturnType<typeof openModel>>['predictor'];
  readonly world: AdaptWorld;
}

/**
 * What the model's training cells look like: as its card says or, for an older model, as those cells of a data set show that
 * it was trained on. `null` where neither is there.
 *
 * @throws LeukoscopeError `usage.conflicting-options` if a data set is named for a model that says so itself;
 * `adapt.other-reference` if the model was trained on fewer than 100 of its cells.
 */
export async function trainingPictures(
  { reference, path, predictor, world }: ReferenceRequest,
  context: CommandContext,
): Promise<TrainingPictures | null> {
  const { card } = predictor;
  if (card.pictures !== undefined) {
    if (reference === undefined) return card.pictures;
    throw new LeukoscopeError('usage.conflicting-options', { first: '--reference', second: `${path} (pictures)` });
  }
  if (reference === undefined) return null;
  const dataset = await openDatasetArgument(reference, { scheme: card.scheme }, context);
  const cells = await trainedOn(dataset.cells, card.training.seenImages, context.signal);
  if (cells.length < FEWEST_CELLS) {
    throw new LeukoscopeError('adapt.other-reference', { model: path, reference, cells: cells.length });
  }
  const { preprocessing } = card;
  const { progress, signal } = world;
  return withPrepared(cells, preprocessing, world, (prepared, images) =>
    measurePictures({ cells: prepared, images, preprocessing, predictor, progress, signal }),
  );
}

async function trainedOn(cells: readonly Cell[], packed: string, signal: AbortSignal): Promise<Cell[]> {
  const wasSeen = seenImages(packed);
  const hashes = await hashFiles(
    cells.map(({ path }) => path),
    { signal },
  );
  return cells.filter((_, at) => wasSeen(hashes[at]!));
}
