import type { Cell } from '../../cells/cell.ts';
import { openPredictor } from '../../classify/predictor.ts';
import { type ShiftTest, shiftTest } from '../../evaluation/promises/shift-alarm.ts';
import { tallyLooks } from '../../training/measure-pictures.ts';
import { type AdaptWorld, type ModelOfCard, withPrepared } from './picture-levers.ts';

/**
 * Whether pictures of a site look like those of the training to a model, by the patients of both; no label is asked for.
 *
 * @param reference see `TrainingPictures.looks`. @returns `null` where it cannot be told.
 * @throws the signal's reason if it is aborted.
 */
export async function shiftOfPictures(
  pictures: readonly Cell[],
  { model, reference }: { readonly model: ModelOfCard; readonly reference: readonly (readonly number[])[] },
  world: AdaptWorld,
): Promise<ShiftTest | null> {
  const { preprocessing } = model.card;
  const { runtime, progress, signal } = world;
  const predictor = await openPredictor(model.bytes, { path: 'model.onnx', runtime });
  try {
    const looks = await withPrepared(pictures, preprocessing, world, (cells, images) =>
      tallyLooks(cells, { images, preprocessing, predictor, progress, signal }),
    );
    return shiftTest(reference, looks.means());
  } finally {
    await predictor.close();
  }
}
