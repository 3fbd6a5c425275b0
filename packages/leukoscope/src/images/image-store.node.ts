import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type Conversion, type ConversionCounts, noConversions } from './conversions.ts';
import { decodeImage } from './decode.node.ts';
import { type Preprocessing, preprocess } from './preprocessing.ts';

/** An image that could not be used, and why. */
export interface RejectedImage {
  /** Position in the list of paths asked for. */
  readonly index: number;
  readonly path: string;
  readonly reason: LeukoscopeError;
}

/** Up to `batch` consecutive images, of which the usable ones have pixels. */
export interface ImageBatch {
  /** Position of the first image in the list of paths. */
  readonly first: number;
  /** How many paths this batch accounts for, rejected ones included. */
  readonly count: number;
  /** `[accepted.length, sizePx, sizePx, 3]`, 0..255. */
  readonly pixels: Uint8Array;
  /** For each picture in `pixels`, its position in the list of paths. */
  readonly accepted: readonly number[];
  /** For each picture in `pixels`, the sha256 of the file's bytes, in hexadecimal. */
  readonly imageHashes: readonly string[];
  readonly rejected: readonly RejectedImage[];
}

export interface PreparedImages {
  readonly sizePx: number;
  /** How many paths were asked for, rejected ones included. */
  readonly count: number;
  readonly rejected: readonly RejectedImage[];
  readonly conversions: ConversionCounts;
  /** @returns sha256 of the file's bytes, in hexadecimal. @throws RangeError for a rejected image. */
  imageHash(index: number): string;
  /** Copies `sizePx * sizePx * 3` bytes to `target` at `offset`. @throws RangeError for a rejected image. */
  read(index: number, target: Uint8Array, offset: number): void;
  close(): void;
}

export interface ImageStoreOptions {
  /** Where decoded pixels are kept between runs; `null` keeps none. */
  readonly cacheFolder: string | null;
  readonly preprocessing: Preprocessing;
  readonly workers?: number;
}

export interface StreamOptions {
  readonly batch: number;
  readonly signal?: AbortSignal;
}

export interface PrepareProgress {
  readonly done: number;
  readonly total: number;
}

export interface PrepareOptions {
  readonly onProgress?: (progress: PrepareProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ImageStore {
  /** Images converted since the store was opened. */
  readonly conversions: ConversionCounts;
  stream(paths: Iterable<string> | AsyncIterable<string>, options: StreamOptions): AsyncIterable<ImageBatch>;
  prepare(paths: readonly string[], options?: PrepareOptions): Promise<PreparedImages>;
  close(): Promise<void>;
}

type Loaded =
  | { pixels: Uint8Array; imageHash: string; conversions: readonly Conversion[] }
  | { reason: LeukoscopeError };

export async function openImageStore(options: ImageStoreOptions): Promise<ImageStore> {
  const { preprocessing } = options;
  const total = noConversions();
  const size = preprocessing.sizePx;
  const bytesEach = size * size * 3;

  async function load(path: string): Promise<Loaded> {
    try {
      const bytes = await readFile(path);
      const { raster, conversions } = await decodeImage(bytes, path);
      return { pixels: preprocess(raster, preprocessing), imageHash: hash('sha256', bytes, 'hex'), conversions };
    } catch (error) {
      if (error instanceof LeukoscopeError) return { reason: error };
      const systemCode = (error as NodeJS.ErrnoException).code;
      if (systemCode === undefined) throw error;
      return { reason: new LeukoscopeError('machine.cannot-read', { path, systemCode }, { cause: error }) };
    }
  }

  async function assemble(first: number, paths: readonly string[]): Promise<ImageBatch> {
    const loaded = await Promise.all(paths.map(load));
    const accepted: number[] = [];
    const imageHashes: string[] = [];
    const rejected: RejectedImage[] = [];
    const parts: Uint8Array[] = [];
    loaded.forEach((one, at) => {
      if ('reason' in one) {
        rejected.push({ index: first + at, path: paths[at]!, reason: one.reason });
        return;
      }
      for (const name of one.conversions) total[name]++;
      accepted.push(first + at);
      imageHashes.push(one.imageHash);
      parts.push(one.pixels);
    });
    return { first, count: paths.length, pixels: Buffer.concat(parts), accepted, imageHashes, rejected };
  }

  async function* stream(paths: Iterable<string> | AsyncIterable<string>, { batch, signal }: StreamOptions) {
    let first = 0;
    let waiting: string[] = [];
    for await (const path of paths) {
      signal?.throwIfAborted();
      waiting.push(path);
      if (waiting.length === batch) {
        yield await assemble(first, waiting);
        first += waiting.length;
        waiting = [];
      }
    }
    if (waiting.length > 0) yield await assemble(first, waiting);
  }

  async function prepare(paths: readonly string[], { onProgress, signal }: PrepareOptions = {}) {
    const pixels = new Map<number, { data: Uint8Array; imageHash: string }>();
    const rejected: RejectedImage[] = [];
    for await (const one of stream(paths, { batch: 64, ...(signal && { signal }) })) {
      one.accepted.forEach((index, at) => {
        const data = one.pixels.subarray(at * bytesEach, (at + 1) * bytesEach);
        pixels.set(index, { data, imageHash: one.imageHashes[at]! });
      });
      rejected.push(...one.rejected);
      onProgress?.({ done: one.first + one.count, total: paths.length });
    }
    const at = (index: number) => {
      const found = pixels.get(index);
      if (found === undefined) throw new RangeError(`index: got ${index}, expected an accepted image`);
      return found;
    };
    return {
      sizePx: size,
      count: paths.length,
      rejected,
      conversions: { ...total },
      imageHash: (index: number) => at(index).imageHash,
      read: (index: number, target: Uint8Array, offset: number) => target.set(at(index).data, offset),
      close: () => pixels.clear(),
    };
  }

  return { conversions: total, stream, prepare, close: () => Promise.resolve() };
}
