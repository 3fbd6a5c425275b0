import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { LeukoscopeError } from '../src/errors/leukoscope-error.ts';
import { decodeEach, decodeImage } from '../src/images/codec.node.ts';
import { ImageFileReader } from '../src/images/image-file.node.ts';
import { type ImageBatch, type ImageStoreOptions, openImageStore } from '../src/images/image-store.node.ts';
import { RECORD_HEAD_BYTES } from '../src/images/pack-format.node.ts';
import { type Preprocessing, preprocess } from '../src/images/preprocessing.ts';
import { png } from './png.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const PREPROCESSING: Preprocessing = {
  sizePx: 8,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
};
export const PIXEL_BYTES = 8 * 8 * 3;
export const RECORD_BYTES = RECORD_HEAD_BYTES + PIXEL_BYTES;

/** A minute from now: files written by a test are then no longer too young to be known by their path. */
export const later = () => Date.now() + 60_000;

/** A picture of 12 x 12 px that is another for each number. */
export function pictureOf(number: number): Buffer {
  const pixels = Uint8Array.from({ length: 12 * 12 * 3 }, (_, at) => (at * 7 + number * 41 + (at % 13) * number) % 256);
  return png(12, 12, pixels);
}

export const COUNT = 150;
export const BAD = [3, 77, 149];

/** Pictures in a new folder, three of them bad in other ways. */
function writePictures(folder: string): string[] {
  return Array.from({ length: COUNT }, (_, number) => {
    const path = join(folder, `${number}.png`);
    if (number === 149) return path;
    writeFileSync(path, number === 3 ? 'text' : number === 77 ? pictureOf(77).subarray(0, 60) : pictureOf(number));
    return path;
  });
}

export interface Read {
  readonly pixels: Map<number, string>;
  readonly hashes: Map<number, string>;
  readonly codes: Map<number, string>;
  readonly batches: ImageBatch[];
}

export async function collect(batches: AsyncIterable<ImageBatch>): Promise<Read> {
  const read: Read = { pixels: new Map(), hashes: new Map(), codes: new Map(), batches: [] };
  for await (const batch of batches) {
    read.batches.push(batch);
    batch.accepted.forEach((index, at) => {
      const pixels = batch.pixels.subarray(at * PIXEL_BYTES, (at + 1) * PIXEL_BYTES);
      read.pixels.set(index, Buffer.from(pixels).toString('base64'));
      read.hashes.set(index, batch.imageHashes[at]!);
    });
    for (const { index, reason } of batch.rejected) read.codes.set(index, reason.code);
  }
  return read;
}

export interface Run extends Read {
  /** Files that were decoded, opened. */
  readonly decoded: number;
  readonly opened: number;
  readonly warnings: LeukoscopeError[];
}

/**
 * One run of a program: opens the store, streams all images, closes it. The test file mocks `decodeEach` by a spy on
 * itself, so that its calls can be counted.
 */
export async function run(
  paths: readonly string[],
  options: Partial<ImageStoreOptions> & { batch?: number },
): Promise<Run> {
  vi.mocked(decodeEach).mockClear();
  const reading = vi.spyOn(ImageFileReader.prototype, 'read');
  reading.mockClear();
  const warnings: LeukoscopeError[] = [];
  const { batch = 16, cacheFolder = null, ...rest } = options;
  const onWarning = (warning: LeukoscopeError) => void warnings.push(warning);
  const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING, now: later, onWarning, ...rest });
  const read = await collect(store.stream(paths, { batch }));
  await store.close();
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    ...read,
    decoded: sum(vi.mocked(decodeEach).mock.calls.map(([files]) => files.length)),
    opened: sum(reading.mock.calls.map(([files]) => files.length)),
    warnings,
  };
}

/** The pixels of every good picture, without any store. */
export async function expectedPixels(paths: readonly string[]): Promise<Map<number, string>> {
  const expected = new Map<number, string>();
  for (const [index, path] of paths.entries()) {
    if (BAD.includes(index)) continue;
    const { raster } = await decodeImage(readFileSync(path));
    expected.set(index, Buffer.from(preprocess(raster, PREPROCESSING)).toString('base64'));
  }
  return expected;
}

export const files = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));

export interface PicturesOnDisk {
  /** Holds everything below; removed when the running test ends. */
  readonly folder: string;
  /** Not there yet. */
  readonly cacheFolder: string;
  readonly paths: string[];
  /** For each good picture the preprocessed pixels, in base64. */
  readonly expected: Map<number, string>;
}

export async function picturesOnDisk(): Promise<PicturesOnDisk> {
  const folder = temporaryFolder();
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  const paths = writePictures(pictures);
  return { folder, cacheFolder: join(folder, 'cache'), paths, expected: await expectedPixels(paths) };
}
