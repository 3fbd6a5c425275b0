import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { png } from '../../test/png.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { RED_CELL_UM } from './cell-finder/estimate-scale.ts';
import { drawSmear } from './cell-finder/testing/draw-smear.ts';
import { scaleOfImages } from './scale-of-images.node.ts';

/** Red cells of a fifth of the picture's side, whose scale is therefore known. */
function writeImages(count: number): string[] {
  const folder = temporaryFolder();
  const redCells = [
    { x: 0.25, y: 0.3, radius: 0.1 },
    { x: 0.7, y: 0.7, radius: 0.1 },
  ];
  const { widthPx, heightPx, data } = drawSmear({ sidePx: 128, cells: [], redCells });
  const picture = png(widthPx, heightPx, data);
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index}.png`);
    writeFileSync(path, picture);
    return path;
  });
}

test('the scale is told by the red cells; images that cannot be used are passed over', async () => {
  const paths = writeImages(14);
  writeFileSync(paths[3]!, 'no image');
  const scale = await scaleOfImages([...paths, '/nowhere/missing.png']);
  expect([scale!.pictures, scale!.redCells]).toEqual([13, 26]);
  expect(Math.abs(scale!.micronsPerPixel / (RED_CELL_UM / (0.2 * 128)) - 1)).toBeLessThan(0.04);
});

test('few images tell none', async () => {
  expect(await scaleOfImages(writeImages(9))).toBeNull();
});

test('an abort is heard', async () => {
  await expect(scaleOfImages(writeImages(1), AbortSignal.abort('stop'))).rejects.toBe('stop');
});
