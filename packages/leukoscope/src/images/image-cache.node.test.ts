import { copyFileSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  COUNT,
  collect,
  expectedPixels,
  files,
  PREPROCESSING,
  pictureOf,
  picturesOnDisk,
  run,
} from '../../test/pictures-on-disk.ts';
import { decodeEach } from './codec.node.ts';
import { openImageStore } from './image-store.node.ts';

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

describe('the cache', () => {
  const all = { decoded: COUNT - 1, opened: COUNT - 1 };

  it('decodes nothing in a second epoch', async () => {
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING });
    await collect(store.stream(paths, { batch: 16 }));
    vi.mocked(decodeEach).mockClear();
    expect((await collect(store.stream(paths, { batch: 16 }))).pixels).toEqual(expected);
    await store.close();
    expect(vi.mocked(decodeEach).mock.calls.flatMap(([images]) => images.map(({ name }) => name))).toEqual([
      paths[3],
      paths[77],
    ]);
  });

  it('opens nothing in a second run but the bad images', async () => {
    expect(await run(paths, { cacheFolder })).toMatchObject(all);
    const second = await run(paths, { cacheFolder });
    expect([second.decoded, second.opened]).toEqual([2, 2]);
    expect([second.pixels, second.hashes]).toEqual([expected, (await run(paths, {})).hashes]);
  });

  it('knows a file by its content wherever it lies', async () => {
    await run(paths, { cacheFolder });
    const moved = paths.slice(0, 3).map((path, index) => {
      const to = join(folder, `moved-${index}`);
      copyFileSync(path, to);
      return to;
    });
    const second = await run(moved, { cacheFolder });
    expect([second.decoded, second.opened]).toEqual([0, 3]);
    expect([...second.pixels.values()]).toEqual([0, 1, 2].map((index) => expected.get(index)));
    expect((await run(moved, { cacheFolder })).opened).toBe(0);
  });

  it.each<[string, (path: string) => void]>([
    ['overwritten', (path) => writeFileSync(path, pictureOf(500))],
    [
      'overwritten in place by one as long, its time of change set back',
      (path) => {
        const { atimeMs, mtimeMs, size } = statSync(path);
        const picture = pictureOf(500);
        const asLong = Buffer.concat([picture, Buffer.alloc(Math.max(0, size - picture.length))]);
        expect(asLong.length).toBe(size);
        writeFileSync(path, asLong);
        utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
      },
    ],
    [
      'replaced by one of the same times',
      (path) => {
        const { atimeMs, mtimeMs } = statSync(path);
        writeFileSync(`${path}.new`, pictureOf(500));
        utimesSync(`${path}.new`, atimeMs / 1000, mtimeMs / 1000);
        renameSync(`${path}.new`, path);
      },
    ],
  ])('does not know a file again that was %s', async (_, change) => {
    writeFileSync(paths[5]!, Buffer.concat([pictureOf(5), Buffer.alloc(400)]));
    await run(paths, { cacheFolder });
    change(paths[5]!);
    const { pixels, decoded } = await run(paths, { cacheFolder });
    expect(decoded).toBe(3);
    expect(pixels).toEqual(await expectedPixels(paths));
    expect(pixels.get(5)).not.toBe(expected.get(5));
  });

  it('does not trust the times of a file changed within the last two seconds', async () => {
    const young = { cacheFolder, now: Date.now };
    await run(paths, young);
    expect(await run(paths, young)).toMatchObject({ decoded: 2, opened: all.opened });
    expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: all.opened });
    expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: 2 });
  });

  it('keeps apart what other preprocessing or another decoder made', async () => {
    await run(paths, { cacheFolder });
    const other = { ...PREPROCESSING, kernel: 'bilinear' } as const;
    expect((await run(paths, { cacheFolder, preprocessing: other })).decoded).toBe(all.decoded);
    const [pixels] = files(join(cacheFolder, 'v1-8px-whole-area'), '.pixels');
    writeFileSync(pixels!, readFileSync(pixels!).toString('latin1').replace('libvips', 'libvipz'), 'latin1');
    expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: all.decoded, pixels: expected });
  });

  it('writes nothing where there is nothing new', async () => {
    await run(paths, { cacheFolder });
    const before = files(cacheFolder, '');
    await run(paths, { cacheFolder });
    expect(files(cacheFolder, '')).toEqual(before);
  });
});
