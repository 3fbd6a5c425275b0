import { describe, expect, it } from 'vitest';
import { batchesOf, droppedFiles } from './upload-files.ts';

const MEGABYTE = 1_000_000;

function fileOf(name: string): File {
  return new File(['x'], name);
}

/** A folder as the browser gives it: two entries at a time, and none at the end. */
function folder(path: string, entries: readonly object[]): object {
  const left = [...entries];
  const readEntries = (resolve: (some: object[]) => void) => resolve(left.splice(0, 2));
  return { isFile: false, isDirectory: true, fullPath: path, createReader: () => ({ readEntries }) };
}

function fileIn(path: string): object {
  const file = (resolve: (found: File) => void) => resolve(fileOf(path.split('/').at(-1)!));
  return { isFile: true, isDirectory: false, fullPath: path, file };
}

function transfer(dropped: readonly { readonly entry: object | null; readonly file: File | null }[]) {
  const items = dropped.map(({ entry, file }) => ({ webkitGetAsEntry: () => entry, getAsFile: () => file }));
  return { items: items as unknown as DataTransferItemList };
}

describe('what was dropped', () => {
  it('is every file, of a folder to its end by its path, without what systems leave there', async () => {
    const deep = folder('/smear/deep', [fileIn('/smear/deep/3.png'), fileIn('/smear/deep/.DS_Store')]);
    const smear = folder('/smear', [fileIn('/smear/1.png'), fileIn('/smear/2.png'), deep]);
    const found = await droppedFiles(
      transfer([
        { entry: smear, file: fileOf('smear') },
        { entry: null, file: fileOf('4.png') },
        { entry: null, file: null },
        { entry: fileIn('/Thumbs.db'), file: fileOf('Thumbs.db') },
      ]),
    );
    expect(found.map(({ name }) => name)).toEqual(['smear/1.png', 'smear/2.png', 'smear/deep/3.png', '4.png']);
  });

  it('is told of where a folder cannot be read', async () => {
    const readEntries = (_: unknown, reject: (error: Error) => void) => reject(new DOMException('gone'));
    const lost = { isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
    await expect(droppedFiles(transfer([{ entry: lost, file: null }]))).rejects.toThrow('gone');
  });
});

describe('what is sent at once', () => {
  /** Lengths of the batches of files of so many megabytes. */
  const batches = (...megabytes: number[]) =>
    batchesOf(megabytes.map((size) => ({ name: 'x.png', file: { size: size * MEGABYTE } as File }))).map(
      (batch) => batch.length,
    );

  it('is 200 files or 32 MB, and a larger file alone', () => {
    expect(batches(...Array<number>(450).fill(0.01))).toEqual([200, 200, 50]);
    expect(batches(20, 20, 50, 1)).toEqual([1, 1, 1, 1]);
    expect(batches(10, 10, 10, 10)).toEqual([3, 1]);
    expect(batches()).toEqual([]);
  });
});
