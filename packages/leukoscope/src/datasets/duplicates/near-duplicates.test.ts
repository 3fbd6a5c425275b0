import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellPicture } from '../../../test/cell-pictures.ts';
import { decodeImage, encodeThumbnail } from '../../images/codec.node.ts';
import { createPlacing } from '../../images/placement.ts';
import { preprocess } from '../../images/preprocessing.ts';
import type { Raster } from '../../images/raster.ts';
import { resizeArea, resizeBilinear } from '../../images/resize.ts';
import { syntheticDataset } from '../../synthetic/synthetic-dataset.ts';
import { DIHEDRAL, type Dihedral, dihedralIndex } from './dihedral.ts';
import { exactDuplicates } from './exact-duplicates.ts';
import { findNearDuplicates, MAX_DISTANCE, type NearDuplicate } from './near-duplicates.ts';
import { COMPARED_PICTURES, PIXELS } from './picture-size.ts';

const SHARED = resolve(import.meta.dirname, '../../../../..', process.env.LEUKOSCOPE_SHARED ?? '../shared', 'data');

function turned({ widthPx, heightPx, data }: Raster, transform: Dihedral): Raster {
  const index = dihedralIndex(transform, widthPx);
  const target = new Uint8Array(data.length);
  index.forEach((from, to) => {
    target.set(data.subarray(3 * from, 3 * from + 3), 3 * to);
  });
  return { widthPx, heightPx, data: target };
}

/** Moved with the picture mirrored at its edge. */
function moved(raster: Raster, shiftX: number, shiftY: number): Raster {
  const target = new Uint8Array(raster.data.length);
  const placement = { mirrorX: false, mirrorY: false, quarterTurns: 0, turnRadians: 0, shiftX, shiftY };
  createPlacing(raster.widthPx)(raster.data, target, placement);
  return { ...raster, data: target };
}

const scaled = (raster: Raster, factor: number): Raster => {
  const side = Math.round(raster.widthPx * factor);
  const resize = factor < 1 ? resizeArea : resizeBilinear;
  return resize(raster, { widthPx: side, heightPx: side });
};

const brighter = (raster: Raster, factor: number, addition = 0): Raster => ({
  ...raster,
  data: raster.data.map((value) => Math.max(0, Math.min(255, Math.round(value * factor + addition)))),
});

/** Encoded with loss, to three quarters of the size. */
const encoded = async (raster: Raster): Promise<Raster> =>
  (await decodeImage(await encodeThumbnail(raster, Math.round(raster.widthPx * 0.75)))).raster;

const COPIES: Readonly<Record<string, (raster: Raster) => Raster | Promise<Raster>>> = {
  'as it is': (raster) => raster,
  'half the size': (raster) => scaled(raster, 0.5),
  'twice the size': (raster) => scaled(raster, 2),
  'encoded with loss': encoded,
  brighter: (raster) => brighter(raster, 1.1),
  'darker and paler': (raster) => brighter(raster, 0.8, 15),
  'moved by 4%': (raster) => moved(raster, Math.round(raster.widthPx * 0.04), -Math.round(raster.widthPx * 0.04)),
  'all at once': async (raster) => brighter(await encoded(moved(scaled(raster, 0.9), 2, -2)), 0.95, 5),
};

function joined(rasters: readonly Raster[]): Uint8Array {
  const pictures = new Uint8Array(rasters.length * PIXELS * 3);
  rasters.forEach((raster, at) => {
    pictures.set(preprocess(raster, COMPARED_PICTURES), at * PIXELS * 3);
  });
  return pictures;
}

const named = (pairs: readonly NearDuplicate[]) => pairs.map(({ a, b, transform }) => `${a} ${b} ${transform}`);

/** Plants a copy of the first so many cells, turned in each way in turn, after all cells. */
async function plant(cells: readonly Raster[], copy: (raster: Raster) => Raster | Promise<Raster>, count: number) {
  const ways = cells.slice(0, count).map((_, at) => DIHEDRAL[at % DIHEDRAL.length]!);
  const copies = await Promise.all(ways.map((way, at) => copy(turned(cells[at]!, way))));
  const expected = ways.map((way, at) => `${at} ${cells.length + at} ${way}`);
  return { pictures: joined([...cells, ...copies]), expected };
}

/** Pictures of four by four patches of any grey: quickly made, and none like another. */
function patches(count: number): Raster[] {
  const random = randomStream('patches');
  return Array.from({ length: count }, () => {
    const greys = Array.from({ length: 16 }, () => Math.floor(256 * random()));
    const data = Uint8Array.from({ length: PIXELS * 3 }, (_, at) => {
      const pixel = Math.floor(at / 3);
      return greys[4 * Math.floor(pixel / 256) + Math.floor((pixel % 32) / 8)]!;
    });
    return { widthPx: 32, heightPx: 32, data };
  });
}

const SYNTHETIC = Array.from(syntheticDataset({ seed: 5, patients: 4, cells: 96, sizePx: 64 }), ({ raster }) => raster);

