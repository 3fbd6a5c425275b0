import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Conversion } from './conversions.ts';
import type { ImageBatch, RejectedImage } from './image-batch.ts';
import { release } from './release.ts';

/** What is known of a usable image beside its pixels. */
export interface ImageFacts {
  /** sha256 of the file's bytes, in hexadecimal. */
  readonly imageHash: string;
  readonly conversions: readonly Conversion[];
}

/** Consecutive images, loaded together. */
export interface LoadedChunk {
  readonly paths: readonly string[];
  /** `[paths.length, bytesEach]`; what stands at a rejected image means nothing. */
  readonly pixels: Uint8Array;
  /** For each path what is known of its image, or the reason why it cannot be used. */
  readonly images: readonly (ImageFacts | LeukoscopeError)[];
}

/** Cuts a sequence into arrays of `size`, the last one shorter. */
export function inChunks<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  size: number,
): Iterable<Item[]> | AsyncIterable<Item[]> {
  return Symbol.asyncIterator in items ? inChunksAsync(items, size) : inChunksSync(items, size);
}

function* inChunksSync<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

async function* inChunksAsync<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let chunk: Item[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

export interface InOrderOptions {
  /** How many pieces of work may be under way at once. */
  readonly atOnce: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Works on several items at once and yields the results in the order of the items. Whoever stops taking results stops
 * the work; what is under way then is waited for.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  { atOnce, signal }: InOrderOptions,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      signal?.throwIfAborted();
      const one = work(item);
      // It is awaited below, but perhaps not before it fails; that must not count as a failure nobody handles.
      one.catch(() => undefined);
      running.push(one);
      if (running.length === atOnce) yield await running.shift()!;
    }
    while (running.length > 0) {
      signal?.throwIfAborted();
      yield await running.shift()!;
    }
  } finally {
    await Promise.allSettled(running);
  }
}

export interface RebatchOptions {
  readonly batch: number;
  /** Bytes of one picture. */
  readonly bytesEach: number;
  readonly onDelivered: (facts: ImageFacts) => void;
}

/** Turns chunks of any size into batches of one size. */
export async function* rebatch(
  chunks: AsyncIterable<LoadedChunk>,
  options: RebatchOptions,
): AsyncGenerator<ImageBatch> {
  let filling = new FillingBatch(0, options);
  for await (const { paths, pixels, images } of chunks) {
    for (let at = 0; at < paths.length; at++) {
      const image = images[at]!;
      if (image instanceof LeukoscopeError) filling.reject(paths[at]!, image);
      else {
        filling.accept(image, pixels.subarray(at * options.bytesEach, (at + 1) * options.bytesEach));
        options.onDelivered(image);
      }
      if (filling.count === options.batch) {
        yield filling.finish();
        filling = new FillingBatch(filling.first + filling.count, options);
      }
    }
    release(pixels);
  }
  if (filling.count > 0) yield filling.finish();
}

class FillingBatch {
  readonly first: number;
  count = 0;
  readonly #pixels: Uint8Array;
  readonly #bytesEach: number;
  readonly #accepted: number[] = [];
  readonly #imageHashes: string[] = [];
  readonly #rejected: RejectedImage[] = [];

  constructor(first: number, { batch, bytesEach }: RebatchOptions) {
    this.first = first;
    this.#bytesEach = bytesEach;
    this.#pixels = new Uint8Array(batch * bytesEach);
  }

  accept({ imageHash }: ImageFacts, pixels: Uint8Array): void {
    this.#pixels.set(pixels, this.#accepted.length * this.#bytesEach);
    this.#accepted.push(this.first + this.count++);
    this.#imageHashes.push(imageHash);
  }

  reject(path: string, reason: LeukoscopeError): void {
    this.#rejected.push({ index: this.first + this.count++, path, reason });
  }

  finish(): ImageBatch {
    const length = this.#accepted.length * this.#bytesEach;
    return {
      first: this.first,
      count: this.count,
      pixels: length === this.#pixels.length ? this.#pixels : this.#pixels.slice(0, length),
      accepted: this.#accepted,
      imageHashes: this.#imageHashes,
      rejected: this.#rejected,
    };
  }
}
