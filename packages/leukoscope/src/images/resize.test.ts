import { encodeOnnx, Graph, resampleImage } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './golden/resize.json' with { type: 'json' };
import type { Raster } from './raster.ts';
import { type Kernel, resampling } from './resample-axis.ts';
import { resample, resizeArea, resizeBilinear, type SizePx } from './resize.ts';

/** The formula of make_resize.py. */
function picture(widthPx: number, heightPx: number): Raster {
  const data = Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, index) => {
    const channel = index % 3;
    const x = Math.floor(index / 3) % widthPx;
    const y = Math.floor(index / 3 / widthPx);
    return (x * 37 + y * 59 + channel * 83 + x * y * (channel + 1)) % 256;
  });
  return { widthPx, heightPx, data };
}

interface Case {
  readonly raster: Raster;
  readonly size: SizePx;
  readonly expected: readonly number[];
}

/** The cases for which the other program was asked. */
function casesOf(program: 'box' | 'area' | 'bilinear'): [string, Case][] {
  return golden.cases.flatMap(({ source, target, ...values }) => {
    const expected = values[program];
    const size = { widthPx: target[0]!, heightPx: target[1]! };
    const one: Case[] = expected === null ? [] : [{ raster: picture(source[0]!, source[1]!), size, expected }];
    return one.map((found): [string, Case] => [`${source.join(' x ')} px to ${target.join(' x ')} px`, found]);
  });
}

it.each(casesOf('box'))('area is within one grey level of Pillow’s box: %s', (_, { raster, size, expected }) => {
  const ours = resizeArea(raster, size).data;
  expect(ours.length).toBe(expected.length);
  expect(Math.max(...expected.map((value, index) => Math.abs(value - ours[index]!)))).toBeLessThanOrEqual(1);
});

it.each(casesOf('area'))('area is the mean over the covered area in float64: %s', (_, { raster, size, expected }) => {
  expect([...resizeArea(raster, size).data]).toEqual(expected);
});

it.each(casesOf('bilinear'))('bilinear is PyTorch’s: %s', (_, { raster, size, expected }) => {
  expect([...resizeBilinear(raster, size).data]).toEqual(expected);
});

it('area falls back to bilinear where the picture grows', () => {
  const [raster, size] = [picture(9, 11), { widthPx: 20, heightPx: 17 }];
  expect(resizeArea(raster, size)).toEqual(resizeBilinear(raster, size));
});

it('area rounds a half up', () => {
  const raster = { widthPx: 2, heightPx: 1, data: Uint8Array.of(0, 1, 254, 1, 2, 255) };
  expect([...resizeArea(raster, { widthPx: 1, heightPx: 1 }).data]).toEqual([1, 2, 255]);
});

const side = fc.integer({ min: 1, max: 40 });
const size = fc.record({ widthPx: side, heightPx: side });
const kernel = fc.constantFrom('area' as const, 'bilinear' as const);
const raster = fc
  .tuple(side, side)
  .chain(([widthPx, heightPx]) =>
    fc
      .uint8Array({ minLength: widthPx * heightPx * 3, maxLength: widthPx * heightPx * 3 })
      .map((data): Raster => ({ widthPx, heightPx, data })),
  );
const whole = ({ widthPx, heightPx }: Raster) => ({ leftPx: 0, topPx: 0, widthPx, heightPx });

describe('either kernel', () => {
  it('leaves a picture of one colour as it is', () => {
    fc.assert(
      fc.property(raster, size, fc.nat(255), kernel, (picture, to, level, kind) => {
        const plain = { ...picture, data: picture.data.fill(level) };
        const resized = resample(plain, whole(plain), to, kind);
        expect(resized.data.every((value) => value === level)).toBe(true);
      }),
    );
  });

  it('keeps every pixel at the size it has', () => {
    fc.assert(
      fc.property(raster, kernel, (picture, kind) => {
        expect(resample(picture, whole(picture), picture, kind).data).toEqual(picture.data);
      }),
    );
  });

  it('resizes a part as that part alone', () => {
    fc.assert(
      fc.property(raster, kernel, size, size, (picture, kind, corner, wanted) => {
        const [leftPx, topPx] = [corner.widthPx % picture.widthPx, corner.heightPx % picture.heightPx];
        const widthPx = Math.min(wanted.widthPx, picture.widthPx - leftPx);
        const heightPx = Math.min(wanted.heightPx, picture.heightPx - topPx);
        const box = { leftPx, topPx, widthPx, heightPx };
        const part = { ...box, data: new Uint8Array(box.widthPx * box.heightPx * 3) };
        for (let row = 0; row < box.heightPx; row++) {
          const from = ((box.topPx + row) * picture.widthPx + box.leftPx) * 3;
          part.data.set(picture.data.subarray(from, from + box.widthPx * 3), row * box.widthPx * 3);
        }
        const to = { widthPx: 5, heightPx: 7 };
        expect(resample(picture, box, to, kind).data).toEqual(resample(part, whole(part), to, kind).data);
      }),
    );
  });
});

it('area keeps the mean of a picture to within half a grey level', () => {
  fc.assert(
    fc.property(raster, fc.double({ min: 0, max: 1, noNaN: true }), (picture, share) => {
      const smaller = (length: number) => Math.max(1, Math.round(length * share));
      const size = { widthPx: smaller(picture.widthPx), heightPx: smaller(picture.heightPx) };
      const mean = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
      expect(Math.abs(mean(resizeArea(picture, size).data) - mean(picture.data))).toBeLessThanOrEqual(0.5 + 1e-9);
    }),
  );
});

const graphRuntime = nodeRuntime({ threads: 1 });

it.each<[Kernel, number, number]>([
  ['area', 96, 64],
  ['area', 37, 16],
  ['area', 16, 24],
  ['bilinear', 96, 64],
  ['bilinear', 16, 24],
])('inside a graph it gives the same values: %s, %i px to %i px', async (kind, source, target) => {
  const { data } = picture(source, source);
  const x = new Graph().input('x', { dtype: 'uint8', shape: [1, source, source, 3] });
  const model = encodeOnnx(new Map([['y', resampleImage(x, resampling(kind, source, target))]]));
  const executable = await graphRuntime.load(model);
  const y = graphRuntime.tensor({ dtype: 'uint8', shape: [1, target, target, 3] });
  await executable.run(new Map([['x', graphRuntime.tensor(x.type, data)]]), new Map([['y', y]]));
  const size = { widthPx: target, heightPx: target };
  expect(await y.read()).toEqual(resample(picture(source, source), whole(picture(source, source)), size, kind).data);
  await executable.dispose();
});

describe('misuse is refused by name', () => {
  const picture8 = picture(8, 8);
  it.each<[string, () => unknown, RegExp]>([
    ['a size of 0', () => resizeArea(picture8, { widthPx: 0, heightPx: 4 }), /widthPx: got 0/],
    ['half a pixel', () => resizeArea(picture8, { widthPx: 4, heightPx: 2.5 }), /heightPx: got 2.5/],
    ['too few bytes', () => resizeArea({ ...picture8, data: new Uint8Array(5) }, picture8), /got 5/],
    [
      'a box outside',
      () => resample(picture8, { ...whole(picture8), leftPx: 1 }, picture8, 'area'),
      /expected it inside 8 x 8/,
    ],
    [
      'a box between pixels',
      () => resample(picture8, { ...whole(picture8), topPx: 0.5 }, picture8, 'area'),
      /whole pixels/,
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
