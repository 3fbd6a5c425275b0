import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { DECODER_ID } from './codec.node.ts';
import { type ConversionCounts, countConversions, noConversions } from './conversions.ts';
import type { ImageBatch } from './image-batch.ts';
import { ImageFileReader } from './image-file.node.ts';
import { loadChunk } from './image-loader.node.ts';
import { ImagePack } from './image-pack.node.ts';
import { inChunks, inOrder, type LoadedChunk, rebatch } from './image-stream.ts';
import { type WriteAt, writeToDisk } from './pack-segment.node.ts';
import { type PreparedImages, type PrepareProgress, prepareImages } from './prepared-images.node.ts';
import { type Preprocessing, pixelsId } from './preprocessing.ts';

export type { ImageBatch, RejectedImage } from './image-batch.ts';
export type { PreparedImages, PrepareProgress } from './prepared-images.node.ts';

export interface ImageStoreOptions {
  /**
   * Where preprocessed pictures are kept between runs, a folder within for each way of preprocessing; it may be deleted
   * at any time, and two processes may use it at once. `null` keeps none.
   */
  readonly cacheFolder: string | null;
  readonly preprocessing: Preprocessing;
  /** Where `prepare` keeps pictures if there is no cache; the system's folder for temporary files if not given. */
  readonly scratchFolder?: string;
  /** Told once if the cache cannot be used, the disk being full for example; a warning of the process if not given. */
  readonly onWarning?: (warning: LeukoscopeError) => void;
  /** Milliseconds since 1970; the system's clock if not given. */
  readonly now?: () => number;
  /** How bytes get to the disk; other than the default only in tests of disks that fail. */
  readonly writeAt?: WriteAt;
}

export interface StreamOptions {
  /** Images in a batch; the last one may have fewer. */
  readonly batch: number;
  readonly signal?: AbortSignal;
}

export interface PrepareOptions {
  readonly onProgress?: (progress: PrepareProgress) => void;
  readonly signal?: AbortSignal;
}

/** Preprocessed pictures of image files, decoded at most once. */
export interface ImageStore {
  /** How many of the images delivered since the store was opened underwent each conversion. */
  readonly conversions: ConversionCounts;
  /**
   * Delivers images in the order of their paths, reading ahead by a fixed amount. Bad images are delivered as rejected.
   * A cache that cannot be written is a warning, not an error.
   */
  stream(paths: Iterable<string> | AsyncIterable<string>, options: StreamOptions): AsyncIterable<ImageBatch>;
  /**
   * Decodes what is not yet cached, and gives access to all pictures in any order.
   * @throws LeukoscopeError `machine.cannot-write` if the pictures cannot be stored
   */
  prepare(paths: readonly string[], options?: PrepareOptions): Promise<PreparedImages>;
  /** Ends all use of the store, of images prepared from its cache too. */
  close(): Promise<void>;
}

/**
 * Images loaded together; fewer where they are large. Twice as many are read a tenth faster, but then the peak of memory
 * grows by a quarter over the first ten thousand images.
 */
const CHUNK = { images: 64, bytes: 8_000_000 } as const;
/**
 * Chunks under way at once: as many as the threads that Node decodes with, so that these have work while the main thread
 * resizes.
 */
const CHUNKS_AT_ONCE = 4;

export async function openImageStore(options: ImageStoreOptions): Promise<ImageStore> {
  const cache = options.cacheFolder === null ? null : resolve(options.cacheFolder);
  return new PackedImageStore(options, cache);
}

class PackedImageStore implements ImageStore {
  readonly #options: ImageStoreOptions;
  readonly #cacheFolder: string | null;
  readonly #bytesEach: number;
  readonly #conversions = noConversions();
  readonly #files = new ImageFileReader();
  #pack: ImagePack | null = null;
  #failure: LeukoscopeError | null = null;

