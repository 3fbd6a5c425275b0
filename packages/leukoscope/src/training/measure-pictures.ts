import type { Cell } from '../cells/cell.ts';
import type { Predictor } from '../classify/predictor.ts';
import { cellLook, LookTally, pictureLook } from '../evaluation/promises/cell-look.ts';
import { ColourTally } from '../images/colour-transfer.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import type { Preprocessing } from '../images/preprocessing.ts';
import { scaleOfImages, shorterSideOfImages } from '../images/scale-of-images.node.ts';
import type { TrainingPictures } from '../models/training-pictures.ts';
import type { Progress } from '../progress/progress.ts';

/** A cell whose picture is prepared as a model wants it. */
export interface PreparedCell {
  readonly cell: Pick<Cell, 'path' | 'patient'>;
  /** Where its pixels are in the prepared images. */
  readonly image: number;
}

export interface PicturesTask {
  readonly cells: readonly PreparedCell[];
  readonly images: Pick<PreparedImages, 'read'>;
  readonly preprocessing: Preprocessing;
  /** The finished model. */
  readonly predictor: Pick<Predictor, 'predict'>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Enough for moments to three digits. */
const MOST_COLOURED = 1000;
/** A test over so many patients finds what twice as many would, and each costs a pass of the network for its cells. */
const MOST_PATIENTS = 40;
const CELLS_OF_PATIENT = 25;
/** For an interval of about 3%, in seconds: red cells are found in some twenty pictures a second. */
const MOST_MEASURED = 150;
const BATCH = 128;

/** What the cells look like to a finished model. @throws the signal's reason if it is aborted. */
export async function measurePictures(task: PicturesTask): Promise<TrainingPictures> {
  const { cells, preprocessing, signal } = task;
  const coloured = spread(cells, MOST_COLOURED);
  return {
    cells: coloured.length,
    colour: coloursOf(coloured, task),
    frame: await frameOf(
      cells.map(({ cell }) => cell.path),
      preprocessing,
      signal,
    ),
    looks: await looksOf(cells, task),
  };
}

/** Mean and covariance over all pixels that the network sees of these cells. */
export function coloursOf(
  cells: readonly PreparedCell[],
  { images, preprocessing: { sizePx }, signal }: Pick<PicturesTask, 'images' | 'preprocessing' | 'signal'>,
): TrainingPictures['colour'] {
  const tally = new ColourTally();
  const pixels = new Uint8Array(sizePx * sizePx * 3);
  for (const { image } of cells) {
    signal.throwIfAborted();
    images.read(image, pixels, 0);
    tally.add(pixels);
  }
  const { mean, covariance } = tally.moments();
  const kept = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(6)));
  return { mean: kept(mean), covariance: covariance.map(kept) } as unknown as TrainingPictures['colour'];
}

/** How large a share of the frame is, for a crop that is one. */
async function frameOf(
  paths: readonly string[],
  { crop }: Preprocessing,
  signal: AbortSignal,
): Promise<TrainingPictures['frame']> {
  if (crop.kind !== 'whole' && crop.kind !== 'centre') return null;
  const scale = await scaleOfImages(paths, signal, MOST_MEASURED);
  const shorterSidePx = await shorterSideOfImages(paths, signal);
  if (scale === null || shorterSidePx === null) return null;
  return { shorterSidePx, micronsPerPixel: Number(scale.micronsPerPixel.toPrecision(4)) };
}

async function looksOf(cells: readonly PreparedCell[], task: PicturesTask): Promise<number[][]> {
  const byPatient = Map.groupBy(cells, ({ cell }) => cell.patient);
  const patients = [...byPatient].filter(([patient]) => patient !== null).map(([, own]) => own);
  const looked = spread(patients, MOST_PATIENTS).flatMap((own) => spread(own, CELLS_OF_PATIENT));
  return (await tallyLooks(looked, task)).means();
}

/** What each of the cells looks like to the model, added up. @throws the signal's reason if it is aborted. */
export async function tallyLooks(
  cells: readonly PreparedCell[],
  { images, preprocessing: { sizePx }, predictor, progress, signal }: Omit<PicturesTask, 'cells'>,
): Promise<LookTally> {
  const looks = new LookTally();
  const bytesEach = sizePx * sizePx * 3;
  for (let first = 0; first < cells.length; first += BATCH) {
    signal.throwIfAborted();
    progress.report({ stage: 'known-cells', unit: 'images', done: first, total: cells.length });
    const some = cells.slice(first, first + BATCH);
    const pixels = new Uint8Array(some.length * bytesEach);
    some.forEach(({ image }, at) => void images.read(image, pixels, at * bytesEach));
    const { atypical } = await predictor.predict(pixels);
    some.forEach(({ cell }, item) => {
      looks.add(cell.patient, cellLook(pictureLook({ pixels, sizePx, item }), atypical[item]!));
    });
  }
  return looks;
}

/** At most so many, spread evenly over the list. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)]!);
}
