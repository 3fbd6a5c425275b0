import { type ItemBatch, type Runtime, renormalise } from '@leukoscope/engine';
import type { Cell } from '../../cells/cell.ts';
import { colourTransfer } from '../../images/colour-transfer.ts';
import type { RejectedImage } from '../../images/image-batch.ts';
import type { ImageStore } from '../../images/image-store.node.ts';
import type { PreparedImages } from '../../images/prepared-images.node.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import type { Lever } from '../../models/adaptation-card.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { withCard } from '../../models/model-file.ts';
import type { TrainingPictures } from '../../models/training-pictures.ts';
import type { Progress } from '../../progress/progress.ts';
import { coloursOf, type PreparedCell } from '../../training/measure-pictures.ts';

/** A model with its card, as a file's bytes. */
export interface ModelOfCard {
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
}

/** What adapting needs of the machine. */
export interface AdaptWorld {
  readonly runtime: Runtime;
  readonly openStore: (preprocessing: Preprocessing) => Promise<ImageStore>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Told of images that cannot be used, each time that they are met. */
  readonly onRejected: (images: readonly RejectedImage[]) => void;
}

export type PictureLever = Exclude<Lever, 'labels'>;

/** A model with some levers pulled. */
export interface Tried<Of extends Lever = PictureLever> {
  readonly levers: readonly Of[];
  readonly model: ModelOfCard;
}

export interface PictureTask {
  readonly model: ModelOfCard;
  /** At most one of each. */
  readonly levers: ReadonlySet<PictureLever>;
  /** Whose pictures are learnt from. */
  readonly cells: readonly Cell[];
  /** With the site's scale. */
  readonly siteCrop: Preprocessing['crop'];
  /** Of the training; needed for `colour`. */
  readonly training: TrainingPictures | null;
}

/**
 * The old statistics of batch normalisation count as those of so many pictures: in the middle of the 8 to 32 that Schneider
 * et al. 2020 (arXiv 2006.16971) found best for batches of 32 to 512.
 */
const PRIOR_PICTURES = 16;
/** More pictures move a mean by less than their lab's patients do. */
const MOST_NORMALISED = 500;
const BATCH = 64;

/** The model with these of its levers pulled, by pictures alone. @throws the signal's reason if it is aborted. */
export async function pullPictureLevers(task: PictureTask, world: AdaptWorld): Promise<ModelOfCard> {
  const { model, levers, siteCrop } = task;
  const { preprocessing: before } = model.card;
  const scaled = levers.has('scale') ? { ...before, crop: siteCrop } : before;
  const preprocessing = levers.has('colour') ? await inTrainingColours(scaled, task, world) : scaled;
  const card = { ...model.card, preprocessing };
  if (!levers.has('norm')) return { bytes: await withCard(model.bytes, card), card };
  const bytes = await withPrepared(task.cells, preprocessing, world, (cells, images) =>
    normalised(model.bytes, { cells, images, preprocessing, world }),
  );
  // Places of known cells are what the network made of them before.
  return { bytes: await withCard(bytes, card, { knownCells: 'dropped' }), card };
}

async function inTrainingColours(
  preprocessing: Preprocessing,
  { cells, training }: PictureTask,
  world: AdaptWorld,
): Promise<Preprocessing> {
  if (training === null) throw new RangeError('pullPictureLevers() training: colour needs it');
  const { signal } = world;
  const site = await withPrepared(cells, preprocessing, world, async (prepared, images) =>
    coloursOf(prepared, { images, preprocessing, signal }),
  );
  return { ...preprocessing, colour: colourTransfer(site, training.colour) };
}

async function normalised(
  bytes: Uint8Array,
  {
    cells,
    images,
    preprocessing: { sizePx },
    world: { runtime, progress, signal },
  }: {
    readonly cells: readonly PreparedCell[];
    readonly images: PreparedImages;
    readonly preprocessing: Preprocessing;
    readonly world: AdaptWorld;
  },
): Promise<Uint8Array> {
  const every = Math.max(1, cells.length / MOST_NORMALISED);
  const some = Array.from(
    { length: Math.min(cells.length, MOST_NORMALISED) },
    (_, at) => cells[Math.floor(at * every)]!,
  );
  const bytesEach = sizePx * sizePx * 3;
  function* batches(): Generator<ItemBatch> {
    for (let first = 0; first < some.length; first += BATCH) {
      signal.throwIfAborted();
      const batch = some.slice(first, first + BATCH);
      const data = new Uint8Array(batch.length * bytesEach);
      batch.forEach(({ image }, at) => void images.read(image, data, at * bytesEach));
      yield { data, count: batch.length };
    }
  }
  const { model } = await renormalise(bytes, {
    runtime,
    item: { dtype: 'uint8', shape: [sizePx, sizePx, 3] },
    batches,
    priorItems: PRIOR_PICTURES,
    onLayer: async (done, total) => {
      signal.throwIfAborted();
      progress.report({ stage: 'adapt', unit: 'steps', done, total });
    },
  });
  return model;
}

/** @param use is given the cells whose pictures can be used. */
export async function withPrepared<Result>(
  cells: readonly Cell[],
  preprocessing: Preprocessing,
  { openStore, progress, signal, onRejected }: AdaptWorld,
  use: (cells: readonly PreparedCell[], images: PreparedImages) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(preprocessing);
  try {
    const images = await store.prepare(
      cells.map(({ path }) => path),
      { signal, onProgress: ({ done, total }) => progress.report({ stage: 'decode', unit: 'images', done, total }) },
    );
    try {
      onRejected(images.rejected);
      const isRejected = new Set(images.rejected.map(({ index }) => index));
      const usable = cells.flatMap((cell, image) => (isRejected.has(image) ? [] : [{ cell, image }]));
      return await use(usable, images);
    } finally {
      images.close();
    }
  } finally {
    await store.close();
  }
}
