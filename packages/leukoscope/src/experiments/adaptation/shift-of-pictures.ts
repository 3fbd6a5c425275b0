import type { Cell } from '../../cells/cell.ts';
import { openPredictor } from '../../classify/predictor.ts';
import { cellLook, LookTally, pictureLook } from '../../evaluation/promises/cell-look.ts';
import { type ShiftTest, shiftTest } from '../../evaluation/promises/shift-alarm.ts';
import { type AdaptWorld, type ModelOfCard, withPrepared } from './picture-levers.ts';

const BATCH = 128;

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
  const { sizePx } = preprocessing;
  const looks = new LookTally();
  const predictor = await openPredictor(model.bytes, { path: 'model.onnx', runtime: world.runtime });
  try {
    await withPrepared(pictures, preprocessing, world, async (cells, images) => {
      for (let first = 0; first < cells.length; first += BATCH) {
        world.signal.throwIfAborted();
        const batch = cells.slice(first, first + BATCH);
        const pixels = new Uint8Array(batch.length * sizePx * sizePx * 3);
        batch.forEach(({ image }, at) => void images.read(image, pixels, at * sizePx * sizePx * 3));
        const { atypical } = await predictor.predict(pixels);
        batch.forEach(({ cell: { patient } }, item) => {
          looks.add(patient, cellLook(pictureLook({ pixels, sizePx, item }), atypical[item]!));
        });
      }
    });
  } finally {
    await predictor.close();
  }
  return shiftTest(reference, looks.means());
}
