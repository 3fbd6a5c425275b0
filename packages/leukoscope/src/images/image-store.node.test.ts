import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  COUNT,
  collect,
  files,
  later,
  PIXEL_BYTES,
  PREPROCESSING,
  picturesOnDisk,
  RECORD_BYTES,
  run,
} from '../../test/pictures-on-disk.ts';
import golden from './golden/images.json' with { type: 'json' };
import { openImageStore } from './image-store.node.ts';
import { HEADER_BYTES } from './pack-format.node.ts';

vi.mock('./codec.node.ts', async (original) => {
  const actual = await original<typeof import('./codec.node.ts')>();
  return { ...actual, decodeEach: vi.fn(actual.decodeEach) };
});

let folder: string;
let cacheFolder: string;
let paths: string[];
let expected: Map<number, string>;
beforeEach(async () => {
  ({ folder, cacheFolder, paths, expected } = await picturesOnDisk());
});

describe('streaming', () => {
  it.each([1, 7, 64, 1_000])(
    'delivers every image once, in order, in batches of %i, bad ones with their reason',
    async (batch) => {
      const { batches, pixels, hashes, codes } = await run(paths, { batch });
      expect(batches.map(({ first }) => first)).toEqual(batches.map((_, index) => index * batch));
      expect(batches.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(COUNT);
      expect(batches.slice(0, -1).every(({ count }) => count === batch)).toBe(true);
      expect(batches.flatMap(({ accepted }) => accepted)).toEqual([...expected.keys()]);
      expect(pixels).toEqual(expected);
      expect(codes).toEqual(
        new Map([
          [3, 'image.not-an-image'],
          [77, 'image.truncated'],
          [149, 'image.missing'],
        ]),
      );
      for (const [index, hash] of hashes) {
        expect(hash).toBe(createHash('sha256').update(readFileSync(paths[index]!)).digest('hex'));
      }
      expect(batches.every(({ pixels: bytes, accepted }) => bytes.length === accepted.length * PIXEL_BYTES)).toBe(true);
    },
  );

  it('counts conversions of delivered images, the same whether they are decoded or cached', async () => {
    const kinds = ['png-rgba', 'png-16-bit', 'png-grey', 'png-rgba', 'tiff-cmyk'] as const;
    const odd = kinds.map((kind, index) => {
      const path = join(folder, `odd-${index}`);
      writeFileSync(path, Buffer.from(golden.files[kind].file, 'base64'));
      return path;
    });
    for (let time = 0; time < 2; time++) {
      const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING, now: later });
      await collect(store.stream(odd, { batch: 2 }));
      expect(store.conversions).toMatchObject({
        'alpha-dropped': 2,
        '16-bit-to-8': 1,
        'grey-to-rgb': 1,
        'cmyk-to-rgb': 1,
      });
      expect(store.conversions['palette-to-rgb']).toBe(0);
      await store.close();
    }
  });

  it('reads ahead by a bounded amount', async () => {
    let asked = 0;
    let delivered = 0;
    let ahead = 0;
    function* source() {
      for (let index = 0; index < 3_000; index++) {
        asked++;
        ahead = Math.max(ahead, asked - delivered);
        yield paths[index % 100]!;
      }
    }
    const store = await openImageStore({ cacheFolder: null, preprocessing: PREPROCESSING });
    for await (const { count } of store.stream(source(), { batch: 10 })) delivered += count;
    await store.close();
    expect(delivered).toBe(3_000);
    expect(ahead).toBeLessThan(300);
  });

  it('takes an asynchronous source, and passes its error on', async () => {
    async function* source() {
      yield* paths.slice(0, 20);
      throw new Error('the list broke off');
    }
    const store = await openImageStore({ cacheFolder: null, preprocessing: PREPROCESSING });
    await expect(collect(store.stream(source(), { batch: 5 }))).rejects.toThrow('the list broke off');
    await store.close();
  });

  it('stops when told, with the reason given', async () => {
    const controller = new AbortController();
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING });
    let seen = 0;
    const stream = async () => {
      for await (const { count } of store.stream(paths, { batch: 4, signal: controller.signal })) {
        seen += count;
        controller.abort(new Error('enough'));
      }
    };
    await expect(stream()).rejects.toThrow('enough');
    expect(seen).toBeLessThan(COUNT);
    await store.close();
  });

  it('can be left in the middle and begun anew', async () => {
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING });
    for await (const _ of store.stream(paths, { batch: 4 })) break;
    expect((await collect(store.stream(paths, { batch: 4 }))).pixels).toEqual(expected);
    await store.close();
  });

  it('refuses a batch that is no count', async () => {
    const store = await openImageStore({ cacheFolder: null, preprocessing: PREPROCESSING });
    expect(() => store.stream(paths, { batch: 0 })).toThrow(/batch: got 0/);
    await store.close();
  });
});

