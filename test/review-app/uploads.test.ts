/** Images come in by every way that a page has, and of each that cannot be used the page says which and why. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipFile } from '../../packages/leukoscope/src/datasets/testing/zip-file.ts';
import { cellPicture } from '../../packages/leukoscope/test/cell-pictures.ts';
import { animated, pngOfClaimedSize } from '../../packages/leukoscope/test/png.ts';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { appInBrowser } from './app-in-browser.ts';

const SWELLING = zipFile([{ name: 'a.png', data: Buffer.alloc(20_000_000) }]);
const LEADING_OUT = zipFile([{ name: '../../out.png', data: cellPicture('typical', 90) }]);

/** Files that hold no picture of one cell, and what is said of each in English and Spanish. */
const BAD: readonly (readonly [name: string, content: Buffer, en: RegExp, es: RegExp])[] = [
  ['truncated.png', cellPicture('atypical', 91).subarray(0, 700), /is cut short/, /está truncada/],
  ['empty.jpg', Buffer.alloc(0), /is empty/, /está vacía/],
  ['text.png', Buffer.from('no picture'), /is not an image/, /no es una imagen/],
  [
    'drawing.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    /got the format SVG/i,
    /su formato es SVG/i,
  ],
  ['film.png', animated(cellPicture('typical', 92)), /several pictures/, /varias imágenes/],
  ['bomb.png', pngOfClaimedSize(60_000, 60_000), /is too large.*3,600 megapixels/, /es demasiado grande/],
  ['swelling.zip', SWELLING, /cannot unpack/, /no se puede descomprimir/],
  ['out.zip', LEADING_OUT, /cannot unpack/, /no se puede descomprimir/],
];

describe.skipIf(CHROMIUM === null)('images on the page (needs chromium)', { timeout: 180_000 }, () => {
  const app = appInBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'leukoscope-uploads-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let page: Page;
  beforeAll(async () => {
    page = await app.person();
  });

  const files = () => page.locator('input[type=file]:not([webkitdirectory])');
  const good = (name: string, index: number) => ({
    ...{ name, mimeType: 'image/png' },
    buffer: cellPicture('typical', index),
  });

  test('are chosen as files, the same one twice being one cell', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'New case' }).first().click();
    await page.getByLabel('Patient').fill('P-1');
    await page.getByLabel('Title of the case').fill('By every way');
    await page.getByRole('button', { name: 'Create case' }).click();
    await page.getByText('The case has no cells yet.').waitFor();
    await files().setInputFiles([good('1.png', 1), good('2.png', 2)]);
    await page.getByText('2 images added.').waitFor();
    await files().setInputFiles([good('1 again.png', 1), good('3.png', 3)]);
    await page.getByText('1 image added; 1 was in the case already.').waitFor();
    await page.getByText('3 cells, 0 classified').waitFor();
  });

  test('are chosen as a folder with folders in it, without what systems leave there', async () => {
    mkdirSync(join(folder, 'smear/inner'), { recursive: true });
    writeFileSync(join(folder, 'smear/10.png'), cellPicture('typical', 10));
    writeFileSync(join(folder, 'smear/inner/11.png'), cellPicture('typical', 11));
    writeFileSync(join(folder, 'smear/.hidden'), 'x');
    writeFileSync(join(folder, 'smear/inner/Thumbs.db'), 'x');
    await page.locator('input[webkitdirectory]').setInputFiles(join(folder, 'smear'));
    await page.getByText('2 images added.').waitFor();
    expect(await page.getByText('could not be used').count()).toBe(0);
  });

  test('are chosen as a zip file', async () => {
    const archive = zipFile([
      { name: 'smear/20.png', data: cellPicture('typical', 20) },
      { name: 'smear/21.png', data: cellPicture('typical', 21) },
    ]);
    await files().setInputFiles({ name: 'smear.zip', mimeType: 'application/zip', buffer: archive });
    await page.getByText('7 cells, 0 classified').waitFor();
  });

  test('are dropped, a zip file and a folder with folders in it among them', async () => {
    const archive = zipFile([{ name: '30.png', data: cellPicture('typical', 30) }]);
    writeFileSync(join(folder, 'dropped.zip'), archive);
    writeFileSync(join(folder, '31.png'), cellPicture('typical', 31));
    mkdirSync(join(folder, 'dropped/inner'), { recursive: true });
    writeFileSync(join(folder, 'dropped/32.png'), cellPicture('typical', 32));
    writeFileSync(join(folder, 'dropped/inner/33.png'), cellPicture('typical', 33));
    const dropped = ['dropped.zip', '31.png', 'dropped'].map((name) => join(folder, name));
    const place = page.getByText('Drop images, folders or zip files here');
    await place.scrollIntoViewIfNeeded();
    const box = (await place.boundingBox())!;
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: dropped, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: box.x + 5, y: box.y + 5, data });
    }
    await page.getByText('11 cells, 0 classified').waitFor();
  });

  test.each([
    ['en', 'files could not be used', 2],
    ['es', 'archivos no se pudieron usar', 3],
  ] as const)(
    'that cannot be used are told one by one, and the good one among them taken (%s)',
    async (language, told, column) => {
      await page.locator('header select').first().selectOption(language);
      const bad = BAD.map(([name, buffer]) => ({ name, mimeType: 'image/png', buffer }));
      await files().setInputFiles([...bad, good(`good ${language}.png`, column)]);
      await page.getByText(`${BAD.length} ${told}`).waitFor();
      for (const one of BAD) {
        const row = page.getByRole('row', { name: one[0] });
        expect(await row.locator('td').textContent()).toMatch(one[column]);
      }
      await page.getByText(language === 'en' ? '0 images added; 1 was' : '0 imágenes añadidas; 1 ya').waitFor();
    },
  );

  test('nothing was said in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