  constructor(options: ImageStoreOptions, cacheFolder: string | null) {
    this.#options = options;
    this.#cacheFolder = cacheFolder;
    this.#bytesEach = options.preprocessing.sizePx ** 2 * 3;
    if (cacheFolder === null) return;
    try {
      this.#pack = this.#openPack(join(cacheFolder, pixelsId(options.preprocessing)), false);
    } catch (error) {
      this.#warn(cannotWrite(cacheFolder, error));
    }
  }

  get conversions(): ConversionCounts {
    return this.#conversions;
  }

  stream(paths: Iterable<string> | AsyncIterable<string>, { batch, signal }: StreamOptions): AsyncIterable<ImageBatch> {
    if (!Number.isInteger(batch) || batch < 1) throw new RangeError(`batch: got ${batch}, expected a positive integer`);
    const onCannotStore = (error: unknown) => this.#warn(cannotWrite(this.#cacheFolder ?? '', error));
    const chunks = this.#load(paths, { pack: this.#pack, onCannotStore, signal });
    return rebatch(chunks, {
      batch,
      bytesEach: this.#bytesEach,
      onDelivered: ({ conversions }) => countConversions(this.#conversions, conversions),
    });
  }

  async prepare(paths: readonly string[], { onProgress, signal }: PrepareOptions = {}): Promise<PreparedImages> {
    if (this.#failure !== null) throw this.#failure;
    const scratchFolder = this.#options.scratchFolder ?? tmpdir();
    const folder = this.#cacheFolder ?? scratchFolder;
    const onCannotStore = (error: unknown): never => {
      throw cannotWrite(folder, error);
    };
    const scratch = this.#pack === null ? this.#openScratch(scratchFolder) : null;
    const pack = this.#pack ?? scratch!;
    const chunks = this.#load(paths, { pack, onCannotStore, signal });
    const onClose = () => scratch?.close();
    try {
      const { sizePx } = this.#options.preprocessing;
      const images = await prepareImages({ paths, sizePx, chunks, pack, cacheFolder: folder, onClose, onProgress });
      this.#addConversions(images.conversions);
      return images;
    } catch (error) {
      onClose();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#pack?.close();
    this.#pack = null;
  }

  async *#load(
    paths: Iterable<string> | AsyncIterable<string>,
    options: { pack: ImagePack | null; onCannotStore: (error: unknown) => void; signal: AbortSignal | undefined },
  ): AsyncGenerator<LoadedChunk> {
    const { preprocessing, now = Date.now } = this.#options;
    const size = Math.max(1, Math.min(CHUNK.images, Math.floor(CHUNK.bytes / this.#bytesEach)));
    const load = (some: string[]) => loadChunk(some, { ...options, preprocessing, now, files: this.#files });
    yield* inOrder(inChunks(paths, size), load, { atOnce: CHUNKS_AT_ONCE, signal: options.signal });
  }

  #openPack(folder: string, isScratch: boolean): ImagePack {
    const { preprocessing, now = Date.now, writeAt = writeToDisk } = this.#options;
    const kind = { pixels: pixelsId(preprocessing), decoder: DECODER_ID, pixelBytes: this.#bytesEach };
    return ImagePack.open({ folder, kind, isScratch, writeAt, now });
  }

  #openScratch(folder: string): ImagePack {
    try {
      return this.#openPack(folder, true);
    } catch (error) {
      throw cannotWrite(folder, error);
    }
  }

  #addConversions(counts: ConversionCounts): void {
    for (const [name, count] of Object.entries(counts)) this.#conversions[name as keyof ConversionCounts] += count;
  }

  #warn(failure: LeukoscopeError): void {
    if (this.#failure !== null) return;
    this.#failure = failure;
    if (this.#options.onWarning === undefined) process.emitWarning(failure);
    else this.#options.onWarning(failure);
  }
}

/** @throws the error itself, unless it comes from the file system */
function cannotWrite(path: string, error: unknown): LeukoscopeError {
  const systemCode = (error as NodeJS.ErrnoException).code;
  if (systemCode === undefined) throw error;
  return new LeukoscopeError('machine.cannot-write', { path, systemCode }, { cause: error });
}