describe('prepared images', () => {
  it.each(['kept', null])('can be read in any order (cache: %s)', async (kept) => {
    const scratchFolder = join(folder, 'scratch');
    mkdirSync(scratchFolder);
    const store = await openImageStore({
      cacheFolder: kept === null ? null : cacheFolder,
      preprocessing: PREPROCESSING,
      scratchFolder,
    });
    const progress: number[] = [];
    const images = await store.prepare(paths, { onProgress: ({ done, total }) => progress.push(done, total) });
    expect([images.sizePx, images.count]).toEqual([8, COUNT]);
    expect(images.rejected.map(({ index, path, reason }) => [index, path, reason.code])).toEqual([
      [3, paths[3], 'image.not-an-image'],
      [77, paths[77], 'image.truncated'],
      [149, paths[149], 'image.missing'],
    ]);
    expect(progress.slice(-2)).toEqual([COUNT, COUNT]);
    for (const index of [...expected.keys()].reverse()) {
      const target = new Uint8Array(PIXEL_BYTES + 9).fill(99);
      images.read(index, target, 5);
      expect(Buffer.from(target.subarray(5, 5 + PIXEL_BYTES)).toString('base64')).toBe(expected.get(index));
      expect([...target.subarray(0, 5), ...target.subarray(5 + PIXEL_BYTES)]).toEqual(new Array(9).fill(99));
      expect(images.imageHash(index)).toBe(createHash('sha256').update(readFileSync(paths[index]!)).digest('hex'));
    }
    expect(readdirSync(scratchFolder)).toEqual([]);
    images.close();
    expect(() => images.read(0, new Uint8Array(PIXEL_BYTES), 0)).toThrow(/after close/);
    await store.close();
  });

  it('refuse a rejected image, a place beyond the list, and too small a target', async () => {
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING });
    const images = await store.prepare(paths);
    const target = new Uint8Array(PIXEL_BYTES);
    for (const index of [3, -1, COUNT, 0.5]) {
      expect(() => images.read(index, target, 0)).toThrow(/expected an accepted image/);
      expect(() => images.imageHash(index)).toThrow(RangeError);
    }
    expect(() => images.read(0, target, 1)).toThrow(/expected room for 192 of 192 bytes/);
    images.close();
    await store.close();
  });

  it('say so if the disk loses what was written, and the next run mends it', async () => {
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING });
    const images = await store.prepare(paths);
    truncateSync(files(cacheFolder, '.pixels')[0]!, HEADER_BYTES + 20 * RECORD_BYTES + 50);
    const lost: unknown[] = [];
    for (const [index, pixels] of expected) {
      const target = new Uint8Array(PIXEL_BYTES);
      try {
        images.read(index, target, 0);
        expect(Buffer.from(target).toString('base64')).toBe(pixels);
      } catch (error) {
        lost.push(error);
        expect(error).toMatchObject({ code: 'image.cache-damaged', details: { path: paths[index], cacheFolder } });
      }
    }
    expect(lost.length).toBe(expected.size - 20);
    images.close();
    await store.close();
    expect((await run(paths, { cacheFolder })).pixels).toEqual(expected);
  });

  it('stop when told, and leave nothing behind', async () => {
    const scratchFolder = join(folder, 'scratch');
    mkdirSync(scratchFolder);
    const store = await openImageStore({ cacheFolder: null, preprocessing: PREPROCESSING, scratchFolder });
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(store.prepare(paths, { onProgress, signal: controller.signal })).rejects.toThrow('enough');
    expect(readdirSync(scratchFolder)).toEqual([]);
    await store.close();
  });
});
