import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cellPicture } from '../../test/cell-pictures.ts';
import { png } from '../../test/png.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { decodeImage } from './codec.node.ts';
import { thumbnails } from './thumbnails.node.ts';

const bytesOf = (uri: string) => Buffer.from(uri.replace('data:image/webp;base64,', ''), 'base64');

it('are small, look like the picture, keep its shape, and stand in the order of the paths, bad files too', async () => {
  const folder = temporaryFolder();
  const flat = new Uint8Array(200 * 100 * 3).fill(180);
  writeFileSync(join(folder, 'wide.png'), png(200, 100, flat));
  writeFileSync(join(folder, 'cell.png'), cellPicture('typical', 1));
  writeFileSync(join(folder, 'text.png'), 'no picture');
  mkdirSync(join(folder, 'folder.png'));
  const names = ['text.png', 'wide.png', 'missing.png', 'cell.png', 'folder.png'];
  const made = await thumbnails(
    names.map((name) => join(folder, name)),
    { sizePx: 64 },
  );
  expect(made.map((one) => (one instanceof LeukoscopeError ? one.code : 'picture'))).toEqual([
    ...['image.not-an-image', 'picture', 'image.missing', 'picture', 'image.not-a-file'],
  ]);
  const [wide, cell] = await Promise.all([
    decodeImage(bytesOf(String(made[1]))),
    decodeImage(bytesOf(String(made[3]))),
  ]);
  expect([wide.raster.widthPx, wide.raster.heightPx]).toEqual([64, 32]);
  expect(wide.raster.data.every((value) => Math.abs(value - 180) <= 2)).toBe(true);
  expect([cell.raster.widthPx, cell.raster.heightPx]).toEqual([32, 32]);
});

it('holds nothing but the picture', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'cell.png');
  writeFileSync(path, cellPicture('atypical', 2));
  const [made] = await thumbnails([path], { sizePx: 16 });
  const file = bytesOf(String(made)).toString('latin1');
  for (const chunk of ['EXIF', 'XMP ', 'ICCP']) expect(file).not.toContain(chunk);
});

it('stops when asked to', async () => {
  await expect(thumbnails(['a.png'], { sizePx: 16, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});
