import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type ConversionCounts, countConversions, noConversions } from './conversions.ts';
import type { RejectedImage } from './image-batch.ts';
import type { ImagePack } from './image-pack.node.ts';
import type { LoadedChunk } from './image-stream.ts';
import { HASH_BYTES } from './pack-format.node.ts';
import { release } from './release.ts';

/** Pictures that can be read in any order; in memory there are only their hashes. */
export interface PreparedImages {
  readonly sizePx: number;
  /** How many paths were asked for, rejected ones included. */
  readonly count: number;
  readonly rejected: readonly RejectedImage[];
  readonly conversions: ConversionCounts;
  /** @returns sha256 of the file's bytes, in hexadecimal. @throws RangeError for a rejected image */
  imageHash(index: number): string;
  /**
   * Copies a picture, `[sizePx, sizePx, 3]`, 0..255, into `target` from `offset` on, from disk.
   * @throws RangeError for a rejected image or too small a target
   * @throws LeukoscopeError `image.cache-damaged` if the disk no longer holds what was written
   */
  read(index: number, target: Uint8Array, offset: number): void;
  close(): void;
}

export interface PrepareProgress {
  readonly done: number;
  readonly total: number;
}

export interface PrepareSource {
  readonly paths: readonly string[];
  readonly sizePx: number;
  readonly chunks: AsyncIterable<LoadedChunk>;
  readonly pack: ImagePack;
  /** For the text of errors. */
  readonly cacheFolder: string;
  /** Called on close; the pack itself stays open otherwise. */
  readonly onClose: () => void;
  readonly onProgress: ((progress: PrepareProgress) => void) | undefined;
}

/** Runs through all images once, so that each is in the pack or rejected. */
export async function prepareImages(source: PrepareSource): Promise<PreparedImages> {
  const { paths, pack, chunks, onProgress } = source;
  const pictures = new Int32Array(paths.length).fill(-1);
  const hashes = Buffer.alloc(paths.length * HASH_BYTES);
  const rejected: RejectedImage[] = [];
  const conversions = noConversions();
  let done = 0;
  for await (const { images, pixels } of chunks) {
    release(pixels);
    for (const image of images) {
      const index = done++;
      if (image instanceof LeukoscopeError) {
        rejected.push({ index, path: paths[index]!, reason: image });
        continue;
      }
      pictures[index] = pack.findByHash(image.imageHash);
      hashes.write(image.imageHash, index * HASH_BYTES, 'hex');
      countConversions(conversions, image.conversions);
    }
    onProgress?.({ done, total: paths.length });
  }
  return new PackedImages(source, { pictures, hashes, rejected, conversions });
}

interface Found {
  readonly pictures: Int32Array;
  readonly hashes: Buffer;
  readonly rejected: readonly RejectedImage[];
  readonly conversions: ConversionCounts;
}

class PackedImages implements PreparedImages {
  readonly sizePx: number;
  readonly count: number;
  readonly rejected: readonly RejectedImage[];
  readonly conversions: ConversionCounts;
  readonly #source: PrepareSource;
  readonly #pictures: Int32Array;
  readonly #hashes: Buffer;
  #isClosed = false;

  constructor(source: PrepareSource, { pictures, hashes, rejected, conversions }: Found) {
    this.sizePx = source.sizePx;
    this.count = source.paths.length;
    this.rejected = rejected;
    this.conversions = conversions;
    this.#source = source;
    this.#pictures = pictures;
    this.#hashes = hashes;
  }

  imageHash(index: number): string {
    this.#pictureOf(index);
    return this.#hashes.toString('hex', index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  read(index: number, target: Uint8Array, offset: number): void {
    const bytesEach = this.sizePx ** 2 * 3;
    if (!Number.isInteger(offset) || offset < 0 || offset + bytesEach > target.length) {
      throw new RangeError(`offset: got ${offset}, expected room for ${bytesEach} of ${target.length} bytes`);
    }
    const picture = this.#pictureOf(index);
    const { pack, paths, cacheFolder } = this.#source;
    if (pack.read(picture, target.subarray(offset, offset + bytesEach)) === null) {
      throw new LeukoscopeError('image.cache-damaged', { path: paths[index]!, cacheFolder });
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#source.onClose();
  }

  #pictureOf(index: number): number {
    if (this.#isClosed) throw new TypeError('prepared images: read after close()');
    const picture = this.#pictures[index] ?? -1;
    if (picture < 0) {
      throw new RangeError(`index: got ${index}, expected an accepted image among ${this.count}`);
    }
    return picture;
  }
}