describe('near duplicates', () => {
  it('are none among generated cells', async () => {
    expect(await findNearDuplicates(joined(SYNTHETIC))).toEqual([]);
  });

  it('are none among simple test pictures that all look much alike', async () => {
    const simple = await Promise.all(
      Array.from({ length: 60 }, (_, at) => decodeImage(cellPicture(at % 2 === 0 ? 'typical' : 'atypical', at))),
    );
    expect(await findNearDuplicates(joined(simple.map(({ raster }) => raster)))).toEqual([]);
  });

  it.each(Object.keys(COPIES))('are found turned and mirrored in every way: %s', async (name) => {
    const { pictures, expected } = await plant(SYNTHETIC, COPIES[name]!, 16);
    const found = await findNearDuplicates(pictures);
    expect(named(found)).toEqual(expected);
    for (const { distance } of found) expect(distance).toBeLessThan(MAX_DISTANCE);
  });

  it('of any subset of pictures are the same pairs, in order, each once', async () => {
    const { pictures } = await plant(SYNTHETIC.slice(0, 12), COPIES['half the size']!, 12);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(Array.from({ length: 24 }, (_, at) => at)), async (chosen) => {
        const some = new Uint8Array(chosen.length * PIXELS * 3);
        chosen.forEach((from, to) => {
          some.set(pictures.subarray(from * PIXELS * 3, (from + 1) * PIXELS * 3), to * PIXELS * 3);
        });
        const pairs = (await findNearDuplicates(some)).map(({ a, b }) => [a, b] as const);
        const expected = chosen.flatMap((first, a) =>
          chosen.flatMap((second, b) => (a < b && first % 12 === second % 12 ? [[a, b] as const] : [])),
        );
        expect(pairs).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('are neither pictures of one colour nor noise', async () => {
    const random = randomStream('noise');
    const noise = Array.from({ length: 20 }, () => ({
      widthPx: 32,
      heightPx: 32,
      data: Uint8Array.from({ length: PIXELS * 3 }, () => 256 * random()),
    }));
    const flat = [0, 128, 128, 255].map((value) => ({
      widthPx: 32,
      heightPx: 32,
      data: new Uint8Array(PIXELS * 3).fill(value),
    }));
    expect(await findNearDuplicates(joined([...noise, ...flat]))).toEqual([]);
    expect(await findNearDuplicates(new Uint8Array())).toEqual([]);
  });

  it('of many equal pictures are pairs with the first, in no time', async () => {
    const cell = joined(SYNTHETIC.slice(0, 1));
    const equal = new Uint8Array(2000 * PIXELS * 3);
    for (let at = 0; at < equal.length; at += cell.length) equal.set(cell, at);
    const found = await findNearDuplicates(equal);
    expect(found.every(({ a, b }, at) => a === 0 && b === at + 1)).toBe(true);
    expect(found).toHaveLength(1999);
  });

  it('of a picture that covers itself when turned are found once', async () => {
    const disc = Uint8Array.from({ length: PIXELS * 3 }, (_, at) => {
      const pixel = Math.floor(at / 3);
      return Math.hypot((pixel % 32) - 15.5, Math.floor(pixel / 32) - 15.5) < 8 ? 60 : 220;
    });
    const first = { widthPx: 32, heightPx: 32, data: disc };
    const found = await findNearDuplicates(joined([first, brighter(first, 0.9)]));
    expect(named(found)).toEqual(['0 1 identity']);
    expect(found[0]?.distance).toBeLessThan(0.01);
  });

  it('stop when asked to, tell how far they are, and want whole pictures', async () => {
    const told: number[] = [];
    await findNearDuplicates(joined(SYNTHETIC), { onProgress: (done) => told.push(done) });
    expect(told.at(-1)).toBe(SYNTHETIC.length);
    const controller = new AbortController();
    const aborted = findNearDuplicates(joined(patches(1600)), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(aborted).rejects.toThrow('aborted');
    await expect(findNearDuplicates(new Uint8Array(5))).rejects.toThrow(RangeError);
  });
});

describe.skipIf(!existsSync(SHARED))('near duplicates among the shared data', () => {
  const cellsOf = (name: string, count: number) => {
    const [, ...rows] = readFileSync(join(SHARED, name, 'manifest.csv'), 'utf8')
      .trim()
      .split('\n');
    const step = Math.max(1, Math.floor(rows.length / count));
    const paths = rows.filter((_, at) => at % step === 0).map((row) => join(SHARED, name, row.split(',')[0]!));
    return Promise.all(paths.map(async (path) => (await decodeImage(readFileSync(path))).raster));
  };

  it.each(['pbc', 'lmu'])('%s: none among the cells, and every planted copy', async (name) => {
    const cells = await cellsOf(name, 80);
    expect(await findNearDuplicates(joined(cells))).toEqual([]);
    const { pictures, expected } = await plant(cells, COPIES['all at once']!, 32);
    expect(named(await findNearDuplicates(pictures))).toEqual(expected);
  });
});

describe('exactDuplicates', () => {
  it('are files with the same bytes; unreadable ones are like no other', () => {
    expect(exactDuplicates(['a', 'b', null, 'a', null, 'c', 'b', 'a'])).toEqual([
      [0, 3, 7],
      [1, 6],
    ]);
  });
});

describe('dihedralIndex', () => {
  it.each([
    ['identity', 'abcd'],
    ['turn-90', 'cadb'],
    ['turn-180', 'dcba'],
    ['turn-270', 'bdac'],
    ['mirror-x', 'badc'],
    ['mirror-y', 'cdab'],
    ['transpose', 'acbd'],
    ['anti-transpose', 'dbca'],
  ] as const)('%s of ab/cd is %s', (transform, expected) => {
    expect(Array.from(dihedralIndex(transform, 2), (at) => 'abcd'[at]).join('')).toBe(expected);
  });
});
