import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { png } from '../../test/png.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type DecodedImage, decodeEach, decodeImage } from './codec.node.ts';
import golden from './golden/images.json' with { type: 'json' };

const SHARED = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const LMU = join(SHARED, 'data/lmu');

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
const good = new Map(Object.entries(golden.files).map(([name, { file }]) => [name, bytesOf(file)]));
const noise = bytesOf(golden.bad['jpeg-noise']);

/** What the file is refused for; `null` if it is not. */
async function reasonAgainst(bytes: Uint8Array, name?: string): Promise<LeukoscopeError | null> {
  try {
    await decodeImage(bytes, name);
    return null;
  } catch (error) {
    if (error instanceof LeukoscopeError) return error;
    throw error;
  }
}

const codeAgainst = async (bytes: Uint8Array) => (await reasonAgainst(bytes))?.code ?? null;

/** A whole PNG header that announces this size, with no pixels behind it. */
function pngHeader(widthPx: number, heightPx: number): Uint8Array {
  const png = Buffer.from(good.get('png-rgb')!);
  png.writeUInt32BE(widthPx, 16);
  png.writeUInt32BE(heightPx, 20);
  return png;
}

describe('a file of every kind gives the pixels that Pillow reads', () => {
  it.each(Object.entries(golden.files))('%s', async (_, { file, pixels, conversions }) => {
    const { raster, conversions: said } = await decodeImage(bytesOf(file));
    expect([raster.widthPx, raster.heightPx, raster.data.length]).toEqual([
      golden.widthPx,
      golden.heightPx,
      13 * 9 * 3,
    ]);
    expect([...said].sort()).toEqual([...conversions].sort());
    if (pixels !== null) expect(Buffer.from(raster.data).toString('base64')).toBe(pixels);
  });
});

it('turns CMYK into the colours its inks have on paper', async () => {
  // 13 x 9 px, inks by formula: column 0 has no cyan, and each further one 19 / 255 more of it.
  const { raster } = await decodeImage(good.get('tiff-cmyk')!);
  const [redLeft, redRight] = [raster.data[0]!, raster.data[12 * 3]!];
  expect(redLeft).toBeGreaterThan(redRight + 60);
});

