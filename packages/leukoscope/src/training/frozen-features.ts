import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Executable,
  elementCount,
  exportModel,
  type Runtime,
  randomStream,
  type TensorType,
} from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { writeFailure } from '../files/system-error.ts';
import { createAugment } from '../images/augment.ts';
import { type Augmentation, changesNothing } from '../images/augmentation.ts';
import { DECODER_ID } from '../images/codec.node.ts';
import { ImagePack } from '../images/image-pack.node.ts';
import { writeToDisk } from '../images/pack-segment.node.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { pixelsId } from '../images/preprocessing.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { Progress } from '../progress/progress.ts';
import type { Draw, LearningInputs } from './learning-inputs.ts';
import { type LearningPart, pixelsOf } from './learning-part.ts';
import type { TrainSettings } from './train-settings.ts';

/** Images that go through the frozen part at once; always as many, so that none depends on its neighbours. */
const BATCH = 64;

/** The view of an image as it is; the varied ones count from 1. */
const PLAIN = 0;

/** Up to so much is read into memory once, where reading it from disk for every draw would take longer than to learn. */
const MEMORY_BYTES = 256 * 1024 ** 2;

export interface FeaturesRequest {
  readonly settings: TrainSettings;
  readonly part: LearningPart;
  readonly start: StartWeights;
  readonly images: PreparedImages;
  /** Images to learn from, each in all its views, and images to validate on, as they are. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly runtime: Runtime;
  /** Features are kept in a folder within, by the content of the image file; `null` keeps none. */
  readonly cacheFolder: string | null;
  /** Told if the cache cannot be written. */
  readonly onWarning?: (warning: LeukoscopeError) => void;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Runs the frozen part of a network once for each image, or each varied view of it, that the cache does not hold yet.
 *
 * @returns what the learning part is fed; to be closed.
 * @throws the signal's reason if it is aborted, what was computed being kept; LeukoscopeError `machine.cannot-write`.
 */
export async function openFeatures(request: FeaturesRequest): Promise<LearningInputs> {
  const { settings, images, train, validation } = request;
  const model = frozenModel(request);
  const { pack, folder } = openPlace(request, model);
  const inputs = new FeatureInputs(pack, { images, settings, item: request.part.item, folder });
  try {
    const views = Array.from({ length: inputs.views }, (_, at) => at + 1);
    const wanted = [
      ...train.flatMap((image) =>
        inputs.views === 0 ? [{ image, view: PLAIN }] : views.map((view) => ({ image, view })),
      ),
      ...validation.map((image) => ({ image, view: PLAIN })),
    ];
    await compute(wanted, { request, inputs, model });
    inputs.keepInMemory(wanted);
    return inputs;
  } catch (error) {
    inputs.close();
    throw error;
  }
}

function frozenModel({ settings, part, start }: FeaturesRequest): Uint8Array {
  return exportModel({
    network: part.frozen!,
    item: pixelsOf(settings.preprocessing.sizePx),
    state: start,
    outputs: (x, network) => new Map([['features', network(x)]]),
  });
}

/** All that decides what the features of an image are: the network with its weights, the pixels it sees, what computes. */
function kindOf({ settings, part, runtime }: FeaturesRequest, model: Uint8Array) {
  const pixels = createHash('sha256').update(pixelsId(settings.preprocessing)).update(model).digest('hex');
  const decoder = `${DECODER_ID}, ${runtime.id}, ${runtime.version}, ${runtime.threads} threads`;
  return { pixels, decoder, pixelBytes: elementCount(part.item.shape) * Float32Array.BYTES_PER_ELEMENT };
}

interface FeaturesPlace {
  readonly pack: ImagePack;
  readonly folder: string;
}

/** In the cache, or for this run alone where there is none; one that cannot be written is told of, and done without. */
function openPlace(request: FeaturesRequest, model: Uint8Array): FeaturesPlace {
  const { cacheFolder, onWarning = () => undefined } = request;
  const kind = kindOf(request, model);
  if (cacheFolder !== null) {
    try {
      return openPack(kind, { folder: join(cacheFolder, 'features', kind.pixels), isScratch: false });
    } catch (error) {
      const failure = writeFailure(error, cacheFolder);
      if (!(failure instanceof LeukoscopeError)) throw failure;
      onWarning(failure);
    }
  }
  const folder = tmpdir();
  try {
    return openPack(kind, { folder, isScratch: true });
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

function openPack(
  kind: ReturnType<typeof kindOf>,
  { folder, isScratch }: { folder: string; isScratch: boolean },
): FeaturesPlace {
  return { pack: ImagePack.open({ folder, kind, isScratch, writeAt: writeToDisk, now: Date.now }), folder };
}

interface View {
  readonly image: number;
  readonly view: number;
}

async function compute(
  wanted: readonly View[],
  { request, inputs, model }: { request: FeaturesRequest; inputs: FeatureInputs; model: Uint8Array },
): Promise<void> {
  const { runtime, settings, part, progress, signal } = request;
  const missing = wanted.filter((view) => !inputs.has(view));
  if (missing.length === 0) return;
  const executable = await runtime.load(model);
  try {
    const run = featuresOf(executable, { runtime, item: part.item, sizePx: settings.preprocessing.sizePx });
    for (let first = 0; first < missing.length; first += BATCH) {
      signal.throwIfAborted();
      progress.report({ stage: 'features', unit: 'images', done: first, total: missing.length });
      const batch = missing.slice(first, first + BATCH);
      const pixels = new Uint8Array(BATCH * settings.preprocessing.sizePx ** 2 * 3);
      for (const [at, view] of batch.entries()) inputs.readPixels(view, pixels, at);
      inputs.add(batch, await run(pixels));
    }
    progress.report({ stage: 'features', unit: 'images', done: missing.length, total: missing.length });
  } finally {
    await executable.dispose();
  }
}

function featuresOf(
  executable: Executable,
  { runtime, item, sizePx }: { runtime: Runtime; item: TensorType; sizePx: number },
): (pixels: Uint8Array) => Promise<Float32Array> {
  const x = runtime.tensor({ dtype: 'uint8', shape: [BATCH, sizePx, sizePx, 3] });
  const features = runtime.tensor({ dtype: 'float32', shape: [BATCH, ...item.shape] });
  return async (pixels) => {
    x.write(pixels);
    await executable.run(new Map([['x', x]]), new Map([['features', features]]));
    return (await features.read()) as Float32Array;
  };
}

/** Features from the cache. A view is varied by the image's content and its number alone, so that other runs find it too. */
class FeatureInputs implements LearningInputs {
  /** How many varied views there are; 0 where images are not varied. */
  readonly views: number;
  readonly #pack: ImagePack;
  readonly #images: PreparedImages;
  readonly #augmentation: Augmentation;
  readonly #augment: ReturnType<typeof createAugment>;
  readonly #original: Uint8Array;
  readonly #floatsEach: number;
  readonly #folder: string;
  readonly #inMemory = new Map<number, Float32Array>();

  constructor(
    pack: ImagePack,
    given: { images: PreparedImages; settings: TrainSettings; item: TensorType; folder: string },
  ) {
    const { augmentation, views } = given.settings;
    this.views = changesNothing(augmentation) ? 0 : views;
    this.#pack = pack;
    this.#images = given.images;
    this.#augmentation = augmentation;
    this.#augment = createAugment(augmentation, given.images.sizePx);
    this.#original = new Uint8Array(given.images.sizePx ** 2 * 3);
    this.#floatsEach = elementCount(given.item.shape);
    this.#folder = given.folder;
  }

  allocate(items: number): Float32Array {
    return new Float32Array(items * this.#floatsEach);
  }

  read(image: number, target: Float32Array, at: number): void {
    this.#readView({ image, view: PLAIN }, target, at);
  }

  readVaried(image: number, { seed, epoch, at: draw }: Draw, place: { target: Float32Array; at: number }): void {
    const view = this.views === 0 ? PLAIN : 1 + Math.floor(randomStream(seed, 'view', epoch, draw)() * this.views);
    this.#readView({ image, view }, place.target, place.at);
  }

  /** Reads the views that are wanted from disk, once, if there is room for all of them. */
  keepInMemory(views: readonly View[]): void {
    if (views.length * this.#floatsEach * Float32Array.BYTES_PER_ELEMENT > MEMORY_BYTES) return;
    const kept = this.allocate(views.length);
    for (const [at, view] of views.entries()) {
      this.#readView(view, kept, at);
      this.#inMemory.set(this.#numberOf(view), kept.subarray(at * this.#floatsEach, (at + 1) * this.#floatsEach));
    }
  }

  has(view: View): boolean {
    return this.#pack.findByHash(this.#keyOf(view)) >= 0;
  }

  readPixels({ image, view }: View, target: Uint8Array, at: number): void {
    const bytes = this.#original.length;
    if (view === PLAIN) {
      this.#images.read(image, target, at * bytes);
      return;
    }
    this.#images.read(image, this.#original, 0);
    const random = randomStream('view', this.#images.imageHash(image), view);
    this.#augment(this.#original, target.subarray(at * bytes, (at + 1) * bytes), random);
  }

  /** Keeps features, one view's after the other's. @throws LeukoscopeError `machine.cannot-write` */
  add(views: readonly View[], features: Float32Array): void {
    const additions = views.map((view, at) => {
      const own = features.slice(at * this.#floatsEach, (at + 1) * this.#floatsEach);
      return { imageHash: this.#keyOf(view), pathKey: null, content: { conversions: [], pixels: bytesOf(own) } };
    });
    try {
      this.#pack.add(additions);
    } catch (error) {
      throw writeFailure(error, this.#folder);
    }
  }

  close(): void {
    this.#pack.close();
  }

  #readView(view: View, target: Float32Array, at: number): void {
    const kept = this.#inMemory.get(this.#numberOf(view));
    if (kept !== undefined) {
      target.set(kept, at * this.#floatsEach);
      return;
    }
    const own = target.subarray(at * this.#floatsEach, (at + 1) * this.#floatsEach);
    const picture = this.#pack.findByHash(this.#keyOf(view));
    if (picture >= 0 && this.#pack.read(picture, bytesOf(own)) !== null) return;
    throw new LeukoscopeError('image.cache-damaged', { path: this.#folder, cacheFolder: this.#folder });
  }

  #numberOf({ image, view }: View): number {
    return image * (this.views + 1) + view;
  }

  #keyOf({ image, view }: View): string {
    const hash = this.#images.imageHash(image);
    if (view === PLAIN) return hash;
    return createHash('sha256')
      .update(JSON.stringify({ hash, view, augmentation: this.#augmentation }))
      .digest('hex');
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
