import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { imagesToClassify, readList } from './images-to-classify.ts';

function folderWith(...names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
  return folder;
}

describe('what paths stand for', () => {
  test('a file for itself, a folder for the images below it, each of the folder’s patient', async () => {
    const cwd = folderWith('P1/b.png', 'P1/deep/er/a.JPG', 'P1/notes.txt', 'P1/._b.png', 'P2/c.tiff', 'loose.webp');
    const { images, ignored } = await imagesToClassify(['loose.webp', 'P1', join(cwd, 'P2/')], {
      unpack: { folder: null },
      cwd,
    });
    expect(images).toEqual([
      { path: join(cwd, 'loose.webp'), patient: null },
      { path: join(cwd, 'P1/b.png'), patient: 'P1' },
      { path: join(cwd, 'P1/deep/er/a.JPG'), patient: 'P1' },
      { path: join(cwd, 'P2/c.tiff'), patient: 'P2' },
    ]);
    expect(ignored).toBe(2);
  });

  test('a patient that is named is everybody’s', async () => {
    const cwd = folderWith('P1/b.png', 'a.png');
    const { images } = await imagesToClassify(['P1', 'a.png'], { unpack: { folder: null }, cwd, patient: 'X' });
    expect(images.map(({ patient }) => patient)).toEqual(['X', 'X']);
  });

  test('the folder in which one stands has its own name', async () => {
    const cwd = folderWith('smear-7/b.png');
    const { images } = await imagesToClassify(['.'], { unpack: { folder: null }, cwd: join(cwd, 'smear-7') });
    expect(images.map(({ patient }) => patient)).toEqual(['smear-7']);
  });

  test('a file is an image whatever its name, and so is what is not there', async () => {
    const cwd = folderWith('cell.dat');
    symlinkSync('nowhere', join(cwd, 'link.png'));
    const { images } = await imagesToClassify(['cell.dat', 'gone.png', 'cell.dat/x', 'link.png'], {
      unpack: { folder: null },
      cwd,
    });
    expect(images.map(({ path }) => path)).toEqual(
      ['cell.dat', 'gone.png', 'cell.dat/x', 'link.png'].map((name) => join(cwd, name)),
    );
  });

  test('links below a folder are followed to files', async () => {
    const cwd = folderWith('elsewhere.png', 'P1/b.png');
    symlinkSync('../elsewhere.png', join(cwd, 'P1/a.png'));
    const { images } = await imagesToClassify(['P1'], { unpack: { folder: null }, cwd });
    expect(images.map(({ path }) => path)).toEqual([join(cwd, 'P1/a.png'), join(cwd, 'P1/b.png')]);
  });

  test('a folder without images is refused', async () => {
    const cwd = folderWith('P1/a.png', 'P2/notes.txt');
    await expect(imagesToClassify(['P1', 'P2'], { unpack: { folder: null }, cwd })).rejects.toMatchObject({
      code: 'classify.no-images',
      exitCode: 3,
      details: { path: 'P2', ignored: 1 },
    });
  });

  test('two folders of one name are refused, unless the patient is named', async () => {
    const cwd = folderWith('monday/smear/a.png', 'tuesday/smear/a.png');
    const paths = ['monday/smear', 'tuesday/smear'];
    await expect(imagesToClassify(paths, { unpack: { folder: null }, cwd })).rejects.toMatchObject({
      code: 'classify.same-patient',
      exitCode: 2,
      details: { patient: 'smear', first: 'monday/smear', second: 'tuesday/smear' },
    });
    expect((await imagesToClassify(paths, { unpack: { folder: null }, cwd, patient: 'X' })).images).toHaveLength(2);
  });
});

describe('a list', () => {
  test('has one path a line, as Windows writes it too', async () => {
    const cwd = folderWith();
    const file = join(cwd, 'list.txt');
    writeFileSync(file, '\uFEFFa b.png\r\n\r\n  \n"c",d.png\nlast.png');
    expect(await readList(file)).toEqual(['a b.png', '"c",d.png', 'last.png']);
  });

  test('that is not there, or a folder, is told', async () => {
    const cwd = folderWith();
    await expect(readList(join(cwd, 'list.txt'))).rejects.toMatchObject({ code: 'usage.no-such-file', exitCode: 3 });
    await expect(readList(cwd)).rejects.toMatchObject({ code: 'usage.not-a-file', exitCode: 3 });
  });
});