describe('a bad file is refused with its reason', () => {
  it.each([
    ['empty', new Uint8Array(0), 'image.empty'],
    ['text with the name of an image', Buffer.from('label,path\nMYO,a.png\n'), 'image.not-an-image'],
    ['one byte', Uint8Array.of(0xff), 'image.not-an-image'],
    [
      'an SVG',
      Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image.unsupported-format',
    ],
    ['a GIF', bytesOf(golden.bad.gif), 'image.unsupported-format'],
    ['a BMP', bytesOf(golden.bad.bmp), 'image.unsupported-format'],
    ['an animated WebP', bytesOf(golden.bad['webp-animated']), 'image.animated'],
    ['an animated PNG', bytesOf(golden.bad['png-animated']), 'image.animated'],
    ['a TIFF with two pages', bytesOf(golden.bad['tiff-pages']), 'image.animated'],
    ['a TIFF of floating-point numbers', bytesOf(golden.bad['tiff-float']), 'image.unsupported-pixels'],
    ['over 100 megapixels by its header', pngHeader(10_001, 10_000), 'image.too-large'],
    ['over 2 gigapixels by its header', pngHeader(2 ** 31 - 1, 2 ** 31 - 1), 'image.too-large'],
  ])('%s', async (_, bytes, code) => {
    expect(await codeAgainst(bytes)).toBe(code);
  });

  it.each([...good.keys()])('%s cut short', async (name) => {
    const bytes = good.get(name)!;
    for (const share of [0.35, 0.6, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect(await codeAgainst(cut), `${name} at ${share}`).toBe('image.truncated');
    }
  });

  it('a JPEG cut anywhere', async () => {
    const lengths = Array.from({ length: Math.floor(noise.length / 7) }, (_, index) => 4 + index * 7);
    for (const length of [...lengths, noise.length - 2, noise.length - 1]) {
      expect(await codeAgainst(noise.subarray(0, length)), `${length} of ${noise.length} bytes`).toBe(
        'image.truncated',
      );
    }
  });

  it('a JPEG whose middle is overwritten, to its last row', async () => {
    for (const share of [0.5, 0.7, 0.9, 0.97]) {
      const damaged = Uint8Array.from(noise);
      damaged.fill(0, Math.floor(noise.length * share), Math.floor(noise.length * share) + 20);
      expect(await codeAgainst(damaged), `zeros at ${share}`).toBe('image.damaged');
    }
  });

  it('in one clear sentence with what to do, in both languages', async () => {
    const reason = await reasonAgainst(pngHeader(20_000, 10_000), 'slides/huge.png');
    expect(reason?.message).toBe(
      'the image slides/huge.png is too large: its header says 20000 x 10000 px (200 megapixels), expected at most 100.',
    );
    expect(reason?.textIn('es').message).toBe(
      'la imagen slides/huge.png es demasiado grande: su cabecera dice 20000 x 10000 px (200 megapíxeles) y se admiten 100 como máximo.',
    );
    expect(reason?.exitCode).toBe(3);
  });
});

it('accepts exactly 100 megapixels by the header, and then notices that they are missing', async () => {
  expect(await codeAgainst(pngHeader(10_000, 10_000))).toBe('image.damaged');
});

it('reads a large picture that no header check refuses', async () => {
  const pixels = new Uint8Array(3_000 * 2_000 * 3).fill(7);
  const { raster } = await decodeImage(png(3_000, 2_000, pixels));
  expect([raster.widthPx, raster.heightPx, raster.data.every((value) => value === 7)]).toEqual([3_000, 2_000, true]);
});

describe('decoding many at once', () => {
  const images = [...good.values(), noise, noise.subarray(0, 300), new Uint8Array(0), bytesOf(golden.bad.gif)];
  const summary = (result: DecodedImage | LeukoscopeError) =>
    result instanceof LeukoscopeError
      ? result.message
      : `${result.conversions} ${Buffer.from(result.raster.data).toString('hex')}`;
  const copy = ({ raster, conversions }: DecodedImage) => ({
    raster: { ...raster, data: raster.data.slice() },
    conversions,
  });

  it('gives for each file what decoding it alone gives, whatever stands beside it', async () => {
    const alone = await Promise.all(
      images.map((bytes, index) => decodeImage(bytes, `${index}`).catch((error: LeukoscopeError) => error)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(images.length - 1), { maxLength: 40 }), async (chosen) => {
        const files = chosen.map((index) => ({ bytes: images[index]!, name: `${index}` }));
        const together = await decodeEach(files, copy);
        expect(together.map(summary)).toEqual(chosen.map((index) => summary(alone[index]!)));
      }),
      { numRuns: 25 },
    );
  });

  it('finds the one bad file among many alike', async () => {
    const files = Array.from({ length: 30 }, (_, index) => ({
      bytes: index === 17 ? noise.subarray(0, 500) : noise,
      name: `${index}`,
    }));
    const results = await decodeEach(files, () => 'good');
    expect(results.map((result) => (result instanceof LeukoscopeError ? result.code : result))).toEqual(
      files.map((_, index) => (index === 17 ? 'image.truncated' : 'good')),
    );
  });

  it('gives the same pixels as PNG files of the same picture where sizes and formats are mixed', async () => {
    const names = ['png-rgb', 'jpeg-444', 'webp-lossless', 'jpeg-420', 'tiff-lzw', 'jpeg-444'];
    const files = names.map((name) => ({ bytes: good.get(name)!, name }));
    const pixels = await decodeEach(files, ({ raster }) => Buffer.from(raster.data).toString('base64'));
    const expected = names.map((name) => golden.files[name as keyof typeof golden.files].pixels);
    expect(pixels).toEqual(expected);
  });
});

describe.skipIf(!existsSync(LMU))('the paper’s data set (needs ../shared/data/lmu)', () => {
  const files = readdirSync(LMU, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(tiff|png)$/i.test(name));
  const decode = async (name: string) => ({ name, ...(await decodeImage(readFileSync(join(LMU, name)), name)) });

  it('reads every original TIFF, RGBA of 400 x 400 px, without its alpha', async () => {
    const originals = files.filter((name) => name.endsWith('.tiff'));
    expect(originals.length).toBeGreaterThan(10);
    for (const { raster, conversions } of await Promise.all(originals.map(decode))) {
      expect([raster.widthPx, raster.heightPx, conversions]).toEqual([400, 400, ['alpha-dropped']]);
    }
  });

  it('gives for a TIFF the pixels of the same picture as PNG without alpha', async () => {
    const { raster } = await decode(files.find((file) => file.endsWith('.tiff'))!);
    const again = await decodeImage(png(400, 400, raster.data));
    expect(Buffer.compare(again.raster.data, raster.data)).toBe(0);
  });
});
